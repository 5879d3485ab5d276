// Every command that a message advises is run as the message has it, and helps (issue 11, item 21).

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::alone;
using testing::Answer;
using testing::creates;
using ::testing::HasSubstr;
using testing::ScriptedChain;

class Advice : public testing::Shop {
 protected:
  // The message of what is refused gives the advice, which then works.
  void expect_advice(const Chain& chain, const std::string& refused, const std::string& advised,
                     const std::string& typed) {
    const Answer refusal = run(chain, refused);
    EXPECT_NE(refusal.code, 0) << refused;
    EXPECT_THAT(refusal.err, HasSubstr('"' + advised + '"'));
    EXPECT_EQ(run(chain, typed).code, 0) << typed << ": " << run(chain, typed).err;
    EXPECT_EQ(run(chain, refused).code, 0) << refused;
  }
  void expect_advice(const std::string& refused, const std::string& advised, const std::string& typed) {
    expect_advice(chain_, refused, advised, typed);
  }

  // items <- late, whose C++ steps fail outside a transaction until the table `notes` exists.
  const ScriptedChain late_{
      {creates("items"),
       alone({.id = "late", .parents = {"items"}, .up = {"call fill"}, .down = {"call empty"}})},
      {{"fill", [](StepContext& context) { context.execute("INSERT INTO notes VALUES (1)"); }},
       {"empty", [](StepContext& context) { context.execute("DELETE FROM notes"); }}}};
};

TEST_F(Advice, AStampRecordsTablesThatExist) {
  execute("CREATE TABLE items (id INTEGER)");
  expect_advice("upgrade", "stamp REVISION", "stamp items");
}

TEST_F(Advice, AnUnfinishedUpgradeIsFinished) {
  EXPECT_EQ(run(late_, "upgrade").code, 9);
  EXPECT_THAT(run(late_, "downgrade base").err, HasSubstr("run \"upgrade late\""));
  execute("CREATE TABLE notes (id INTEGER)");
  EXPECT_EQ(run(late_, "upgrade late").code, 0);
  EXPECT_EQ(run(late_, "downgrade items").code, 0);
}

TEST_F(Advice, AnUnfinishedDowngradeIsFinished) {
  execute("CREATE TABLE notes (id INTEGER)");
  EXPECT_EQ(run(late_, "upgrade").code, 0);
  execute("ALTER TABLE notes RENAME TO away");
  EXPECT_EQ(run(late_, "downgrade -1").code, 9);
  EXPECT_THAT(run(late_, "upgrade").err, HasSubstr("run \"downgrade -1\""));
  execute("ALTER TABLE away RENAME TO notes");
  EXPECT_EQ(run(late_, "downgrade -1").code, 0);
  EXPECT_EQ(run(late_, "upgrade").code, 0);
}

TEST_F(Advice, AStampEndsAnUnfinishedStep) {
  EXPECT_EQ(run(late_, "upgrade").code, 9);
  EXPECT_THAT(run(late_, "downgrade base").err, HasSubstr("\"stamp --purge ROW...\""));
  EXPECT_EQ(run(late_, "stamp --purge late").code, 0);
  EXPECT_EQ(run(late_, "current").out, "late (head)\n");
}

TEST_F(Advice, ANewerDatabaseIsRolledBack) {
  run("upgrade --quiet");
  const ScriptedChain older({creates("items")});
  EXPECT_THAT(run(older, "upgrade").err,
              HasSubstr("\"rollback\" (\"plan rollback\" shows what it would do)"));
  EXPECT_EQ(run(older, "plan rollback").code, 0);
  EXPECT_EQ(run(older, "rollback").code, 0);
  EXPECT_EQ(run(older, "upgrade").code, 0);
}

TEST_F(Advice, AnEditIsAccepted) {
  run("upgrade items --quiet");
  auto edited = line();
  edited[0].up = {"CREATE TABLE items (id INTEGER PRIMARY KEY)"};
  expect_advice(ScriptedChain(edited), "upgrade", "stamp --accept items", "stamp --accept items");
}

TEST_F(Advice, ARowWithoutAHistoryIsPurged) {
  run("upgrade items --quiet");
  execute("DELETE FROM migrate_history");
  expect_advice("upgrade", "stamp --purge REVISION...", "stamp --purge items");
}

TEST_F(Advice, RowsThatImplyOneAnotherArePurged) {
  run("upgrade prices --quiet");
  execute("INSERT INTO migrate_version VALUES ('items')");
  EXPECT_THAT(run("upgrade").err, HasSubstr("stamp --purge REVISION..."));
  EXPECT_EQ(run("stamp --purge prices").code, 0);
  EXPECT_EQ(run("upgrade").code, 0);
}

TEST_F(Advice, AMissingVersionTableIsCreatedAndStamped) {
  run("upgrade items --quiet");
  execute("DROP TABLE migrate_version");
  EXPECT_THAT(run("upgrade").err,
              HasSubstr("create the table as docs/history-table.md describes it and run \"stamp "
                        "REVISION...\""));
  execute("CREATE TABLE migrate_version (version_num VARCHAR(64) NOT NULL PRIMARY KEY)");
  EXPECT_EQ(run("stamp items").code, 0);
  EXPECT_EQ(run("upgrade").code, 0);
}

TEST_F(Advice, ATargetIsPossibleWithoutTheStep) {
  auto revisions = line();
  revisions[1].up.push_back("call fill_prices");
  revisions[1].down.push_back("call empty_prices");
  const ScriptedChain chain(revisions);
  EXPECT_THAT(run(chain, "upgrade").err, HasSubstr("\"upgrade items\" is possible"));
  EXPECT_EQ(run(chain, "upgrade items").code, 0);
  EXPECT_EQ(run(chain, "stamp notes").code, 0);
  EXPECT_THAT(run(chain, "downgrade base").err, HasSubstr("\"downgrade prices\" is possible"));
  execute("CREATE TABLE notes (id INTEGER)");
  EXPECT_EQ(run(chain, "downgrade prices").code, 0);
}

TEST_F(Advice, AllHeadsAreNamedWhereTheyAreATarget) {
  const ScriptedChain two({creates("items"), creates("left", {"items"}), creates("right", {"items"})});
  EXPECT_THAT(run(two, "upgrade head").err, HasSubstr("or write \"heads\" where all are meant"));
  EXPECT_EQ(run(two, "upgrade heads").code, 0);
  EXPECT_THAT(run(two, "downgrade head").err, ::testing::Not(HasSubstr("write \"heads\"")));
}

TEST_F(Advice, HelpShowsAnExample) {
  EXPECT_THAT(run("downgrade").err, HasSubstr("\"downgrade --help\" shows an example"));
  EXPECT_THAT(run_plainly("downgrade --help").out, HasSubstr("Example:\n  shop downgrade -1"));
  EXPECT_THAT(run("stamp").err, HasSubstr("\"stamp --help\" shows an example"));
  EXPECT_THAT(run_plainly("stamp --help").out, HasSubstr("Example:\n  shop stamp head"));
}

}  // namespace
}  // namespace migrate::cli
