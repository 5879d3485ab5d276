// `migc stamp` on a database that has no history, on SQLite.

#include <gtest/gtest.h>

#include <filesystem>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class FirstStampOfDatabase : public ::testing::Test {
 protected:
  FirstStampOfDatabase() {
    write_revision("a", "none",
                   "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\nCREATE INDEX ix ON runs (name);");
    write_revision("b", "a", "CREATE TABLE notes (id INTEGER PRIMARY KEY);");
  }

  void write_revision(const std::string& id, const std::string& parent, const std::string& upgrade) {
    folder_.write("m/versions/" + id + ".sql", "-- revision: " + id + "\n-- down_revision: " + parent +
                                                   "\n-- irreversible: a test\n\n-- migrate: upgrade\n" +
                                                   upgrade + "\n");
  }
  Outcome shell(const std::string& command) { return testing::run_in(folder_, command); }
  void by_hand(const std::string& sql) { shell("sqlite3 x.db <<'SQL'\n" + sql + "\nSQL\n"); }
  Outcome stamp(const std::string& arguments) {
    return shell(MIGRATE_MIGC " --dir m stamp " + arguments + " --url sqlite:///x.db");
  }
  std::string rows() { return shell("sqlite3 x.db 'SELECT * FROM migrate_version'").out; }

  TemporaryFolder folder_;
};

const std::string done_at_a = "Running stamp_revision  -> a\nDone; the database is at a (sqlite:///x.db)\n";

TEST_F(FirstStampOfDatabase, RecordsWhatTheDatabaseHas) {
  by_hand(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX ix ON runs (name); CREATE TABLE "
      "mine (x)");
  EXPECT_EQ(stamp("a"), (Outcome{0, "", done_at_a})) << "the target knows nothing of mine";
}

TEST_F(FirstStampOfDatabase, RefusesWhereTablesOrColumnsAreMissing) {
  by_hand("CREATE TABLE runs (id TEXT PRIMARY KEY)");
  EXPECT_EQ(
      stamp("head"),
      (Outcome{5, "",
               "the database differs from b:\n"
               "- table notes\n"
               "table runs\n"
               "  ~ column id: type integer -> text\n"
               "  - column name\n"
               "  - index ix\n"
               "error: the database does not have the schema of b: table notes is missing; column runs.id: "
               "type is text, was integer; column runs.name is missing; nothing was changed. Stamp the "
               "revision whose schema it has, or add --force to record this one all the same\n"}));
  EXPECT_EQ(rows(), "");
  EXPECT_EQ(stamp("head --force -q").code, 0);
  EXPECT_EQ(rows(), "b\n");
}

TEST_F(FirstStampOfDatabase, ListsOtherDifferences) {
  by_hand("CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, extra INT)");
  EXPECT_EQ(stamp("a"), (Outcome{0, "",
                                 "the database differs from a:\n"
                                 "table runs\n"
                                 "  + column extra\n"
                                 "  ~ column name: not null no -> yes\n"
                                 "  - index ix\n" +
                                     done_at_a}));
}

TEST_F(FirstStampOfDatabase, ComparesNothingWhereItHasAHistoryOrNoTarget) {
  EXPECT_EQ(stamp("base -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(stamp("head --purge -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(stamp("a -q"), (Outcome{0, "", ""})) << "it has a history now";
  EXPECT_EQ(shell(MIGRATE_MIGC " --dir m stamp --sql base:head --dialect sqlite").code, 0);
}

TEST_F(FirstStampOfDatabase, TakesAMissingFileForAnEmptyDatabase) {
  EXPECT_EQ(stamp("a").code, 5);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("x.db")));
}

TEST_F(FirstStampOfDatabase, ComparesAfterTheTablesWereMade) {
  shell(MIGRATE_MIGC " --dir m ensure-version --url sqlite:///x.db");
  EXPECT_EQ(stamp("head").code, 5);
}

TEST_F(FirstStampOfDatabase, ComparesNothingInATableThatAlembicHasFilled) {
  folder_.write("m/migrate.yaml", "version_table: alembic_version\n");
  by_hand(
      "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY); INSERT INTO "
      "alembic_version VALUES ('a')");
  EXPECT_EQ(stamp("head -q"), (Outcome{0, "", ""}));
}

TEST_F(FirstStampOfDatabase, SaysWhatItCannotCompare) {
  write_revision("c", "b", "-- migrate: call fill");
  EXPECT_EQ(stamp("c"),
            (Outcome{0, "",
                     "note: the database is not compared with c: revision c calls a C++ step, which "
                     "migc does not have\nRunning stamp_revision  -> c\nDone; the database is at c "
                     "(sqlite:///x.db)\n"}));
}

}  // namespace
}  // namespace migrate::migc
