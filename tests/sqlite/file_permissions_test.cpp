// Files that this user may not read or write.

#include <sys/stat.h>
#include <unistd.h>

#include "migrate/adapter.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

// Root may write everything, so it becomes another user in the meantime.
class Permissions : public ::testing::Test {
 protected:
  ~Permissions() override {
    chmod(folder_.path().c_str(), 0700);
    EXPECT_EQ(seteuid(user_), 0);
  }

  void exec(const std::string& sql) { SQLite::Database(path_, read_write).exec(sql); }
  void allow(const std::string& path, mode_t mode) { ASSERT_EQ(chmod(path.c_str(), mode), 0); }
  Error error_for_upgrade() {
    SqliteConnection connection(path_);
    return error_of([&] { upgrade(connection, two_tables()); });
  }
  bool changes_at_head() {
    SqliteConnection connection(path_);
    return upgrade(connection, two_tables(), "a").changed();
  }

  const uid_t user_ = geteuid();
  const int is_other_user_ = user_ == 0 ? seteuid(65534) : 0;
  TemporaryFolder folder_;
  std::string path_ = folder_.file("test.db");
};

TEST_F(Permissions, ReadOnlyFileIsRefusedBeforeTheFirstStatement) {
  EXPECT_TRUE(changes_at_head());
  allow(path_, 0400);
  const Error error = error_for_upgrade();
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_EQ(error.what(),
            path_ +
                ": the database is read-only, and it is not where it should be; nothing was"
                " changed. Open it for writing, and check the permissions of the file and of its"
                " folder");
  EXPECT_FALSE(changes_at_head());
}

TEST_F(Permissions, ReadOnlyFolderIsRefusedAndNothingChanges) {
  EXPECT_TRUE(changes_at_head());
  allow(folder_.path(), 0500);
  const Error error = error_for_upgrade();
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(),
              HasSubstr(path_ + ": attempt to write a readonly database; check the path and the"
                                " permissions of the file and of its folder (code 1544)\nIts transaction"
                                " was rolled back: the database is at a;"));
  EXPECT_FALSE(changes_at_head());
}

// SQLite cannot read it without a file beside it.
TEST_F(Permissions, ReadOnlyFolderOfAWalDatabaseIsNamed) {
  exec("PRAGMA journal_mode = WAL");
  EXPECT_TRUE(changes_at_head());
  allow(folder_.path(), 0500);
  const Error error = error_for_upgrade();
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_EQ(error.what(),
            path_ +
                ": attempt to write a readonly database (code 1544). Reading changed nothing; check"
                " the path and the permissions of the file and of its folder");
}

TEST_F(Permissions, UnreadableFileIsNamed) {
  EXPECT_TRUE(changes_at_head());
  allow(path_, 0000);
  const Error error = error_for_upgrade();
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_EQ(error.context().database_code, "14");
  EXPECT_THAT(error.what(), HasSubstr(path_));
}

}  // namespace migrate::testing
