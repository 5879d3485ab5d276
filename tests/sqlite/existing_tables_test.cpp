// Which names count as a table that exists before the first upgrade, on SQLite (issue 11, item 20).

#include "sqlite/on_handle.h"

namespace migrate::testing {
namespace {

class ExistingTables : public OnHandle {
 protected:
  std::string refusal(const Chain& chain) {
    try {
      upgrade(connection_, chain);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(ExistingTables, CountInAnyCaseOfLetters) {
  db_.exec("CREATE TABLE RUNS (id)");
  EXPECT_THAT(refusal(ScriptedChain({creates("runs")})), HasSubstr("exists: runs; nothing was changed"));
}

TEST_F(ExistingTables, CountWhenTheyAreViews) {
  db_.exec("CREATE VIEW runs AS SELECT 1");
  EXPECT_THAT(refusal(ScriptedChain({creates("runs")})), HasSubstr("exists: runs; nothing was changed"));
}

TEST_F(ExistingTables, DoNotCountWhenTheyAreTemporary) {
  db_.exec("CREATE TEMP TABLE runs (id)");
  EXPECT_EQ(refusal(ScriptedChain({ScriptedRevision{.id = "a", .up = {"CREATE TABLE main.runs (id)"}}})), "");
}

TEST_F(ExistingTables, DoNotCountWhereTheChainMakesATemporaryTable) {
  db_.exec("CREATE TABLE runs (id)");
  EXPECT_EQ(refusal(ScriptedChain({ScriptedRevision{
                .id = "a", .up = {"CREATE TEMP TABLE runs (id)", "DROP TABLE temp.runs"}}})),
            "");
}

TEST_F(ExistingTables, DoNotCountWhereTheChainAllowsThem) {
  db_.exec("CREATE TABLE runs (id)");
  EXPECT_EQ(
      refusal(ScriptedChain({ScriptedRevision{.id = "a", .up = {"CREATE TABLE IF NOT EXISTS runs (id)"}}})),
      "");
}

TEST_F(ExistingTables, CountUnderTheNameThatARenameLeadsTo) {
  db_.exec("CREATE TABLE jobs (id)");
  const ScriptedChain chain(
      {creates("runs"), {.id = "b", .parents = {"runs"}, .up = {"ALTER TABLE runs RENAME TO jobs"}}});
  EXPECT_THAT(refusal(chain), HasSubstr("exists: jobs; nothing was changed"));
}

TEST_F(ExistingTables, AreUnknownAfterACppStep) {
  db_.exec("CREATE TABLE runs (id)");
  const ScriptedChain chain({{.id = "a", .up = {"call drop", "CREATE TABLE runs (id)"}}},
                            {{"drop", [](StepContext& context) { context.execute("DROP TABLE runs"); }}});
  EXPECT_EQ(refusal(chain), "");
}

}  // namespace
}  // namespace migrate::testing
