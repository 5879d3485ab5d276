// What a run refuses, and what it says then: each whole message, with its exit code. Nothing is changed by
// any of it.

#include "migrate/adapter.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using ::testing::MatchesRegex;
using ::testing::Not;

constexpr int differs = 5, busy = 6, unavailable = 7;

class PostgresRefusal : public Postgres {
 protected:
  void expect(const Error& error, int code, const std::string& message) {
    EXPECT_STREQ(error.what(), message.c_str());
    EXPECT_EQ(exit_code(error.kind()), code);
    EXPECT_FALSE(database_.has_table("a"));
  }
  Error failure_at(const std::string& url) {
    PostgresConnection connection(url, {.connect_timeout = std::chrono::milliseconds(0)});
    return error_of([&] { upgrade(connection, two_tables()); });
  }
  void expect_no_connection(const std::string& url, const std::string& reason) {
    expect(failure_at(url), unavailable, "cannot connect: " + reason);
  }
  std::string role() {
    const std::string name = "role_" + database_.name();
    database_.run("CREATE ROLE " + name + " LOGIN");
    return name;
  }

  const std::string server_ = "connection to server at \"127.0.0.1\", port ";
  const std::string port_ = std::to_string(postgres_server().port());
};

TEST_F(PostgresRefusal, WrongPassword) {
  database_.run("CREATE ROLE with_password LOGIN PASSWORD 'right'");
  for (const std::string password : {"wrong", ""})
    expect_no_connection(
        "postgresql://with_password:" + password + "@127.0.0.1:" + port_ + '/' + database_.name(),
        (password.empty()
             ? server_ + port_ + " failed: fe_sendauth: no password supplied"
             : server_ + port_ + " failed: password authentication failed for user \"with_password\"") +
            "; nothing was changed. Name the right user and password in the URL, PGPASSWORD or ~/.pgpass");
}

TEST_F(PostgresRefusal, Backup) {
  Options options;
  options.backup = "copy.bak";
  expect(error_of([&] { upgrade(connection_, two_tables(), options); }), 2,
         "a run does not copy a PostgreSQL database; nothing was changed. Take a dump with pg_dump before the"
         " run, and leave the backup out");
}

TEST_F(PostgresRefusal, MissingDatabase) {
  expect_no_connection(postgres_server().url("nosuch"),
                       server_ + port_ +
                           " failed: database \"nosuch\" does not exist; nothing was changed. Check the URL,"
                           " or create the database with CREATE DATABASE");
}

TEST_F(PostgresRefusal, MissingUser) {
  expect_no_connection(database_.url_as("nosuch"),
                       server_ + port_ +
                           " failed: role \"nosuch\" does not exist; nothing was changed. Check the URL, or"
                           " create the role with CREATE ROLE ... LOGIN");
}

TEST_F(PostgresRefusal, UserThatMayNotConnect) {
  const std::string user = role();
  database_.run("REVOKE CONNECT ON DATABASE " + database_.name() + " FROM public");
  expect_no_connection(database_.url_as(user),
                       server_ + port_ + " failed: permission denied for database \"" + database_.name() +
                           "\"; User does not have CONNECT privilege.; nothing was changed. GRANT CONNECT ON"
                           " DATABASE to the user, or connect as another one");
}

TEST_F(PostgresRefusal, NoServer) {
  const std::string port = std::to_string(free_port());
  expect_no_connection("postgresql://a@127.0.0.1:" + port + "/d",
                       server_ + port +
                           " failed: Connection refused; nothing was changed. Check that the server is"
                           " running and that the URL's host and port are correct");
}

TEST_F(PostgresRefusal, PasswordsAreNeverTold) {
  for (const std::string& url :
       {"postgresql://postgres:hunter42@127.0.0.1:" + port_ + "/nosuch",
        "postgresql://postgres:hunter42@rest42@127.0.0.1:" + port_ + "/x",
        std::string("postgresql://postgres:hunter42@[::1/x"), "postgresql://postgres:hunter42%zz@h/x" + port_,
        "postgresql://nobody42:hunter42@127.0.0.1:" + std::to_string(free_port()) + "/x",
        "postgresql://127.0.0.1:" + port_ + "/nosuch?user=postgres&password=hunter42"}) {
    const Error error = failure_at(url);
    EXPECT_EQ(error.kind(), ErrorKind::unavailable) << url;
    EXPECT_THAT(error.what(), Not(HasSubstr("hunter42"))) << url;
    EXPECT_THAT(error.what(), Not(HasSubstr("rest42"))) << url;
  }
}

TEST_F(PostgresRefusal, RoleWithoutTheRightToCreate) {
  const std::string user = role();
  expect(
      failure_at(database_.url_as(user)), unavailable,
      "permission denied for schema public; connect as a role that has this right, or grant it: GRANT USAGE,"
      " CREATE ON SCHEMA \"public\" TO \"" +
          user +
          "\" (code 42501)\nIts transaction was rolled back: the database is at base; this run changed"
          " nothing. Remove the cause and run the command again.");
}

TEST_F(PostgresRefusal, RoleWithoutTheRightToRead) {
  const std::string user = role();
  up(ScriptedChain({{.id = "z"}}));
  expect(
      failure_at(database_.url_as(user)), unavailable,
      "permission denied for table migrate_history; connect as a role that has this right, or grant it: GRANT"
      " USAGE ON SCHEMA \"public\" TO \"" +
          user + "\"; GRANT SELECT ON \"public\".\"migrate_version\", \"public\".\"migrate_history\" TO \"" +
          user + "\"; nothing was changed");
}

TEST_F(PostgresRefusal, RightThatARevisionNeeds) {
  const std::string user = role();
  database_.run("GRANT CREATE ON SCHEMA public TO " + user);
  database_.run("CREATE TABLE others (id INTEGER)");
  PostgresConnection connection(database_.url_as(user));
  const std::vector<ScriptedRevision> drops_it{{.id = "z", .up = {"DROP TABLE others"}}};
  const ScriptedChain chain(drops_it);
  expect(error_of([&] { upgrade(connection, chain); }), unavailable,
         "versions/z.sql:10: revision \"z\", statement 1: must be owner of table others; connect as a role "
         "that has"
         " this right, or grant it (code 42501)\nIts transaction was rolled back: the database is at base; "
         "this run"
         " changed nothing. Remove the cause and run the command again.");
}

TEST_F(PostgresRefusal, MissingSchema) {
  database_.run("DROP SCHEMA public");
  expect(
      failure(two_tables()), unavailable,
      "schema \"public\" does not exist; create it with CREATE SCHEMA, or check --schema and \"schema\" "
      "in"
      " migrate.yaml (code 3F000)\nIts transaction was rolled back: the database is at base; this run changed"
      " nothing. Remove the cause and run the command again.");
}

TEST_F(PostgresRefusal, ReadOnlyDatabaseThatHasNothingToDoIsFine) {
  up(two_tables());
  database_.run("ALTER DATABASE " + database_.name() + " SET default_transaction_read_only = on");
  EXPECT_FALSE(up(two_tables()).changed());
}

TEST_F(PostgresRefusal, ReadOnlyDatabase) {
  database_.run("ALTER DATABASE " + database_.name() + " SET default_transaction_read_only = on");
  expect(failure(two_tables()), unavailable,
         "transactions are read-only here (default_transaction_read_only); nothing was changed. Change that "
         "setting"
         " of the server, the database or the role");
}

TEST_F(PostgresRefusal, LockHolderThatNeverLetsGo) {
  PostgresConnection holder(database_.url());
  const auto session = holder.open({.access = adapter::Access::write,
                                    .version_table = "migrate_version",
                                    .history_table = "migrate_history",
                                    .lock_timeout = std::chrono::seconds(10)});
  const adapter::Transaction transaction = session->begin({});
  const Error error = failure(two_tables(), {.lock_timeout = std::chrono::milliseconds(200)});
  EXPECT_EQ(exit_code(error.kind()), busy);
  EXPECT_THAT(
      error.what(),
      MatchesRegex("the lock that serialises migrations is held by process [0-9]+ \\(\"migrate\", role"
                   " postgres, from 127\\.0\\.0\\.1, connected for [0-9:]+, idle in transaction; to end"
                   " it: SELECT pg_terminate_backend\\([0-9]+\\)\\); waited 200 ms, nothing was"
                   " changed\\. Run the command again when it is done"));
  EXPECT_FALSE(database_.has_table("migrate_version"));
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

// Something else has the name of one of our tables.
class PostgresSquatter : public PostgresRefusal {
 protected:
  void expect_refused(const std::string& objection, const std::string& table = "migrate_version") {
    expect(failure(two_tables()), differs,
           '"' + table + "\" cannot be this library's table: it " + objection +
               "; nothing was changed. Find out who made it, and drop or rename it, or choose another "
               "version_table in"
               " migrate.yaml");
  }
};

TEST_F(PostgresSquatter, View) {
  database_.run("CREATE VIEW migrate_version AS SELECT 'x'::varchar(64) AS version_num");
  expect_refused("is a view");
}

TEST_F(PostgresSquatter, ViewInPlaceOfTheHistory) {
  database_.create_version_table();
  database_.run("CREATE VIEW migrate_history AS SELECT 1 AS seq");
  expect_refused("is a view", "migrate_history");
}

TEST_F(PostgresSquatter, OtherColumns) {
  database_.run("CREATE TABLE migrate_version (id integer)");
  expect_refused("has no column \"version_num\"");
}

TEST_F(PostgresSquatter, Trigger) {
  database_.create_version_table();
  database_.run("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
  database_.run("CREATE TRIGGER t BEFORE INSERT ON migrate_version FOR EACH ROW EXECUTE FUNCTION f()");
  expect_refused("has the trigger \"t\"");
}

TEST_F(PostgresSquatter, RowSecurityThatHoldsForTheOwner) {
  database_.create_version_table();
  const std::string owner = role();
  database_.run("GRANT ALL ON SCHEMA public TO " + owner);
  database_.run("ALTER TABLE migrate_version OWNER TO " + owner);
  database_.run("ALTER TABLE migrate_version ENABLE ROW LEVEL SECURITY");
  database_.run("ALTER TABLE migrate_version FORCE ROW LEVEL SECURITY");
  expect(failure_at(database_.url_as(owner)), differs,
         "\"migrate_version\" cannot be this library's table: it has row level security, which holds for the"
         " role \"" +
             owner +
             "\"; nothing was changed. Find out who made it, and drop or rename it, or choose another"
             " version_table in migrate.yaml");
}

TEST_F(PostgresSquatter, Rule) {
  database_.create_version_table();
  database_.run("CREATE RULE r AS ON INSERT TO migrate_version DO INSTEAD NOTHING");
  expect_refused("has the rule \"r\"");
}

TEST_F(PostgresSquatter, Unlogged) {
  database_.create_version_table();
  database_.run("ALTER TABLE migrate_version SET UNLOGGED");
  expect_refused("is unlogged, so a crash of the server would empty it");
}

TEST_F(PostgresSquatter, Inheritance) {
  database_.run("CREATE TABLE parent (version_num varchar(64) NOT NULL)");
  database_.run("CREATE TABLE migrate_version (PRIMARY KEY (version_num)) INHERITS (parent)");
  expect_refused("inherits from or to public.parent");
}

}  // namespace
}  // namespace migrate::testing
