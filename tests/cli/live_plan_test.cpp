// The plan for a database that is there.

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::alone;
using testing::Answer;
using testing::creates;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ScriptedChain;
using testing::ScriptedRevision;

class LivePlanOfCommands : public testing::Shop {
 protected:
  static ScriptedRevision fills_notes() {
    return {.id = "fill",
            .parents = {"items"},
            .up = {"CREATE INDEX ix ON items (id)", "call fill_notes"},
            .down = {"DROP INDEX ix"},
            .irreversible = "the notes are gone"};
  }
  static ScriptedRevision compacts(const std::string& parent = "fill") {
    ScriptedRevision revision = alone({.id = "compact", .parents = {parent}, .up = {"VACUUM"}, .down = {}});
    revision.lossy = "room is not";
    return revision;
  }
};

TEST_F(LivePlanOfCommands, ShowsTransactionsAndWhatIsWorthKnowing) {
  const ScriptedChain chain({creates("items"), fills_notes(), compacts(), creates("end", {"compact"})});
  EXPECT_EQ(run(chain, "plan upgrade head"),
            (Answer{0,
                    "transaction 1:\n"
                    "  upgrade items, create items\n"
                    "  upgrade fill\n"
                    "    has no downgrade: the notes are gone\n"
                    "    line 10: reads every row while no other process can write the database\n"
                    "    line 11: calls the C++ step fill_notes, which this program does not have: it cannot "
                    "run the plan\n"
                    "outside any transaction:\n"
                    "  upgrade compact\n"
                    "    its downgrade loses rows: room is not\n"
                    "    line 10: rewrites the whole file while no other process can use it\n"
                    "transaction 2:\n"
                    "  upgrade end, create end\n"
                    "rows: end\n",
                    ""}));
  EXPECT_FALSE(exists());
}

TEST_F(LivePlanOfCommands, IsSilentOfAnIndexOnATableThatTheRevisionMakes) {
  const ScriptedRevision both{.id = "a",
                              .up = {"CREATE TABLE Items (id INTEGER)", "CREATE INDEX ix ON items (id)",
                                     "CREATE INDEX iy ON old (id)"}};
  EXPECT_EQ(run(ScriptedChain({both}), "plan upgrade head").out,
            "transaction 1:\n"
            "  upgrade a\n"
            "    line 12: reads every row while no other process can write the database\n"
            "rows: a\n");
}

TEST_F(LivePlanOfCommands, ShowsNoPasswords) {
  const ScriptedRevision signs_in{.id = "a", .up = {"UPDATE users SET password = 'sesame'"}};
  const ScriptedChain chain({signs_in, creates("b", {"a"})});
  EXPECT_THAT(run(chain, "plan upgrade head -v").out, HasSubstr("UPDATE users SET password = '***';\n"));
  EXPECT_THAT(run(chain, "plan upgrade head -v --format json").out, Not(HasSubstr("sesame")));
}

TEST_F(LivePlanOfCommands, ShowsStatements) {
  run("upgrade notes");
  EXPECT_EQ(run("plan downgrade -2 --transaction each -v").out,
            "transaction 1:\n"
            "  downgrade notes, create notes\n"
            "    line 10: loses the rows of notes\n"
            "      DROP TABLE notes;\n"
            "transaction 2:\n"
            "  downgrade prices, create prices\n"
            "    line 10: loses the rows of prices\n"
            "      DROP TABLE prices;\n"
            "rows: items\n");
}

TEST_F(LivePlanOfCommands, ShowsStatementsOfSeveralLines) {
  const ScriptedChain chain({ScriptedRevision{.id = "a", .up = {"CREATE TABLE a (\n  id INTEGER\n)"}}});
  EXPECT_THAT(run(chain, "plan upgrade head -v").out,
              HasSubstr("      CREATE TABLE a (\n        id INTEGER\n      );\n"));
}

TEST_F(LivePlanOfCommands, NamesWhatIsLost) {
  run("upgrade items");
  ScriptedRevision drops{.id = "drops",
                         .parents = {"items"},
                         .up = {"ALTER TABLE items DROP COLUMN id", "DROP TABLE IF EXISTS \"old notes\""}};
  drops.lossy = "the notes are gone";
  const ScriptedChain chain({creates("items"), drops});
  EXPECT_EQ(run(chain, "plan upgrade").out,
            "transaction 1:\n"
            "  upgrade drops\n"
            "    its downgrade loses rows: the notes are gone\n"
            "    line 10: rewrites every row while no other process can write the database\n"
            "    line 10: loses the column items.id\n"
            "    line 11: loses the rows of old notes\n"
            "rows: drops\n");
  EXPECT_THAT(run(chain, "plan upgrade --format json").out,
              HasSubstr(R"({"kind":"loss","text":"line 11: loses the rows of old notes"})"));
}

TEST_F(LivePlanOfCommands, ATableThatTheScriptMakesOrRebuildsLosesNothing) {
  const ScriptedRevision rebuilds{
      .id = "rebuilds",
      .up = {"CREATE TABLE new_items (id)", "INSERT INTO new_items SELECT id FROM items", "DROP TABLE items",
             "ALTER TABLE new_items RENAME TO Items", "ALTER TABLE notes RENAME TO old_notes",
             "CREATE TABLE notes (id)", "DROP TABLE old_notes", "CREATE TABLE scratch (id)",
             "DROP TABLE scratch", "CREATE TEMP TABLE t (id)", "DROP TABLE t"}};
  EXPECT_THAT(run(ScriptedChain({rebuilds}), "plan upgrade").out, Not(HasSubstr("loses")));
}

TEST_F(LivePlanOfCommands, RefusesWhatTheUpgradeWouldRefuse) {
  execute("CREATE TABLE prices (id INTEGER)");
  const Answer refused{
      5, "",
      "error: no revision is recorded in this database, but a table that the chain creates "
      "exists: prices; nothing was changed. If the database has the schema of a revision, run "
      "\"stamp REVISION\" to record it; otherwise choose another database\n"};
  EXPECT_EQ(run("plan upgrade head"), refused);
  EXPECT_EQ(run("upgrade head"), refused);
  EXPECT_EQ(tables(), "prices");
}

TEST_F(LivePlanOfCommands, IsForProgramsToo) {
  const ScriptedChain chain({creates("items"), compacts("items")});
  EXPECT_EQ(
      run(chain, "plan upgrade head -v --format json").out,
      R"({"steps":[{"direction":"upgrade","revision":"items","group":1,"notes":[],)"
      R"("statements":["CREATE TABLE items (id INTEGER);"]},)"
      R"({"direction":"upgrade","revision":"compact","group":2,"notes":[{"kind":"lossy",)"
      R"("text":"its downgrade loses rows: room is not"},{"kind":"long_lock","text":"line 10: rewrites )"
      R"(the whole file while no other process can use it"}],"statements":["VACUUM;"]}],)"
      R"("groups":[{"transactional":true,"steps":1},{"transactional":false,"steps":1}],)"
      R"("rows":["compact"]})"
      "\n");
}

TEST_F(LivePlanOfCommands, SaysWhatItForgets) {
  run("stamp prices");
  EXPECT_EQ(run("plan stamp items --purge").out,
            "transaction 1:\n"
            "  forget prices\n"
            "  stamp none -> items\n"
            "rows: items\n");
}

TEST_F(LivePlanOfCommands, ShowsStatementsOfADatabaseOnly) {
  EXPECT_EQ(
      run_plainly("plan upgrade head -v"),
      (Answer{2, "",
              "error: --verbose shows statements, which a database decides: name it with --url, and leave "
              "out --rows\n"}));
}

TEST_F(LivePlanOfCommands, NamesTheItemThatItResumesAt) {
  const ScriptedChain failing(
      {creates("items"), alone({.id = "half", .parents = {"items"}, .up = {"VACUUM x"}})});
  EXPECT_EQ(run(failing, "upgrade head").code, 9);
  EXPECT_EQ(run(failing, "plan upgrade head").out,
            "outside any transaction:\n"
            "  upgrade half\n"
            "    resumes at item 1 of 1, where an earlier run stopped\n"
            "    line 10: rewrites the whole file while no other process can use it\n"
            "rows: half\n");
}

}  // namespace
}  // namespace migrate::cli
