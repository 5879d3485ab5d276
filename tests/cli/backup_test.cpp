// --backup: the copy of the database that a command makes before it writes.

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::Answer;
using testing::creates;
using testing::fails;
using ::testing::MatchesRegex;
using testing::ScriptedChain;

class BackupOfShop : public testing::Shop {
 protected:
  BackupOfShop() { run("upgrade items --quiet"); }

  std::string copy() const { return folder_.file("shop.bak"); }
  std::string tables_of_copy() const {
    return SQLite::Database(copy(), SQLite::OPEN_READWRITE)
        .execAndGet("SELECT group_concat(version_num) FROM migrate_version");
  }
};

TEST_F(BackupOfShop, IsNamedAtTheEnd) {
  EXPECT_EQ(run("upgrade prices --backup " + copy()),
            (Answer{0, "",
                    "Running upgrade items -> prices, create prices\n"
                    "The database from before this run is in " +
                        copy() + "\nDone; the database is at prices (" + url() + ")\n"}));
  EXPECT_EQ(tables_of_copy(), "items");
}

TEST_F(BackupOfShop, IsAMemberOfTheResultForPrograms) {
  EXPECT_THAT(
      run("upgrade prices --quiet --format json --backup " + copy()).out,
      MatchesRegex(R"(\{"steps":\[\{"direction":"upgrade","revision":"prices","duration_ms":[0-9]+\}\],)"
                   R"("rows":\["prices"\],"backup":")" +
                   copy() + "\"\\}\n"));
}

TEST_F(BackupOfShop, IsNotMadeWhenThereIsNothingToDo) {
  EXPECT_EQ(run("upgrade items --backup " + copy()),
            (Answer{0, "", "Nothing to do; the database is at items (" + url() + ")\n"}));
  EXPECT_FALSE(std::filesystem::exists(copy()));
}

TEST_F(BackupOfShop, ComesBeforeADowngradeAndARollback) {
  EXPECT_EQ(run("downgrade base --quiet --backup " + copy()), Answer{});
  EXPECT_EQ(tables_of_copy(), "items");
  run("upgrade prices --quiet");
  EXPECT_EQ(run(ScriptedChain({creates("items")}), "rollback --quiet --backup " + copy()), Answer{});
  EXPECT_EQ(tables_of_copy(), "prices");
}

TEST_F(BackupOfShop, IsInTheErrorOfARunThatFails) {
  EXPECT_EQ(
      run(ScriptedChain({creates("items"), fails("prices", {"items"})}), "upgrade --backup " + copy()),
      (Answer{
          8, "",
          "Running upgrade items -> prices, create prices\n"
          "error: versions/prices.sql:11: revision \"prices\", statement 2: no such table: nowhere (code "
          "1)\nIts transaction was rolled back: the database is at items; this run changed nothing. Remove "
          "the cause and run the command again.\nThe copy of the database from before this run is " +
              copy() + ". To restore it, end every program that uses the database and run: rm -f '" + path() +
              "'-journal '" + path() + "'-wal '" + path() + "'-shm && cp '" + copy() + "' '" + path() +
              "'\n"}));
}

TEST_F(BackupOfShop, ThatCannotBeWrittenIsRefused) {
  EXPECT_EQ(run("upgrade --quiet --backup " + folder_.file("nowhere/shop.bak")),
            (Answer{7, "",
                    "error: cannot write the backup " + folder_.file("nowhere/shop.bak") +
                        ": unable to open database file (code 14). Nothing was changed; check the path and "
                        "the permissions of the file and of its folder\n"}));
  EXPECT_EQ(tables(), "items");
}

TEST_F(BackupOfShop, NeedsAName) {
  EXPECT_EQ(
      run("upgrade --backup \"\"").err,
      "error: --backup: the backup needs the name of a file\n  shop upgrade --help shows what there is\n");
}

TEST_F(BackupOfShop, DoesNotGoWithAScript) {
  EXPECT_EQ(run_plainly("upgrade --sql --dialect sqlite --backup x").err,
            "error: --backup cannot be combined with --sql\n  shop upgrade --help shows what there is\n");
}

}  // namespace
}  // namespace migrate::cli
