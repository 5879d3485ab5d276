// What a run refuses, and what it says then. Nothing is changed by any of it.

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using ::testing::Not;
using ::testing::StartsWith;

class PostgresRefusal : public Postgres {
 protected:
  Error failure_at(const std::string& url) {
    PostgresConnection connection(url, {.connect_timeout = std::chrono::milliseconds(0)});
    return error_of([&] { upgrade(connection, two_tables()); });
  }
  std::string role(const std::string& attributes = "LOGIN") {
    const std::string name = "role_" + database_.name();
    database_.run("CREATE ROLE " + name + ' ' + attributes);
    return name;
  }
  void expect_mismatch(const std::string& objection) {
    const Error error = failure(two_tables());
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
    EXPECT_THAT(error.what(), StartsWith("\"migrate_version\" cannot be this library's table: it " +
                                         objection + "; nothing was changed."));
    EXPECT_FALSE(database_.has_table("a"));
  }
};

TEST_F(PostgresRefusal, MissingDatabase) {
  const Error error = failure_at(postgres_server().url("nosuch"));
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(),
              HasSubstr("database \"nosuch\" does not exist; look at the URL, or create the database"
                        " with CREATE DATABASE"));
}

TEST_F(PostgresRefusal, NoServer) {
  const Error error = failure_at("postgresql://a@127.0.0.1:" + std::to_string(free_port()) + "/d");
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("look whether the server runs, and at the URL's host and port"));
}

TEST_F(PostgresRefusal, OtherUrls) {
  EXPECT_EQ(failure_at("mysql://x").kind(), ErrorKind::usage);
}

TEST_F(PostgresRefusal, PasswordsAreNeverTold) {
  const std::string port = std::to_string(postgres_server().port());
  for (const std::string& url :
       {"postgresql://postgres:hunter42@127.0.0.1:" + port + "/nosuch",
        "postgresql://postgres:hunter42@rest42@127.0.0.1:" + port + "/x",
        std::string("postgresql://postgres:hunter42@[::1/x"), "postgresql://postgres:hunter42%zz@h/x" + port,
        "postgresql://nobody42:hunter42@127.0.0.1:" + std::to_string(free_port()) + "/x",
        "postgresql://127.0.0.1:" + port + "/nosuch?user=postgres&password=hunter42"}) {
    const Error error = failure_at(url);
    EXPECT_EQ(error.kind(), ErrorKind::unavailable) << url;
    EXPECT_THAT(error.what(), Not(HasSubstr("hunter42"))) << url;
    EXPECT_THAT(error.what(), Not(HasSubstr("rest42"))) << url;
  }
}

TEST_F(PostgresRefusal, RoleWithoutTheRightToCreate) {
  const Error error = failure_at(database_.url_as(role()));
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(),
              StartsWith("permission denied for schema public; GRANT what is missing to the role, or"
                         " connect as one that has it (code 42501)"));
}

TEST_F(PostgresRefusal, MissingSchema) {
  PostgresConnection connection(database_.url(), {.schema = "nosuch"});
  const Error error = error_of([&] { upgrade(connection, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(),
              StartsWith("schema \"nosuch\" does not exist; create it with CREATE SCHEMA, or look at"
                         " \"schema\" in migrate.yaml (code 3F000)"));
}

TEST_F(PostgresRefusal, MissingRole) {
  PostgresConnection connection(database_.url(), {.role = "nosuch"});
  const Error error = error_of([&] { upgrade(connection, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), StartsWith("role \"nosuch\" does not exist"));
}

TEST_F(PostgresRefusal, ReadOnlyDatabaseThatHasNothingToDoIsFine) {
  up(two_tables());
  database_.run("ALTER DATABASE " + database_.name() + " SET default_transaction_read_only = on");
  EXPECT_FALSE(up(two_tables()).changed());
}

TEST_F(PostgresRefusal, ReadOnlyDatabase) {
  database_.run("ALTER DATABASE " + database_.name() + " SET default_transaction_read_only = on");
  const Error error = failure(two_tables());
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(error.what(),
               "transactions are read-only here (default_transaction_read_only); nothing was changed."
               " Change that setting of the server, the database or the role");
}

TEST_F(PostgresRefusal, NameThatWouldBeCut) {
  const std::string name(64, 'x');
  const Error error = failure(ScriptedChain({creates("a")}, {}, name));
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_EQ(std::string(error.what()),
            "the table \"" + name +
                "\" has 64 bytes, and PostgreSQL would cut it after 63; choose a shorter"
                " name");
}

TEST_F(PostgresRefusal, NameThatNeedsQuotes) {
  const ScriptedChain chain({creates("a")}, {}, "Select \"x\"");
  up(chain);
  EXPECT_FALSE(up(chain).changed());
}

TEST_F(PostgresRefusal, View) {
  database_.run("CREATE VIEW migrate_version AS SELECT 'x'::varchar(64) AS version_num");
  expect_mismatch("is a view");
}

TEST_F(PostgresRefusal, Trigger) {
  up(ScriptedChain({{.id = "z"}}));
  downgrade(connection_, ScriptedChain({{.id = "z"}}), "base");
  database_.run("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
  database_.run("CREATE TRIGGER t BEFORE INSERT ON migrate_version FOR EACH ROW EXECUTE FUNCTION f()");
  expect_mismatch("has the trigger \"t\"");
}

TEST_F(PostgresRefusal, RowSecurity) {
  database_.run("CREATE TABLE migrate_version (version_num varchar(64) NOT NULL PRIMARY KEY)");
  database_.run("ALTER TABLE migrate_version ENABLE ROW LEVEL SECURITY");
  expect_mismatch("has row level security");
}

TEST_F(PostgresRefusal, Rule) {
  database_.run("CREATE TABLE migrate_version (version_num varchar(64) NOT NULL PRIMARY KEY)");
  database_.run("CREATE RULE r AS ON INSERT TO migrate_version DO INSTEAD NOTHING");
  expect_mismatch("has the rule \"r\"");
}

TEST_F(PostgresRefusal, Unlogged) {
  database_.run("CREATE UNLOGGED TABLE migrate_version (version_num varchar(64) NOT NULL PRIMARY KEY)");
  expect_mismatch("is unlogged, so a crash of the server would empty it");
}

TEST_F(PostgresRefusal, Inheritance) {
  database_.run("CREATE TABLE parent (version_num varchar(64) NOT NULL)");
  database_.run("CREATE TABLE migrate_version (PRIMARY KEY (version_num)) INHERITS (parent)");
  expect_mismatch("inherits from or to public.parent");
}

TEST_F(PostgresRefusal, TableOfAnotherRoleAlsoForASuperuser) {
  const std::string other = role();
  database_.run("CREATE TABLE migrate_version (version_num varchar(64) NOT NULL PRIMARY KEY)");
  database_.run("ALTER TABLE migrate_version OWNER TO " + other);
  expect_mismatch("belongs to the role \"" + other + "\" and not to \"postgres\"");
}

TEST_F(PostgresRefusal, ReaderNeedNotOwnTheTables) {
  up(two_tables());
  const std::string reader = role();
  database_.run("GRANT SELECT ON migrate_version, migrate_history TO " + reader);
  PostgresConnection connection(database_.url_as(reader));
  EXPECT_FALSE(upgrade(connection, two_tables()).changed());
}

}  // namespace
}  // namespace migrate::testing
