// Scripts for psql, run by psql.

#include <sys/wait.h>

#include <cstdlib>
#include <regex>

#include "migrate/script.h"
#include "postgres/better_matches.h"
#include "postgres/postgres_database.h"
#include "support/temporary_folder.h"

namespace migrate::testing {
namespace {

using ::testing::StartsWith;

// What the catalogue says of a database, and all rows in the order in which they are stored: for a server
// that comes without pg_dump.
std::string describe(const ServerDatabase& database) {
  const std::string own = "NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";
  std::string text;
  const auto add = [&](const std::string& lines) {
    for (const std::string& line : database.list(lines)) text += line + '\n';
  };
  add("SELECT concat_ws(' ', relkind, oid::regclass, relacl, reloptions, obj_description(oid, 'pg_class'),"
      " CASE relkind WHEN 'i' THEN pg_get_indexdef(oid) WHEN 'v' THEN pg_get_viewdef(oid) END) FROM pg_class"
      " WHERE relnamespace::regnamespace::text " +
      own + " ORDER BY 1");
  add("SELECT concat_ws(' ', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), "
      "attnotnull,"
      " pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)) FROM pg_attribute JOIN pg_class c ON"
      " c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND"
      " relnamespace::regnamespace::text " +
      own + " ORDER BY 1");
  add("SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE"
      " connamespace::regnamespace::text " +
      own + " ORDER BY 1");
  add("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace::regnamespace::text " + own +
      " ORDER BY 1");
  add("SELECT concat_ws(' ', enumtypid::regtype, enumsortorder, enumlabel) FROM pg_enum ORDER BY 1");
  for (const std::string& table :
       database.list("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND"
                     " relnamespace::regnamespace::text " +
                     own + " ORDER BY 1"))
    add("SELECT '" + table + " ' || t::text FROM " + table + " t");
  return text;
}

// psql, and pg_dump on what it leaves. Neither reads anything of the person who runs the tests. psql works
// with newer servers, and pg_dump does not.
class PostgresScript : public ::testing::Test {
 protected:
  struct ShellAnswer {
    int code;
    std::string said;
  };

  ShellAnswer feed(const std::string& script) {
    folder_.write("script.sql", script);
    const std::string psql = has_server_program("psql") ? server_program("psql") : "psql";
    const std::string command = psql + " -X -q -d '" + scripted_.url() + "' < '" +
                                folder_.file("script.sql") + "' > '" + folder_.file("said") + "' 2>&1";
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), folder_.read("said")};
  }
  ShellAnswer up(const Chain& chain, const std::vector<std::string>& rows, std::string_view target,
                 const Options& options = {}) {
    return feed(write_script(chain, Dialect::postgres, plan_upgrade(chain, rows, target), options));
  }
  ShellAnswer down(const Chain& chain, const std::vector<std::string>& rows, std::string_view target) {
    return feed(write_script(chain, Dialect::postgres, plan_downgrade(chain, rows, target)));
  }
  void run_program(const Chain& chain, std::string_view target) {
    PostgresConnection connection(migrated_.url());
    upgrade(connection, chain, target, {.program = {}});
  }

  std::string dump(const ServerDatabase& database) {
    const std::string command =
        server_program("pg_dump") + " --inserts -d '" + database.url() + "' > '" + folder_.file("dump") + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return folder_.read("dump");
  }
  // Everything in the database, but for when it happened, how long it took, and pg_dump's key of the day.
  std::string content(const ServerDatabase& database) {
    const std::string text =
        std::regex_replace(has_server_program("pg_dump") ? dump(database) : describe(database),
                           std::regex("'?[0-9-]+T[0-9:]+\\.[0-9]{3}Z'?"), "TIME");
    return std::regex_replace(text, std::regex("TIME, ?[0-9]+,|\\\\(un)?restrict [A-Za-z0-9]+"), "");
  }
  std::string scripted() { return content(scripted_); }
  std::string migrated() { return content(migrated_); }
  std::vector<std::string> rows() {
    return scripted_.list("SELECT version_num FROM migrate_version ORDER BY 1");
  }

  TemporaryFolder folder_;
  ServerDatabase scripted_;
  ServerDatabase migrated_;

  // What psql could take for its own: a colon, a backslash, dollars, comments, quotes; and what cannot be in
  // a transaction, or not in the one that made it.
  const ScriptedChain awkward_{
      {creates("items"),
       ScriptedRevision{
           .id = "texts",
           .parents = {"items"},
           .up = {"CREATE TABLE texts (t text DEFAULT 'a :id \\d $1 it''s', u text DEFAULT E'\\':x')",
                  "INSERT INTO texts (t) SELECT t.x[1:n] FROM (SELECT ARRAY['q'] AS x, 1 AS n) t",
                  "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $f$ SELECT ':items'::text; $f$",
                  "INSERT INTO texts VALUES ('\\q', f()) -- :end of \\it",
                  "INSERT INTO texts VALUES (/* :a /* nested */ \\d */ 'x'::text, U&'\\0041')"},
           .down = {"DROP FUNCTION f()", "DROP TABLE texts"},
           .message = "texts \\ that: are \"it's\""},
       ScriptedRevision{.id = "mood",
                        .parents = {"texts"},
                        .up = {"CREATE TYPE mood AS ENUM ('sad')", "CREATE TABLE moods (m mood)"},
                        .down = {"DROP TABLE moods", "DROP TYPE mood"}},
       ScriptedRevision{.id = "happy",
                        .parents = {"mood"},
                        .up = {"ALTER TYPE mood ADD VALUE 'happy'"},
                        .down = {"DELETE FROM moods"},
                        .adds_enum_value = true},
       ScriptedRevision{.id = "used",
                        .parents = {"happy"},
                        .up = {"INSERT INTO moods VALUES ('happy')"},
                        .down = {"DELETE FROM moods"}},
       alone({.id = "indexed",
              .parents = {"used"},
              .up = {"CREATE INDEX CONCURRENTLY item_ids ON items (id)", "SET search_path = public",
                     "CREATE TABLE counts AS SELECT count(*) FROM items", "VACUUM counts"},
              .down = {"DROP TABLE counts", "DROP INDEX CONCURRENTLY item_ids"}}),
       creates("last", {"indexed"})}};
};

TEST_F(PostgresScript, LeavesTheDatabaseThatTheProgramLeaves) {
  const ShellAnswer answer = up(awkward_, {}, "head");
  EXPECT_EQ(answer.said, "");
  EXPECT_EQ(answer.code, 0);
  run_program(awkward_, "head");
  EXPECT_EQ(scripted(), migrated());
}

TEST_F(PostgresScript, GoesBackAsTheProgramDoes) {
  up(awkward_, {}, "head");
  run_program(awkward_, "head");
  EXPECT_EQ(down(awkward_, {"last"}, "base").said, "");
  PostgresConnection connection(migrated_.url());
  downgrade(connection, awkward_, "base", {.program = {}});
  EXPECT_EQ(scripted(), migrated());
}

TEST_F(PostgresScript, IsGoneOnFromByTheProgram) {
  up(awkward_, {}, "used");
  PostgresConnection connection(scripted_.url());
  EXPECT_TRUE(upgrade(connection, awkward_).changed());
  EXPECT_EQ(rows(), std::vector<std::string>{"last"});
}

TEST_F(PostgresScript, ChecksDeferredConstraintsAfterEachRevisionAndDefersThemAgain) {
  const ScriptedChain family(
      {ScriptedRevision{
           .id = "family",
           .up = {"CREATE TABLE parents (id INT PRIMARY KEY)",
                  "CREATE TABLE children (parent INT REFERENCES parents DEFERRABLE INITIALLY DEFERRED)"}},
       ScriptedRevision{.id = "first",
                        .parents = {"family"},
                        .up = {"INSERT INTO children VALUES (1)", "INSERT INTO parents VALUES (1)"}},
       ScriptedRevision{.id = "second",
                        .parents = {"first"},
                        .up = {"ALTER TABLE children ADD COLUMN name TEXT", "INSERT INTO children VALUES (2)",
                               "INSERT INTO parents VALUES (2)"}},
       ScriptedRevision{.id = "orphan", .parents = {"second"}, .up = {"INSERT INTO children VALUES (3)"}}});
  EXPECT_EQ(up(family, {}, "second").said, "");
  EXPECT_EQ(scripted_.ask("SELECT count(*) FROM children"), "2");
  EXPECT_THAT(up(family, {"second"}, "orphan").said, HasSubstr("violates foreign key constraint"));
}

TEST_F(PostgresScript, TakesFromNewTablesWhatDefaultPrivilegesGaveToOthers) {
  const std::string other = "reader_" + scripted_.name();
  scripted_.run("CREATE ROLE " + other);
  scripted_.run("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO " + other);
  ASSERT_EQ(up(awkward_, {}, "head").said, "");
  const auto may = [&](const std::string& right) {
    return scripted_.ask("SELECT has_table_privilege('" + other + "', 'migrate_history', '" + right + "')");
  };
  EXPECT_EQ(may("SELECT"), "t");
  EXPECT_EQ(may("INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"), "f");
}

TEST_F(PostgresScript, StopsWhenItIsRunTwice) {
  up(awkward_, {}, "head");
  const std::string before = scripted();
  const ShellAnswer second = up(awkward_, {}, "head");
  EXPECT_EQ(second.code, 3);
  EXPECT_THAT(second.said,
              StartsWith("ERROR:  this script continues from base, but the database is not at that point\n"));
  EXPECT_EQ(scripted(), before);
}

TEST_F(PostgresScript, StopsBeforeAStatementOutsideATransactionThatIsNotNext) {
  up(awkward_, {}, "texts");
  const std::string before = scripted();
  const ShellAnswer answer = up(awkward_, {"used"}, "indexed");
  EXPECT_EQ(answer.code, 3);
  EXPECT_THAT(answer.said,
              HasSubstr("this script continues from used, but the database is not at that point"));
  EXPECT_EQ(scripted(), before);
}

TEST_F(PostgresScript, StopsOnAnEmptyDatabaseThatItDoesNotStartAt) {
  const std::string before = scripted();
  EXPECT_EQ(up(awkward_, {"texts"}, "mood").code, 3);
  EXPECT_EQ(scripted(), before);
}

TEST_F(PostgresScript, StopsWhereARevisionWasAppliedInAnotherForm) {
  const ScriptedChain original({ScriptedRevision{.id = "items", .up = {"CREATE TABLE items (number INT)"}}});
  up(original, {}, "head");
  EXPECT_THAT(up(awkward_, {"items"}, "texts").said,
              HasSubstr("revision items was not applied in the form that this script is made for"));
}

TEST_F(PostgresScript, StopsAtAHistoryOfAHigherFormat) {
  up(awkward_, {}, "items");
  scripted_.set_history("items", "format", "9");
  EXPECT_THAT(up(awkward_, {"items"}, "texts").said,
              HasSubstr("the history was written by a newer program than the one that made this script"));
  EXPECT_EQ(rows(), std::vector<std::string>{"items"});
}

TEST_F(PostgresScript, StopsAtATriggerOnOurTables) {
  up(awkward_, {}, "items");
  scripted_.run(
      "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TRIGGER spy BEFORE INSERT ON migrate_history FOR EACH ROW EXECUTE FUNCTION spy()");
  EXPECT_THAT(up(awkward_, {"items"}, "texts").said, HasSubstr("no ordinary table of the role"));
  EXPECT_EQ(rows(), std::vector<std::string>{"items"});
}

TEST_F(PostgresScript, StopsWhileAnotherProcessMigrates) {
  OtherSession other(scripted_.url());
  other.run("SELECT pg_advisory_lock(6082864032478267335)");
  EXPECT_THAT(up(awkward_, {}, "head").said, HasSubstr("another process migrates this database"));
  EXPECT_FALSE(scripted_.has_table("migrate_version"));
}

TEST_F(PostgresScript, IsRecordedAsIncompleteWhereAStepOutsideATransactionFails) {
  const ScriptedChain failing(
      {creates("items"), alone({.id = "half",
                                .parents = {"items"},
                                .up = {"CREATE INDEX CONCURRENTLY made ON items (id)", "VACUUM nowhere"}})});
  EXPECT_EQ(up(failing, {}, "head").code, 3);
  EXPECT_EQ(scripted_.history(), (std::vector<std::string>{"upgrade items done", "upgrade half pending 0",
                                                           "upgrade half pending 1"}));
  EXPECT_THAT(up(failing, {"items"}, "head").said,
              HasSubstr("a revision began outside a transaction and is not finished; finish it first"));
}

// Item 2 fails, and is corrected.
TEST_F(PostgresScript, ContinuesAtAnItem) {
  const auto half = [](const std::string& second) {
    return alone(
        {.id = "half",
         .parents = {"items"},
         .up = {"CREATE INDEX CONCURRENTLY made ON items (id)", second, "CREATE TABLE last (id INTEGER)"}});
  };
  const ScriptedChain failing({creates("items"), half("INSERT INTO nowhere VALUES (1)")});
  const ScriptedChain fixed({creates("items"), half("INSERT INTO items VALUES (1)")});
  EXPECT_EQ(up(failing, {}, "head").code, 3);
  const Plan plan = plan_upgrade(fixed, std::vector<std::string>{"items"}, "head");
  EXPECT_THAT(feed(write_script(fixed, Dialect::postgres, plan, {}, 3)).said,
              HasSubstr("this script continues with the upgrade of revision \"half\" (item 3 of 3), but the"
                        " database is not at that point"));
  EXPECT_EQ(feed(write_script(fixed, Dialect::postgres, plan, {}, 2)).said, "");
  EXPECT_EQ(scripted_.ask("SELECT count(*) FROM items"), "1");
  EXPECT_THAT(scripted_.history(),
              ElementsAre("upgrade items done", "upgrade half pending 0", "upgrade half pending 1",
                          "upgrade half pending 2", "upgrade half done 3"));
}

// What another does between the record of a step outside a transaction and the step.
TEST_F(PostgresScript, LooksAgainBeforeAStatementOutsideATransaction) {
  up(awkward_, {}, "used");
  const std::string script =
      write_script(awkward_, Dialect::postgres, plan_upgrade(awkward_, rows(), "indexed"));
  const auto interrupted = [&](const std::string& by) {
    std::string text = script;
    return text.insert(text.find("COMMIT;\n") + 8, by + ";\n");
  };
  EXPECT_THAT(
      feed(interrupted("UPDATE migrate_history SET state = 'done'")).said,
      HasSubstr("this script continues with the upgrade of revision \"indexed\" (item 1 of 4), but the"
                " database is not at that point"));
  scripted_.run("DELETE FROM migrate_history WHERE revision = 'indexed'");
  EXPECT_THAT(feed(interrupted("UPDATE migrate_version SET version_num = 'mood'")).said,
              HasSubstr("this script continues from used, but the database is not at that point"));
  EXPECT_EQ(scripted_.ask("SELECT to_regclass('item_ids') IS NULL"), "t");
}

TEST_F(PostgresScript, KeepsNothingOfAGroupThatFails) {
  const ScriptedChain failing({creates("items"), testing::fails("bad", {"items"})});
  EXPECT_EQ(up(failing, {}, "head").code, 3);
  EXPECT_FALSE(scripted_.has_table("items"));
  EXPECT_EQ(up(failing, {}, "head", {.transaction = TransactionMode::each}).code, 3);
  EXPECT_EQ(rows(), std::vector<std::string>{"items"});
}

// After a COMMIT the session's path is in force: there a better match would run with the rights of the role
// that runs the script.
TEST_F(PostgresScript, ResolvesItsOwnNamesInTheCatalogue) {
  scripted_.run(BetterMatches().sql());
  const ScriptedChain chain({creates("items"),
                             alone({.id = "indexed",
                                    .parents = {"items"},
                                    .up = {"CREATE INDEX CONCURRENTLY item_ids ON items (id)"},
                                    .down = {"DROP INDEX CONCURRENTLY item_ids"}}),
                             creates("last", {"indexed"})});
  EXPECT_EQ(up(chain, {}, "head").said, "");
  EXPECT_EQ(down(chain, {"last"}, "items").said, "");
  const std::vector<std::string> at_items{"items"}, to_last{"last"};
  EXPECT_EQ(feed(write_script(chain, Dialect::postgres, plan_stamp(chain, at_items, to_last))).said, "");
  EXPECT_EQ(rows(), std::vector<std::string>{"last"});
  EXPECT_TRUE(scripted_.list("SELECT DISTINCT via FROM loot").empty());
}

TEST_F(PostgresScript, RunsAsTheRoleThatIsChosen) {
  const std::string owner = "owner_" + scripted_.name();
  scripted_.run("CREATE ROLE " + owner);
  scripted_.run("GRANT ALL ON SCHEMA public TO " + owner);
  EXPECT_EQ(up(awkward_, {}, "head", {.role = owner}).said, "");
  EXPECT_EQ(scripted_.ask("SELECT string_agg(DISTINCT tableowner, ' ') FROM pg_tables WHERE schemaname ="
                          " 'public'"),
            owner);
}

// The tables of another role, and what its planner would run.
TEST_F(PostgresScript, AsksTheCatalogueBeforeItQueriesOurTables) {
  up(awkward_, {}, "items");
  const std::vector<std::pair<std::string, std::string>> changes{
      {"CREATE INDEX odd ON migrate_version ((version_num || 'x'))", "DROP INDEX odd"},
      {"ALTER TABLE migrate_version ADD CONSTRAINT odd CHECK (version_num <> '')",
       "ALTER TABLE migrate_version DROP CONSTRAINT odd"},
      {"CREATE STATISTICS odd ON seq, revision FROM migrate_history", "DROP STATISTICS odd"},
      {"CREATE TABLE odd (v varchar(64) REFERENCES migrate_version)", "DROP TABLE odd"},
      {"ALTER TABLE migrate_history ALTER message TYPE name",
       "ALTER TABLE migrate_history ALTER message TYPE text"},
      {"CREATE ROLE odd_" + scripted_.name() + "; ALTER TABLE migrate_version OWNER TO odd_" +
           scripted_.name(),
       "ALTER TABLE migrate_version OWNER TO postgres"}};
  for (const auto& [change, undo] : changes) {
    scripted_.run(change);
    EXPECT_THAT(up(awkward_, {"items"}, "texts").said, HasSubstr("no ordinary table of the role")) << change;
    scripted_.run(undo);
  }
  scripted_.run("CREATE INDEX plain ON migrate_history (revision)");
  EXPECT_EQ(up(awkward_, {"items"}, "texts").said, "");
}

TEST_F(PostgresScript, WorksInTheSchemaThatIsChosen) {
  const ScriptedChain chain({creates("items")});
  scripted_.run("CREATE SCHEMA tenant_a");
  EXPECT_EQ(up(chain, {}, "head", {.schema = "tenant_a"}).code, 0);
  PostgresConnection connection(scripted_.url());
  EXPECT_THAT(current(connection, chain, {.schema = "tenant_a"}).rows, ElementsAre("items"));
  EXPECT_FALSE(scripted_.has_table("public.items"));
}

}  // namespace
}  // namespace migrate::testing
