// Dry runs on SQLite: the file stays as it is.

#include <fstream>
#include <sstream>

#include "migrate/dry_run.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

class DryRunOnFile : public ::testing::Test {
 protected:
  std::string bytes() const {
    std::ostringstream bytes;
    bytes << std::ifstream(path_, std::ios::binary).rdbuf();
    return bytes.str();
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(core::to_text(entry.path().filename()));
    return names;
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("test.db");
};

// The filling does not fit into SQLite's cache, so that it is on the disk before it is rolled back.
TEST_F(DryRunOnFile, LeavesEachByte) {
  SQLite::Database(path_, read_write).exec("PRAGMA user_version = 7; CREATE TABLE kept AS SELECT 1 AS x");
  const std::string before = bytes();
  SqliteConnection connection(path_, {.application_id = {}});
  const ScriptedChain chain(
      {{.id = "a",
        .up = {"CREATE TABLE a (x)", "PRAGMA user_version = 8",
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO a"
               " SELECT hex(randomblob(2000)) FROM n"}}},
      {});
  EXPECT_EQ(dry_run_upgrade(connection, chain).passed.size(), 1);
  EXPECT_EQ(bytes(), before);
  EXPECT_THAT(files(), ElementsAre("test.db"));
}

TEST_F(DryRunOnFile, CreatesNone) {
  SqliteConnection connection(path_);
  EXPECT_EQ(dry_run_upgrade(connection, two_tables()).passed.size(), 2);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(DryRunOnFile, NeedsItsFolder) {
  path_ = folder_.file("nowhere/test.db");
  SqliteConnection connection(path_);
  EXPECT_EQ(error_of([&] { dry_run_upgrade(connection, two_tables()); }).what(),
            "cannot open " + path_ + ": the folder " + folder_.file("nowhere") +
                " does not exist; correct the path, or create the folder");
}

using DryRunOnHandle = OnHandle;

TEST_F(DryRunOnHandle, RestoresItsSettings) {
  db_.exec("PRAGMA foreign_keys = ON; CREATE TABLE t (x)");
  const ScriptedChain chain({{.id = "a", .up = {"DROP TABLE t"}}}, {});
  EXPECT_EQ(dry_run_upgrade(connection_, chain).passed.size(), 1);
  EXPECT_EQ(number("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM t"), 0);
}

TEST_F(DryRunOnHandle, RefusesWhatTheCommitWould) {
  db_.exec(
      "PRAGMA foreign_keys = ON; CREATE TABLE parent (id INTEGER PRIMARY KEY);"
      "CREATE TABLE child (parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
  const ScriptedChain chain({{.id = "a", .up = {"INSERT INTO child VALUES (10)"}}}, {});
  const std::string run = error_of([&] { upgrade(connection_, chain); }).what();
  EXPECT_EQ(run,
            "FOREIGN KEY constraint failed (code 787)\nIts transaction was rolled back: the database is at "
            "base; this run changed nothing. Remove the cause and run the command again.");
  EXPECT_EQ(error_of([&] { dry_run_upgrade(connection_, chain); }).what(), run);
}

}  // namespace migrate::testing
