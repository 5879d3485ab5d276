// Scripts for sqlite3, run by sqlite3.

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "cli/shop.h"
#include "migrate/script.h"

namespace migrate::cli {
namespace {

using testing::alone;
using testing::Answer;
using testing::creates;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ScriptedChain;
using testing::ScriptedRevision;
using ::testing::StartsWith;

class Scripts : public testing::Shop {
 protected:
  // What the command prints, taken to sqlite3; the exit code of that, and what it says.
  struct ShellAnswer {
    int code;
    std::string said;
  };
  ShellAnswer feed(const std::string& script, const std::string& database) {
    folder_.write("script.sql", script);
    const std::string command = "sqlite3 -init /dev/null '" + folder_.file(database) + "' < '" +
                                folder_.file("script.sql") + "' > '" + folder_.file("said") + "' 2>&1";
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), folder_.read("said")};
  }
  ShellAnswer feed(const Chain& chain, const std::string& line) {
    const Answer answer = run_on_none(chain, line + " --dialect sqlite");
    EXPECT_EQ(answer.code, 0) << answer.err;
    return feed(answer.out, "script.db");
  }
  ShellAnswer feed(const std::string& line) { return feed(chain_, line); }

  // Everything in the database, but for when it happened and how long it took.
  std::string dump(const std::string& database) {
    const std::string command =
        "sqlite3 '" + folder_.file(database) + "' .dump > '" + folder_.file("dump") + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::string text =
        std::regex_replace(folder_.read("dump"), std::regex("'[0-9-]+T[0-9:]+\\.[0-9]{3}Z'"), "TIME");
    return std::regex_replace(text, std::regex("TIME,[0-9]+,"), "TIME,DURATION,");
  }

  const ScriptedChain mixed_{
      {creates("items"),
       ScriptedRevision{
           .id = "fill",
           .parents = {"items"},
           .up = {"INSERT INTO items VALUES (1)", "CREATE TABLE texts (t TEXT DEFAULT 'it''s;\n.bail\n')",
                  "CREATE TRIGGER tr AFTER INSERT ON texts BEGIN SELECT 1; SELECT 2; END"},
           .down = {"DROP TABLE texts", "DELETE FROM items"},
           .message = "fill \"it's\""},
       alone({.id = "compact", .parents = {"fill"}, .up = {"VACUUM"}, .down = {"VACUUM"}}),
       creates("end", {"compact"})}};
};

TEST_F(Scripts, LeaveTheDatabaseThatTheProgramLeaves) {
  EXPECT_EQ(feed(mixed_, "upgrade head --sql").code, 0);
  run(mixed_, "upgrade head");
  EXPECT_EQ(dump("script.db"), dump("shop.db"));
  EXPECT_EQ(run(mixed_, "check --url sqlite:///" + folder_.file("script.db")).code, 0);
}

TEST_F(Scripts, GoBackAsTheProgramDoes) {
  feed(mixed_, "upgrade head --sql");
  run(mixed_, "upgrade head");
  EXPECT_EQ(feed(mixed_, "downgrade end:base --sql").said, "");
  run(mixed_, "downgrade base");
  EXPECT_EQ(dump("script.db"), dump("shop.db"));
}

TEST_F(Scripts, StampAsTheProgramDoes) {
  EXPECT_EQ(feed("stamp prices --sql").code, 0);
  run("stamp prices");
  EXPECT_EQ(dump("script.db"), dump("shop.db"));
}

TEST_F(Scripts, StopWhenTheyAreRunTwice) {
  feed(mixed_, "upgrade head --sql");
  const std::string before = dump("script.db");
  const ShellAnswer second = feed(mixed_, "upgrade head --sql");
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.said,
              HasSubstr("this script continues from base, but the database is not at that point"));
  EXPECT_EQ(dump("script.db"), before);
}

TEST_F(Scripts, StopOnADatabaseThatIsElsewhere) {
  feed("upgrade items --sql");
  const std::string before = dump("script.db");
  EXPECT_THAT(feed("upgrade prices:notes --sql").said, HasSubstr("this script continues from prices"));
  EXPECT_EQ(dump("script.db"), before);
}

TEST_F(Scripts, StopOnAnEmptyDatabaseThatTheyDoNotStartAt) {
  EXPECT_EQ(feed("upgrade items:notes --sql").code, 1);
  EXPECT_EQ(dump("script.db"), "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCOMMIT;\n");
}

TEST_F(Scripts, StopWhereARevisionWasAppliedInAnotherForm) {
  const ScriptedChain edited({creates("items"), creates("prices", {"items"})});
  const ScriptedChain original(
      {ScriptedRevision{.id = "items", .up = {"CREATE TABLE items (number INTEGER)"}},
       creates("prices", {"items"})});
  feed(original, "upgrade items --sql");
  EXPECT_THAT(feed(edited, "upgrade items:prices --sql").said,
              HasSubstr("revision items was not applied in the form that this script is made for"));
}

TEST_F(Scripts, StopWhereAStepOutsideATransactionIsUnfinished) {
  const ScriptedChain failing(
      {creates("items"), alone({.id = "half", .parents = {"items"}, .up = {"VACUUM x"}})});
  EXPECT_EQ(feed(failing, "upgrade head --sql").code, 1);
  EXPECT_EQ(run(failing, "current --url sqlite:///" + folder_.file("script.db")).out,
            "items\nhalf (head) (incomplete, item 1 of 1)\n");
  EXPECT_THAT(feed(failing, "upgrade items:head --sql").said,
              HasSubstr("a revision began outside a transaction and is not finished; finish it first"));
}

TEST_F(Scripts, ContinueAtAnItem) {
  const auto half = [](const std::string& second) {
    return alone(
        {.id = "half", .parents = {"items"}, .up = {"CREATE TABLE h1 (id INTEGER)", second, "VACUUM"}});
  };
  const ScriptedChain failing({creates("items"), half("DELETE FROM nowhere")});
  const ScriptedChain fixed({creates("items"), half("CREATE TABLE h2 (id INTEGER)")});
  EXPECT_EQ(feed(failing, "upgrade head --sql").code, 1);
  EXPECT_THAT(feed(fixed, "upgrade items:head --sql --at-item 3").said,
              HasSubstr("this script continues with the upgrade of revision \"half\" (item 3 of 3), but the"
                        " database is not at that point"));
  EXPECT_EQ(feed(fixed, "upgrade items:head --sql --at-item 2").said, "");
  EXPECT_EQ(run(fixed, "current --url sqlite:///" + folder_.file("script.db")).out, "half (head)\n");
}

TEST_F(Scripts, StopAtATriggerOnOurTables) {
  feed("upgrade items --sql");
  feed("CREATE TRIGGER spy AFTER INSERT ON migrate_version BEGIN SELECT 1; END;", "script.db");
  EXPECT_THAT(feed("upgrade items:head --sql").said, HasSubstr("no ordinary table"));
}

TEST_F(Scripts, KeepWhatAnEarlierGroupDidWhenALaterFails) {
  const ScriptedChain failing({creates("items"), testing::fails("bad", {"items"})});
  EXPECT_EQ(feed(failing, "upgrade head --sql --transaction each").code, 1);
  EXPECT_EQ(run(failing, "current --url sqlite:///" + folder_.file("script.db")).out, "items\n");
}

TEST_F(Scripts, RefuseToLeaveRowsThatReferToNothing) {
  const ScriptedChain chain(
      {ScriptedRevision{.id = "family",
                        .up = {"CREATE TABLE parent (id INTEGER PRIMARY KEY)",
                               "CREATE TABLE child (id INTEGER REFERENCES parent ON DELETE CASCADE)",
                               "INSERT INTO parent VALUES (1)", "INSERT INTO child VALUES (1)"}},
       ScriptedRevision{.id = "orphans", .parents = {"family"}, .up = {"DROP TABLE parent"}}});
  feed(chain, "upgrade family --sql");
  const Answer script = run_on_none(chain, "upgrade family:orphans --sql --dialect sqlite");
  EXPECT_THAT(feed("PRAGMA foreign_keys = ON;\n" + script.out, "script.db").said,
              HasSubstr("the revisions leave rows whose foreign key points nowhere"));
  EXPECT_THAT(dump("script.db"), HasSubstr("INSERT INTO child VALUES(1);"));
}

TEST_F(Scripts, DoNotGoOnWithoutTheForeignKeysOfTheSession) {
  const ScriptedChain chain(
      {ScriptedRevision{.id = "first", .up = {"CREATE TABLE a (id)", "DROP TABLE a"}},
       ScriptedRevision{.id = "second", .parents = {"first"}, .up = {"CREATE TABLE b (id)", "DROP TABLE b"}},
       creates("third", {"second"})});
  const std::string script = run_on_none(chain, "upgrade head --sql --dialect sqlite --transaction each").out;
  EXPECT_THAT(
      feed("PRAGMA foreign_keys = ON;\n" + script, "script.db").said,
      HasSubstr("foreign keys were on, and are off since a table was dropped; continue from here with a "
                "script of its own"));
  EXPECT_EQ(run(chain, "current --url sqlite:///" + folder_.file("script.db")).out, "second\n");
  EXPECT_EQ(feed("PRAGMA foreign_keys = OFF;\n" + script, "other.db").said, "");
}

TEST_F(Scripts, StartAtSeveralRows) {
  const ScriptedChain forked({creates("a"), creates("b", {"a"}), creates("c", {"a"})});
  const ScriptedChain merged(
      {creates("a"), creates("b", {"a"}), creates("c", {"a"}), creates("m", {"b", "c"})});
  feed(forked, "upgrade heads --sql");
  EXPECT_EQ(feed(merged, "upgrade b,c:m --sql").said, "");
  EXPECT_EQ(run(merged, "current --url sqlite:///" + folder_.file("script.db")).out,
            "m (head) (mergepoint)\n");
  EXPECT_EQ(feed(merged, "downgrade m:a --sql").said, "");
  EXPECT_EQ(run(merged, "current --url sqlite:///" + folder_.file("script.db")).out, "a (branchpoint)\n");
}

TEST_F(Scripts, EndStatementsBehindTheirComments) {
  const ScriptedChain chain({ScriptedRevision{
      .id = "a", .up = {"CREATE TABLE a (id INTEGER) -- the first", "CREATE TABLE b (t DEFAULT '--')"}}});
  EXPECT_EQ(feed(chain, "upgrade head --sql").said, "");
  EXPECT_EQ(run(chain, "current --url sqlite:///" + folder_.file("script.db")).out, "a (head)\n");
}

TEST_F(Scripts, TakeTheirRangeBehindTheOption) {
  EXPECT_EQ(run_on_none(chain_, "upgrade --sql items:head --dialect sqlite").out,
            run_on_none(chain_, "upgrade items:head --sql --dialect sqlite").out);
  EXPECT_EQ(run_on_none(chain_, "upgrade --sql --dialect sqlite").out,
            run_on_none(chain_, "upgrade heads --sql --dialect sqlite").out);
}

TEST_F(Scripts, AdoptWhatAlembicLeft) {
  const ScriptedChain shared({creates("items"), creates("prices", {"items"}), creates("notes", {"prices"})},
                             {}, "alembic_version");
  const std::string by_alembic =
      "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
      "INSERT INTO alembic_version VALUES ('items'); CREATE TABLE items (id INTEGER);";
  execute(by_alembic);
  feed(by_alembic, "script.db");
  EXPECT_EQ(feed(shared, "upgrade items:prices --sql").said, "");
  run(shared, "upgrade prices");
  EXPECT_EQ(dump("script.db"), dump("shop.db"));
  feed("UPDATE alembic_version SET version_num = 'items';", "script.db");
  execute("UPDATE alembic_version SET version_num = 'items'");
  EXPECT_EQ(feed(shared, "downgrade items:base --sql").said, "");
  run(shared, "downgrade base");
  EXPECT_EQ(dump("script.db"), dump("shop.db"));
}

TEST_F(Scripts, AreTheSameEachTime) {
  const Answer first = run_on_none(chain_, "upgrade head --sql --dialect sqlite");
  EXPECT_THAT(first.out, Not(HasSubstr("'20")));
  EXPECT_THAT(first.out, HasSubstr("'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0, "));
}

TEST_F(Scripts, AreAllOrNothing) {
  const ScriptedChain calling(
      {creates("items"), ScriptedRevision{.id = "fill", .parents = {"items"}, .up = {"call fill"}}},
      {{"fill", [](StepContext&) {}}});
  EXPECT_EQ(
      run_on_none(calling, "upgrade head --sql --dialect sqlite"),
      (Answer{
          2, "",
          "error: versions/fill.sql:10: revision \"fill\" calls the C++ step \"fill\", which no script can "
          "run; run the program instead; nothing was written\n"}));
  EXPECT_EQ(run_on_none(calling, "upgrade items --sql --dialect sqlite").code, 0);
}

TEST_F(Scripts, RefuseWhatTheShellWouldNotPassOn) {
  const ScriptedChain chain({ScriptedRevision{.id = "a", .up = {"SELECT 1\n Go \nFROM sqlite_schema"}}});
  EXPECT_EQ(
      run_on_none(chain, "upgrade head --sql --dialect sqlite"),
      (Answer{2, "",
              "error: versions/a.sql:10: revision \"a\" cannot be part of a script: sqlite3 takes its line "
              "\"Go\" for the end of the statement; put that on a line with something else; nothing was "
              "written\n"}));
}

TEST_F(Scripts, SayWhenTheirOutputIsFull) {
  std::ofstream full("/dev/full");
  EXPECT_EQ(run_into(full, chain_, "upgrade head --sql --dialect sqlite"),
            (Answer{7, "", "error: the output could not be written\n"}));
}

class RewritingScript : public Scripts {
 protected:
  void SetUp() override { feed(chain_, "upgrade made --sql"); }
  std::string outcome_after(const std::string& by_hand) {
    EXPECT_EQ(feed(by_hand, "script.db").said, "");
    const std::string before = dump("script.db");
    const ShellAnswer answer = feed(chain_, "upgrade made:rewritten --sql");
    EXPECT_EQ(answer.code == 0, dump("script.db") != before);
    return answer.said;
  }

  static std::string is_other() {
    return "the table runs is not what the chain made of it, and the next revision rebuilds it; the "
           "program's "
           "own upgrade lists the differences";
  }

  const ScriptedChain chain_{
      {ScriptedRevision{
           .id = "made",
           .up = {"CREATE TABLE runs (Id INTEGER, \"a \"\"b\" TEXT DEFAULT '\ncolumn x', UNIQUE (id))",
                  "CREATE INDEX \"Ix: 1\" ON runs (id)"}},
       ScriptedRevision{.id = "rewritten",
                        .parents = {"made"},
                        .up = {"CREATE TABLE new (id)", "DROP TABLE runs", "ALTER TABLE new RENAME TO runs"},
                        .expects = {{"runs",
                                     "column \"a \"\"b\" text default '\ncolumn x'\n"
                                     "column id integer\nindex \"ix: 1\": create index\nunique (id)"}}}}};
};

TEST_F(RewritingScript, RunsOnTheTableThatTheChainMade) {
  EXPECT_EQ(outcome_after(""), "");
}

TEST_F(RewritingScript, StopsAtWhatWasAddedByHand) {
  for (const char* by_hand : {"ALTER TABLE runs ADD COLUMN c;", "CREATE INDEX mine ON runs (id);",
                              "CREATE TRIGGER mine AFTER INSERT ON runs BEGIN SELECT 1; END;",
                              "DROP INDEX \"Ix: 1\";", "DROP TABLE runs;"})
    EXPECT_THAT(outcome_after(by_hand), HasSubstr(is_other())) << by_hand;
}

struct Refusal {
  std::string line, error;
};

class RefusedScript : public Scripts, public ::testing::WithParamInterface<Refusal> {};

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << refusal.line;
}

TEST_P(RefusedScript, PrintsNothing) {
  EXPECT_EQ(run_on_none(chain_, GetParam().line), (Answer{2, "", "error: " + GetParam().error + '\n'}));
}

INSTANTIATE_TEST_SUITE_P(
    Scripts, RefusedScript,
    ::testing::Values(
        Refusal{
            "upgrade head --sql",
            "the chain is for several databases: say which one the script is for with --dialect sqlite or "
            "--dialect postgres"},
        Refusal{"upgrade nowhere --sql --dialect sqlite", "there is no revision or branch label \"nowhere\""},
        Refusal{"upgrade nowhere:head --sql --dialect sqlite",
                "there is no revision or branch label \"nowhere\""},
        Refusal{"upgrade notes:items --sql --dialect sqlite",
                "\"notes:items\" is not a range to upgrade along: items does not stand above notes"},
        Refusal{
            "upgrade items,notes:head --sql --dialect sqlite",
            "a database cannot be at items, notes: one of them stands on another; name those on top alone"},
        Refusal{
            "downgrade -1 --sql --dialect sqlite",
            "a script cannot ask the database where it is: write START:-1 with the revision that it is at"},
        Refusal{"downgrade --sql --dialect sqlite",
                "the script's target is missing: write it as START:TARGET"},
        Refusal{"downgrade items:notes --sql --dialect sqlite",
                "cannot downgrade to \"notes\": notes is not applied; the database is at items"},
        Refusal{"stamp head --purge --sql --dialect sqlite",
                "a script cannot forget rows that it has not read: write START:TARGET"},
        Refusal{"stamp --accept items --sql --dialect sqlite",
                "--accept compares with the database, which a script does not see; leave out --sql"},
        Refusal{"upgrade head --sql items:notes --dialect sqlite",
                "\"head\" and --sql \"items:notes\" both say how far; write one of them"},
        Refusal{"upgrade head --sql --dialect sqlite --format json",
                "a script has one format; leave out --format json"},
        Refusal{"upgrade head --dialect sqlite",
                "--dialect goes with --sql; a database says itself what it is"}));

TEST_F(Scripts, SayWhenThereIsNothingToDo) {
  EXPECT_EQ(run_on_none(chain_, "upgrade head:head --sql --dialect sqlite"),
            (Answer{0, "", "Nothing to do\n"}));
}

TEST_F(Scripts, TakeTheDatabaseOfTheUrlAndDoNotOpenIt) {
  EXPECT_THAT(run("upgrade head --sql").out, StartsWith(".bail on\n"));
  EXPECT_FALSE(exists());
  EXPECT_THAT(run("upgrade head --sql --url postgresql://nobody@nowhere.invalid/x").out,
              StartsWith("\\set ON_ERROR_STOP on\n"));
}

}  // namespace
}  // namespace migrate::cli
