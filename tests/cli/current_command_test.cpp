#include <filesystem>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::Answer;

using CurrentCommand = testing::Shop;

TEST_F(CurrentCommand, PrintsNothingAtBase) {
  execute("CREATE TABLE own (id INTEGER)");
  EXPECT_EQ(run("current"), (Answer{0, "", "note: nothing has been migrated in this database yet\n"}));
  EXPECT_EQ(run("current --quiet"), (Answer{0, "", ""}));
}

TEST_F(CurrentCommand, TakesAFileThatIsNotThereForANewDatabase) {
  EXPECT_EQ(run("current"), (Answer{0, "", "note: nothing has been migrated in this database yet\n"}));
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(CurrentCommand, ShowsTheRow) {
  run("upgrade prices");
  EXPECT_EQ(run("current"), (Answer{0, "prices\n", ""}));
  run("upgrade head");
  EXPECT_EQ(run("current --quiet"), (Answer{0, "notes (head)\n", ""}));
}

TEST_F(CurrentCommand, ShowsAllThatIsKnown) {
  run("upgrade items");
  EXPECT_EQ(run("current -v"), (Answer{0,
                                       "Current revision(s) for " + url() +
                                           ":\n"
                                           "Rev: items\n"
                                           "Parent: <base>\n"
                                           "Path: versions/items.sql\n"
                                           "\n"
                                           "    create items\n"
                                           "\n",
                                       ""}));
}

TEST_F(CurrentCommand, PrintsJson) {
  run("upgrade items");
  EXPECT_EQ(
      run("current --format json"),
      (Answer{
          0,
          "[\n"
          R"({"revision":"items","down_revision":[],"depends_on":[],"branch_labels":[],"message":"create items",)"
          R"("create_date":"","is_head":false,"is_base":true,"is_branch_point":false,"is_merge_point":false,)"
          R"("is_current":true,"children":["prices"],"file":"versions/items.sql","line":1,"state":"applied"})"
          "\n]\n",
          ""}));
}

TEST_F(CurrentCommand, ShowsRowsThatTheChainDoesNotKnow) {
  run("upgrade items");
  execute("UPDATE migrate_version SET version_num = 'future'");
  EXPECT_EQ(
      run("current"),
      (Answer{0, "future (unknown)\n",
              "note: the chain does not know these rows, a newer program or another chain was here: future\n"
              "note: no history says that these rows were applied: future\n"}));
  EXPECT_EQ(
      run("current --quiet --format json"),
      (Answer{
          0,
          "[\n"
          R"({"revision":"future","down_revision":[],"depends_on":[],"branch_labels":[],"message":"",)"
          R"("create_date":"","is_head":false,"is_base":false,"is_branch_point":false,"is_merge_point":false,)"
          R"("is_current":true,"children":[],"file":"","line":0,"state":"unknown"})"
          "\n]\n",
          ""}));
}

TEST_F(CurrentCommand, MarksRowsWithoutAHistory) {
  run("upgrade items");
  execute("UPDATE migrate_version SET version_num = 'prices'");
  EXPECT_EQ(run("current"), (Answer{0, "prices (unverified)\n",
                                    "note: no history says that these rows were applied: prices\n"}));
}

TEST_F(CurrentCommand, AnswersWhetherItIsAtHead) {
  run("ensure-version");
  EXPECT_EQ(run("current --check-heads"),
            (Answer{1, "", "the database is not at head: it is at base, the chain at notes\n"}));
  run("upgrade head");
  EXPECT_EQ(run("current --check-heads"), (Answer{0, "notes (head)\n", ""}));
}

TEST_F(CurrentCommand, RefusesDamagedRows) {
  run("upgrade prices");
  execute("INSERT INTO migrate_version VALUES ('items')");
  EXPECT_EQ(
      run("current"),
      (Answer{5, "",
              "error: the version table is damaged: its row \"prices\" implies its row \"items\"; find out "
              "which revisions the database really has, then run \"stamp --purge REVISION...\"\n"}));
}

}  // namespace
}  // namespace migrate::cli
