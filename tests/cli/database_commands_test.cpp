#include <gmock/gmock.h>

#include <csignal>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::alone;
using testing::Answer;
using testing::creates;
using testing::fails;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using testing::ScriptedChain;

using DatabaseCommands = testing::Shop;

TEST_F(DatabaseCommands, UpgradeTellsEachStep) {
  EXPECT_EQ(run("upgrade head"), (Answer{0, "",
                                         "Running upgrade  -> items, create items\n"
                                         "Running upgrade items -> prices, create prices\n"
                                         "Running upgrade prices -> notes, create notes\n"
                                         "Done; the database is at notes (" +
                                             url() + ")\n"}));
  EXPECT_EQ(tables(), "items,notes,prices");
}

TEST_F(DatabaseCommands, UpgradeTakesARelativeTarget) {
  run("upgrade +1");
  EXPECT_EQ(tables(), "items");
}

TEST_F(DatabaseCommands, UpgradeWithoutATargetGoesToEveryHead) {
  const ScriptedChain two({creates("items"), creates("left", {"items"}), creates("right", {"items"})});
  EXPECT_EQ(run(two, "upgrade --quiet"), (Answer{0, "", ""}));
  EXPECT_EQ(tables(), "items,left,right");
}

TEST_F(DatabaseCommands, UpgradeSaysWhenThereIsNothingToDo) {
  run("upgrade head");
  EXPECT_EQ(run("upgrade head"),
            (Answer{0, "", "Nothing to do; the database is at notes (" + url() + ")\n"}));
}

TEST_F(DatabaseCommands, DowngradeTakesARelativeTarget) {
  run("upgrade head");
  EXPECT_EQ(run("downgrade -1"), (Answer{0, "",
                                         "Running downgrade notes -> prices, create notes\n"
                                         "Done; the database is at prices (" +
                                             url() + ")\n"}));
  EXPECT_EQ(tables(), "items,prices");
}

TEST_F(DatabaseCommands, DowngradeGoesBackToBase) {
  run("upgrade head");
  EXPECT_EQ(run("downgrade base --quiet"), (Answer{0, "", ""}));
  EXPECT_EQ(tables(), "");
}

TEST_F(DatabaseCommands, DowngradeNeedsATarget) {
  EXPECT_EQ(run("downgrade"), (Answer{2, "",
                                      "error: downgrade needs a target: -1, base or a revision; \"downgrade "
                                      "--help\" shows an example\n"}));
}

TEST_F(DatabaseCommands, ResultsAsJson) {
  const Answer answer = run("upgrade prices --quiet --format json");
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(answer.out,
              MatchesRegex(R"(\{"steps":\[\{"direction":"upgrade","revision":"items","duration_ms":[0-9]+\},)"
                           R"(\{"direction":"upgrade","revision":"prices","duration_ms":[0-9]+\}\],)"
                           R"("rows":\["prices"\]\})"
                           "\n"));
}

TEST_F(DatabaseCommands, HistoryRowsNameTheProgram) {
  run("upgrade items");
  EXPECT_EQ(query("SELECT program FROM migrate_history"), "shop 1.0");
}

TEST_F(DatabaseCommands, StampRunsNothing) {
  EXPECT_EQ(run("stamp prices"), (Answer{0, "",
                                         "Running stamp_revision  -> prices\n"
                                         "Done; the database is at prices (" +
                                             url() + ")\n"}));
  EXPECT_EQ(tables(), "");
}

TEST_F(DatabaseCommands, StampTakesSeveralTargets) {
  const ScriptedChain two({creates("items"), creates("left", {"items"}), creates("right", {"items"})});
  run(two, "stamp left right --quiet");
  EXPECT_EQ(run(two, "current").out, "right (head)\nleft (head)\n");
}

TEST_F(DatabaseCommands, StampPurgesRowsThatNobodyKnows) {
  run("stamp items --quiet");
  execute("UPDATE migrate_version SET version_num = 'lost'");
  EXPECT_EQ(run("stamp prices --purge --quiet"), (Answer{0, "", ""}));
  EXPECT_EQ(run("current").out, "prices\n");
}

TEST_F(DatabaseCommands, StampTakesTargetsOrAnAcceptedRevision) {
  const Answer refused{
      2, "", "error: stamp takes either targets or --accept REVISION; \"stamp --help\" shows an example\n"};
  EXPECT_EQ(run("stamp"), refused);
  EXPECT_EQ(run("stamp items --accept items"), refused);
  EXPECT_FALSE(exists());
}

TEST_F(DatabaseCommands, StampAcceptsAnEditThatWasRefused) {
  run("upgrade items --quiet");
  auto edited = line();
  edited[0].up = {"CREATE TABLE items (id INTEGER PRIMARY KEY)"};
  const ScriptedChain chain(edited);
  EXPECT_EQ(run(chain, "upgrade head").code, 5);
  const Answer accepted = run(chain, "stamp --accept items");
  EXPECT_EQ(accepted.code, 0);
  EXPECT_THAT(accepted.err, ::testing::HasSubstr("Accepted items as compiled; the database is at items"));
  EXPECT_EQ(run(chain, "upgrade head --quiet").code, 0);
}

TEST_F(DatabaseCommands, AFailureNamesTheStatementAndTheState) {
  const ScriptedChain chain({creates("items"), fails("prices", {"items"})});
  EXPECT_EQ(
      run(chain, "upgrade head --quiet"),
      (Answer{
          8, "",
          "error: versions/prices.sql:11: revision \"prices\", statement 2: no such table: nowhere (code 1)\n"
          "Its transaction was rolled back: the database is at base; this run changed nothing. "
          "Remove the cause and run the command again.\n"}));
  EXPECT_FALSE(exists());
}

TEST_F(DatabaseCommands, ATransactionEachKeepsWhatWasDoneBefore) {
  const ScriptedChain chain({creates("items"), fails("prices", {"items"})});
  EXPECT_EQ(run(chain, "upgrade head --transaction each").code, 8);
  EXPECT_EQ(tables(), "items");
}

class UnfinishedStep : public DatabaseCommands {
 protected:
  UnfinishedStep() { code_ = run(chain_, "upgrade head").code; }

  const ScriptedChain chain_{{creates("items"), alone({.id = "late",
                                                       .parents = {"items"},
                                                       .up = {"CREATE TABLE part (id INTEGER)",
                                                              "DELETE FROM nowhere", "DROP TABLE part"},
                                                       .down = {"SELECT 1"}})}};
  int code_;
};

TEST_F(UnfinishedStep, EndsWithItsOwnCode) {
  EXPECT_EQ(code_, 9);
  EXPECT_EQ(run(chain_, "upgrade head").code, 9);
}

TEST_F(UnfinishedStep, IsShownByCurrent) {
  EXPECT_EQ(run(chain_, "current"), (Answer{0, "items\nlate (head) (incomplete, item 2 of 3)\n",
                                            "note: begun outside a transaction and not finished, running it "
                                            "again resumes it at item 2 of 3: late\n"}));
  EXPECT_THAT(run(chain_, "current --format json").out,
              HasSubstr(R"("state":"incomplete","item":2,"items":3})"));
}

TEST_F(UnfinishedStep, IsShownByCheck) {
  const Answer answer = run(chain_, "check");
  EXPECT_EQ(answer.code, 1);
  EXPECT_THAT(answer.out,
              HasSubstr("revision late began outside a transaction and is not finished; running it "
                        "again resumes it at item 2 of 3\n"));
  EXPECT_THAT(run(chain_, "check --format json").out,
              HasSubstr(R"("incomplete":"late","incomplete_item":2,"incomplete_items":3)"));
}

TEST_F(UnfinishedStep, IsShownByPlan) {
  EXPECT_THAT(run(chain_, "plan upgrade head -v").out,
              HasSubstr("  upgrade late\n"
                        "    resumes at item 2 of 3, where an earlier run stopped\n"
                        "    line 11: deletes every row while no other process can write the database\n"
                        "      DELETE FROM nowhere;\n"));
  EXPECT_EQ(run(chain_, "plan downgrade base").code, 9);
}

TEST_F(UnfinishedStep, IsNamedByAStamp) {
  EXPECT_EQ(run(chain_, "plan stamp items").err,
            "note: the upgrade of revision \"late\" (item 2 of 3) is unfinished and will no longer count as"
            " begun\n");
  EXPECT_THAT(
      run(chain_, "stamp items").err,
      HasSubstr("note: the upgrade of revision \"late\" (item 2 of 3) was unfinished and no longer counts"
                " as begun; what it changed stays in the database\n"));
  EXPECT_EQ(run(chain_, "current").out, "items\n");
  EXPECT_EQ(run(chain_, "stamp items").err, "Nothing to do; the database is at items (" + url() + ")\n");
}

TEST_F(DatabaseCommands, AnInterruptRollsBack) {
  auto revisions = line();
  revisions[1].up = {"CREATE TABLE prices (id INTEGER)", "call interrupt", "CREATE TABLE never (id INTEGER)"};
  const ScriptedChain chain(revisions, {{"interrupt", [](StepContext&) { std::raise(SIGINT); }}});
  // A shell starts its background jobs with SIGINT ignored, and what was ignored stays ignored.
  const auto handler_before = std::signal(SIGINT, SIG_DFL);
  const Answer answer = run(chain, "upgrade head --quiet");
  std::signal(SIGINT, handler_before);
  EXPECT_EQ(answer.code, 8);
  EXPECT_THAT(answer.err, HasSubstr("interrupted\nIts transaction was rolled back: the database is at base"));
  EXPECT_FALSE(exists());
}

TEST_F(DatabaseCommands, AMissingStepIsRefusedWithTheTargetThatIsPossible) {
  auto revisions = line();
  revisions[1].up.push_back("call fill_prices");
  revisions[1].down.push_back("call empty_prices");
  const ScriptedChain chain(revisions);
  const auto refused = [](const std::string& line, const std::string& step, const std::string& rest) {
    return Answer{2, "",
                  "error: versions/prices.sql:" + line + ": revision \"prices\" calls the C++ step \"" +
                      step +
                      "\", which this program does not have; nothing was changed. Run the plan with the "
                      "program that the step is linked into; without it, " +
                      rest + "\n"};
  };
  EXPECT_EQ(run(chain, "upgrade head"), refused("11", "fill_prices", "\"upgrade items\" is possible"));
  EXPECT_FALSE(exists());
  EXPECT_EQ(run(chain, "upgrade items").code, 0);
  EXPECT_EQ(run(chain, "upgrade +1"), refused("11", "fill_prices", "the database stays where it is"));
  run(chain, "stamp head");
  EXPECT_EQ(run(chain, "downgrade base"), refused("11", "empty_prices", "\"downgrade prices\" is possible"));
}

TEST_F(DatabaseCommands, ReadingCreatesNothing) {
  for (const char* line :
       {"current", "current --check-heads", "check", "history -i", "plan upgrade head", "show current"}) {
    run(line);
    EXPECT_FALSE(exists()) << line;
  }
  execute("CREATE TABLE own (id INTEGER)");
  const std::string before = folder_.read("shop.db");
  for (const char* line : {"current", "check", "history -i", "plan upgrade head"}) {
    run(line);
    EXPECT_EQ(folder_.read("shop.db"), before) << line;
  }
}

TEST_F(DatabaseCommands, AnOlderProgramIsRefused) {
  run("upgrade head --quiet");
  auto older = line();
  older.pop_back();
  const ScriptedChain chain(older);
  for (const char* line : {"upgrade head", "downgrade -1", "check"})
    EXPECT_EQ(run(chain, line).code, 10) << line;
  EXPECT_EQ(tables(), "items,notes,prices");
}

TEST_F(DatabaseCommands, EnsureVersionCreatesTheTablesOnly) {
  EXPECT_EQ(run("ensure-version --quiet"), (Answer{0, "", ""}));
  EXPECT_EQ(query("SELECT count(*) FROM sqlite_schema WHERE name IN ('migrate_version', 'migrate_history')"),
            "2");
  EXPECT_EQ(tables(), "");
}

TEST_F(DatabaseCommands, RefuseAnUnknownTargetBeforeAnythingIsCreated) {
  EXPECT_EQ(
      run("upgrade prics"),
      (Answer{2, "", "error: there is no revision or branch label \"prics\"; did you mean \"prices\"?\n"}));
  EXPECT_EQ(run("downgrade nosuch@base").code, 2);
  EXPECT_FALSE(exists());
}

TEST_F(DatabaseCommands, RefuseAFileThatIsNoDatabase) {
  folder_.write("shop.db", std::string(4096, 'x'));
  for (const char* line : {"upgrade head", "current", "check"}) EXPECT_EQ(run(line).code, 7) << line;
  EXPECT_EQ(folder_.read("shop.db"), std::string(4096, 'x'));
}

TEST_F(DatabaseCommands, RefuseARoleOfSqlite) {
  EXPECT_EQ(run("upgrade head --role owner"),
            (Answer{2, "", "error: a SQLite database has no roles; leave out the role \"owner\"\n"}));
}

TEST_F(DatabaseCommands, RefuseASchemaOfSqlite) {
  EXPECT_EQ(run("upgrade head --schema tenant_a"),
            (Answer{2, "", "error: a SQLite database has no schemas; leave out the schema \"tenant_a\"\n"}));
  EXPECT_FALSE(exists());
}

}  // namespace
}  // namespace migrate::cli
