// Options::backup: the copy that is made before the first write.

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "contract/newer_program.h"
#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {
namespace {

std::string bytes_of(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

class Backup : public OnHandle {
 protected:
  Backup() { db_.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('before')"); }

  Options options() const {
    Options options;
    options.backup = copy_;
    return options;
  }
  Report up(const Chain& chain) { return upgrade(connection_, chain, options()); }
  Error failure(const Chain& chain) {
    return error_of([&] { up(chain); });
  }
  bool exists() const { return std::filesystem::exists(copy_); }
  // Of the copy, as a program sees it that opens it.
  std::vector<std::string> content() const {
    SQLite::Database copy(copy_, SQLite::OPEN_READWRITE);
    return dump(copy);
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string restoring() const {
    const std::string path = '\'' + folder_.file("test.db") + '\'';
    return "To restore it, end every program that uses the database and run: rm -f " + path + "-journal " +
           path + "-wal " + path + "-shm && cp '" + copy_ + "' " + path;
  }
  std::string place() const { return "The copy of the database from before this run is " + copy_ + '.'; }
  // What was refused left nothing, and no other file.
  void expect_refused(const Error& error, ErrorKind kind, const std::string& message) {
    EXPECT_EQ(error.what(), message);
    EXPECT_EQ(error.kind(), kind);
    EXPECT_EQ(dump(db_), before_);
    EXPECT_EQ(files(), files_);
  }
  void remember() {
    before_ = dump(db_);
    files_ = files();
  }

  std::string copy_ = folder_.file("test.bak");
  std::vector<std::string> before_, files_;
};

TEST_F(Backup, HoldsWhatWasThereBefore) {
  const std::vector<std::string> before = dump(db_);
  const Report report = up(two_tables());
  EXPECT_EQ(report.backup, copy_);
  EXPECT_EQ(content(), before);
  EXPECT_NE(dump(db_), before);
  EXPECT_THAT(files(), ElementsAre("test.bak", "test.db"));
}

TEST_F(Backup, IsByteForByteTheFile) {
  const std::string before = bytes_of(folder_.file("test.db"));
  up(two_tables());
  EXPECT_EQ(bytes_of(copy_).size(), before.size());
  EXPECT_EQ(bytes_of(copy_).substr(100), before.substr(100)) << "what follows the header";
}

TEST_F(Backup, OfAWriteAheadLogHoldsWhatIsStillInTheLog) {
  db_.exec("PRAGMA journal_mode=WAL; INSERT INTO notes VALUES ('in the log')");
  const std::vector<std::string> before = dump(db_);
  up(two_tables());
  EXPECT_EQ(content(), before);
  SQLite::Database copy(copy_, SQLite::OPEN_READWRITE);
  EXPECT_EQ(copy.execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(copy.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

TEST_F(Backup, OfMemoryNeedsSerialize) {
  if (has_sqlite(3036000)) GTEST_SKIP() << "this SQLite has sqlite3_serialize()";
  SQLite::Database memory(":memory:", read_write);
  memory.exec("CREATE TABLE notes (text TEXT)");
  SqliteConnection connection(memory);
  const Error error =
      error_of([&] { upgrade(connection, two_tables(), {.backup = folder_.file("copy.db")}); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(
      error.what(),
      "this SQLite library may not have sqlite3_serialize(), so a database in memory cannot be copied;"
      " nothing was changed. Leave the backup out, or link the program to SQLite 3.36 or newer");
}

TEST_F(Backup, OfMemoryIsWrittenToo) {
  if (!has_sqlite(3036000)) GTEST_SKIP() << "this SQLite may not have sqlite3_serialize()";
  SQLite::Database db(":memory:", read_write);
  db.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('before')");
  SqliteConnection connection(db);
  upgrade(connection, two_tables(), options());
  SQLite::Database copy(copy_, SQLite::OPEN_READWRITE);
  EXPECT_THAT(lines_of(copy, "SELECT name FROM sqlite_master"), ElementsAre("notes|"));
  EXPECT_THAT(lines_of(copy, "SELECT text FROM notes"), ElementsAre("before|"));
}

TEST_F(Backup, OfAPathIsMade) {
  SqliteConnection connection(folder_.file("test.db"));
  const std::vector<std::string> before = dump(db_);
  EXPECT_EQ(upgrade(connection, two_tables(), options()).backup, copy_);
  EXPECT_EQ(content(), before);
}

TEST_F(Backup, IsMadeOnceInARunOfSeveralTransactions) {
  const std::vector<std::string> before = dump(db_);
  Options each = options();
  each.transaction = TransactionMode::each;
  upgrade(connection_, ScriptedChain({creates("a"), alone(creates("b", {"a"})), creates("c", {"b"})}), each);
  EXPECT_EQ(content(), before);
}

TEST_F(Backup, IsMadeBeforeARevisionOutsideATransaction) {
  const std::vector<std::string> before = dump(db_);
  up(ScriptedChain({alone({.id = "a", .up = {"VACUUM", "CREATE TABLE a (id INTEGER)"}})}));
  EXPECT_EQ(content(), before);
}

TEST_F(Backup, IsMadeByEveryFunctionThatWrites) {
  upgrade(connection_, two_tables());
  const auto expect_copy = [&](const std::function<void()>& change) {
    const std::vector<std::string> before = dump(db_);
    std::filesystem::remove(copy_);
    change();
    EXPECT_EQ(content(), before);
  };
  expect_copy([&] { rollback(connection_, ScriptedChain({creates("a")}), options()); });
  expect_copy([&] { downgrade(connection_, two_tables(), "-1", options()); });
  expect_copy([&] { stamp(connection_, two_tables(), {"a"}, Purge::no, options()); });
  expect_copy([&] { accept(connection_, two_tables(), "a", options()); });
}

TEST_F(Backup, OfARollbackIsFromBeforeIt) {
  upgrade(connection_, two_tables());
  const std::vector<std::string> before = dump(db_);
  Options options = rolling_back();
  options.backup = copy_;
  upgrade(connection_, ScriptedChain({creates("a"), creates("c", {"a"})}), options);
  EXPECT_EQ(content(), before);
}

TEST_F(Backup, IsNotMadeWhenThereIsNothingToDo) {
  upgrade(connection_, two_tables());
  EXPECT_EQ(up(two_tables()).backup, "");
  EXPECT_FALSE(exists());
}

TEST_F(Backup, IsNotMadeOfAnEmptyDatabase) {
  SqliteConnection connection(folder_.file("new.db"));
  EXPECT_EQ(upgrade(connection, two_tables(), options()).backup, "");
  EXPECT_FALSE(exists());
}

TEST_F(Backup, IsNotMadeForATableThatIsInTheWay) {
  db_.exec("CREATE TABLE a (x)");
  EXPECT_EQ(failure(two_tables()).kind(), ErrorKind::mismatch);
  EXPECT_FALSE(exists());
}

TEST_F(Backup, ReplacesAnOlderOne) {
  std::ofstream(copy_) << "older";
  const std::vector<std::string> before = dump(db_);
  up(two_tables());
  EXPECT_EQ(content(), before);
}

TEST_F(Backup, ReplacesWhatAnInterruptedOneLeft) {
  std::ofstream(copy_ + ".part") << std::string(100000, 'x');
  const std::vector<std::string> before = dump(db_);
  up(two_tables());
  EXPECT_EQ(content(), before);
  EXPECT_FALSE(std::filesystem::exists(copy_ + ".part"));
}

TEST_F(Backup, IsAsPrivateAsTheDatabase) {
  std::filesystem::permissions(folder_.file("test.db"), std::filesystem::perms(0600));
  up(two_tables());
  EXPECT_EQ(std::filesystem::status(copy_).permissions(), std::filesystem::perms(0600));
}

TEST_F(Backup, IsMadeWhileOthersRead) {
  SQLite::Database other(folder_.file("test.db"), SQLite::OPEN_READONLY);
  SQLite::Statement reading(other, "SELECT text FROM notes");
  reading.executeStep();
  const std::vector<std::string> before = dump(db_);
  Options impatient = options();
  impatient.lock_timeout = {};
  EXPECT_EQ(error_of([&] { upgrade(connection_, two_tables(), impatient); }).kind(), ErrorKind::busy)
      << "the commit waits for the reader";
  EXPECT_EQ(content(), before);
}

TEST_F(Backup, IsNamedByTheErrorOfARunThatFails) {
  const Error error = failure(ScriptedChain({fails("a")}));
  EXPECT_EQ(error.what(),
            rolled_back_at(11, 2, "no such table: nowhere (code 1)") + '\n' + place() + ' ' + restoring());
  EXPECT_EQ(error.context().state,
            "Its transaction was rolled back: the database is at base; this run changed nothing. " + place());
  EXPECT_EQ(error.context().advice, "Remove the cause and run the command again. " + restoring());
}

// Nothing has the file open then.
TEST_F(Backup, IsRestoredByTheCommandOfTheError) {
  const std::string path = folder_.file("it's other.db");
  const auto content_of_file = [&] {
    SQLite::Database db(path, read_write);
    return dump(db);
  };
  SQLite::Database(path, read_write).exec("PRAGMA journal_mode=WAL; CREATE TABLE notes (text TEXT)");
  const std::vector<std::string> before = content_of_file();
  SqliteConnection connection(path);
  Options each = options();
  each.transaction = TransactionMode::each;
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  const Error error = error_of([&] { upgrade(connection, chain, each); });
  EXPECT_NE(content_of_file(), before);
  const std::string& advice = error.context().advice;
  ASSERT_EQ(std::system(advice.substr(advice.find("rm -f")).c_str()), 0);
  EXPECT_EQ(content_of_file(), before);
}

TEST_F(Backup, OfMemoryHasNoCommandToRestoreIt) {
  if (!has_sqlite(3036000)) GTEST_SKIP() << "this SQLite may not have sqlite3_serialize()";
  SQLite::Database db(":memory:", read_write);
  db.exec("CREATE TABLE notes (text TEXT)");
  SqliteConnection connection(db);
  const Error error = error_of([&] { upgrade(connection, ScriptedChain({fails("a")}), options()); });
  EXPECT_EQ(error.context().advice,
            "Remove the cause and run the command again. The database was in memory.");
}

TEST_F(Backup, InAMissingFolderIsRefused) {
  copy_ = folder_.file("nowhere/test.bak");
  remember();
  expect_refused(failure(two_tables()), ErrorKind::unavailable,
                 "cannot write the backup " + copy_ +
                     ": unable to open database file (code 14). Nothing was changed; check the path and the"
                     " permissions of the file and of its folder");
}

TEST_F(Backup, ThatIsAFolderIsRefused) {
  std::filesystem::create_directory(copy_);
  remember();
  expect_refused(failure(two_tables()), ErrorKind::unavailable,
                 "cannot write the backup " + copy_ +
                     ": Is a directory. Nothing was changed; check the path and the permissions of the file"
                     " and of its folder");
}

TEST_F(Backup, ThatIsTheDatabaseIsRefused) {
  copy_ = folder_.file("test.db");
  remember();
  expect_refused(failure(two_tables()), ErrorKind::usage,
                 "the backup " + copy_ + " is the database itself; nothing was changed. Choose another file");
}

TEST_F(Backup, OfAnExclusivelyLockedFileIsRefused) {
  db_.exec("PRAGMA locking_mode=EXCLUSIVE; INSERT INTO notes VALUES ('locked')");
  remember();
  expect_refused(failure(two_tables()), ErrorKind::usage,
                 "the database has locking_mode=EXCLUSIVE, so it cannot be copied during the run; nothing was"
                 " changed. Set PRAGMA locking_mode=NORMAL, or leave the backup out");
}

// As on a disk that is full.
TEST_F(Backup, ThatCannotBeFinishedIsRefused) {
  db_.exec("INSERT INTO notes VALUES (zeroblob(200000))");
  remember();
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 100000, .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const Error error = failure(two_tables());
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  expect_refused(
      error, ErrorKind::unavailable,
      "cannot write the backup " + copy_ +
          ": disk I/O error (code 778). Nothing was changed; check the disk, its free space, and the limit"
          " on the size of files");
}

}  // namespace migrate::testing
