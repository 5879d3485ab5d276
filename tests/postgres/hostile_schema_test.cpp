// Every statement of the library's own, on a database whose `public` is full of better matches: none is run,
// whatever the session's path is.

#include "engine/postgres/lock_key.h"
#include "postgres/better_matches.h"
#include "postgres/commit_outcome.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using std::chrono::milliseconds;

class PostgresHostileSchema : public Postgres {
 protected:
  PostgresHostileSchema() { database_.run(BetterMatches().sql()); }
  ~PostgresHostileSchema() override {
    EXPECT_THAT(database_.list("SELECT DISTINCT via FROM loot"), IsEmpty());
  }

  std::string role() {
    const std::string name = "role_" + database_.name();
    database_.run("CREATE ROLE " + name + " LOGIN");
    database_.run("GRANT ALL ON SCHEMA public TO " + name);
    return name;
  }

  const ScriptedChain chain_{{creates("a"),
                              {.id = "own",
                               .parents = {"a"},
                               .up = {"CREATE TABLE o (id int)"},
                               .down = {"DROP TABLE o"},
                               .transaction = Transaction::own},
                              alone({.id = "index",
                                     .parents = {"own"},
                                     .up = {"CREATE INDEX CONCURRENTLY i ON a (id)"},
                                     .down = {"DROP INDEX CONCURRENTLY i"}}),
                              creates("b", {"index"}),
                              creates("c", {"b"})}};
};

TEST_F(PostgresHostileSchema, IsATrap) {
  database_.run("CREATE TABLE caught (v varchar(64))");
  database_.run("INSERT INTO caught VALUES ('a')");
  database_.run("SELECT v FROM caught WHERE v IN ('b')");
  EXPECT_THAT(database_.list("SELECT DISTINCT via FROM loot"), ElementsAre(HasSubstr("varchar, varchar")));
  database_.run("TRUNCATE loot");
}

TEST_F(PostgresHostileSchema, CatchesNoCommand) {
  up(chain_);
  EXPECT_THAT(rows(chain_), ElementsAre("c"));
  EXPECT_EQ(check(connection_, chain_).verified, 5U);
  const std::vector<std::string> to_a{"a"}, to_c{"c"};
  stamp(connection_, chain_, to_a);
  stamp(connection_, chain_, to_c, Purge::yes);
  accept(connection_, chain_, "c");
  downgrade(connection_, chain_, "base");
  ensure_version(connection_, chain_);
  EXPECT_THAT(database_.list("SELECT version_num FROM migrate_version"), IsEmpty());
}

TEST_F(PostgresHostileSchema, CatchesNoRollback) {
  const ScriptedChain older({creates("a")}), newer({creates("a"), creates("b", {"a"})});
  up(newer);
  rollback(connection_, older);
  EXPECT_THAT(rows(older), ElementsAre("a"));
}

TEST_F(PostgresHostileSchema, CatchesNoGrantThatIsTakenBack) {
  up(ScriptedChain(
      {creates("a"), {.id = "b", .parents = {"a"}, .up = {"GRANT ALL ON migrate_history TO public"}}}));
}

TEST_F(PostgresHostileSchema, CatchesNoOtherRole) {
  const std::string owner = role();
  up(chain_, {.role = owner});
  EXPECT_THAT(rows(chain_), ElementsAre("c"));
  EXPECT_EQ(check(connection_, chain_).verified, 5U);
  EXPECT_EQ(failure(chain_, {.role = "nosuch"}).kind(), ErrorKind::unavailable);
}

TEST_F(PostgresHostileSchema, CatchesNoAlembicTable) {
  database_.prefix = "alembic";
  database_.create_version_table();
  database_.add_version_row("a");
  up(ScriptedChain({creates("a"), creates("b", {"a"})}, {}, "alembic_version"));
}

TEST_F(PostgresHostileSchema, CatchesNobodyWhoWaitsForTheLock) {
  OtherSession other(database_.url());
  other.run("SET search_path = pg_catalog");
  other.run("SELECT pg_catalog.pg_advisory_lock(" +
            std::to_string(core::lock_key("public", "migrate_version")) + ")");
  EXPECT_EQ(failure(chain_, {.lock_timeout = milliseconds(50)}).kind(), ErrorKind::busy);
}

TEST_F(PostgresHostileSchema, CatchesNoLeftoverOfAnIndex) {
  const ScriptedChain fails(
      {creates("a"),
       alone({.id = "index", .parents = {"a"}, .up = {"CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)"}})});
  upgrade(connection_, fails, "a");
  database_.run("INSERT INTO a VALUES (1)");
  database_.run("INSERT INTO a VALUES (1)");
  EXPECT_EQ(failure(fails).kind(), ErrorKind::incomplete);
  database_.run("TRUNCATE a");
  EXPECT_TRUE(up(fails).changed());
}

TEST_F(PostgresHostileSchema, CatchesNoQuestionForTheOutcomeOfACommit) {
  postgres::Server server(database_.url(), nullptr);
  const postgres::LostCommit lost{
      .marks = {.began = "00", .transaction = "3"}, .process = Value(0), .had_session_lock = true};
  static_cast<void>(postgres::ask_outcome(server, lost));
}

}  // namespace
}  // namespace migrate::testing
