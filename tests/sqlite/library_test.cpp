// The SQLite library that a program runs with: its version, its settings, and that the process has one only.

#include "sqlite/library.h"

#include <dlfcn.h>
#include <sqlite3.h>

#include <filesystem>

#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

TEST(Library, OlderThanTheFloorIsRefused) {
  const Error error = error_of([] { sqlite::require_version(3034001, "3.34.1"); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(
      error.what(),
      "the program runs with SQLite 3.34.1, which is too old: Migrate needs SQLite 3.35 or newer; nothing"
      " was changed. Install a newer SQLite library, or link the program to one");
}

TEST(Library, OfTheFloorIsAccepted) {
  EXPECT_NO_THROW(sqlite::require_version(3035000, "3.35.0"));
}

using LibraryOf = OnHandle;

TEST_F(LibraryOf, SettingIsExchanged) {
  const int setting = SQLITE_DBCONFIG_ENABLE_TRIGGER;
  EXPECT_EQ(sqlite::exchange_setting(db_.getHandle(), setting, false), 1);
  EXPECT_EQ(sqlite::exchange_setting(db_.getHandle(), setting, true), 0);
}

TEST_F(LibraryOf, SettingThatItLacksIsRefused) {
  const Error error = error_of([&] { sqlite::exchange_setting(db_.getHandle(), 99999, true); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_EQ(error.what(),
            std::string("SQLite ") + sqlite3_libversion() +
                " refuses the setting 99999 of sqlite3_db_config(); nothing was changed. Link the"
                " program to a SQLite library that has all of its settings");
}

TEST_F(LibraryOf, ErrorIsPlacedWhereItCanSay) {
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db_.getHandle(), "SELECT nowhere", -1, &statement, nullptr), SQLITE_ERROR);
  EXPECT_EQ(sqlite::error_offset(db_.getHandle()), sqlite3_libversion_number() >= 3038000 ? 7 : -1);
}

#if defined(__GLIBC__)

// The library a second time, in a namespace of the loader's own, as a plugin brings one along.
class SecondCopy {
 public:
  SecondCopy() {
    Dl_info where{};
    if (dladdr(sqlite3_vfs_find(nullptr), &where) != 0)
      library_ = dlmopen(LM_ID_NEWLM, where.dli_fname, RTLD_NOW | RTLD_LOCAL);
  }
  SecondCopy(const SecondCopy&) = delete;
  SecondCopy& operator=(const SecondCopy&) = delete;
  ~SecondCopy() {
    if (library_ != nullptr) dlclose(library_);
  }

  bool is_loaded() const { return library_ != nullptr; }
  template <typename Function>
  Function* its(Function&, const char* name) const {
    return reinterpret_cast<Function*>(dlsym(library_, name));
  }

 private:
  void* library_ = nullptr;
};

TEST(Library, HandleOfASecondCopyIsRefused) {
  const SecondCopy copy;
  if (!copy.is_loaded()) GTEST_SKIP() << "SQLite is not a shared library here";
  TemporaryFolder folder;
  sqlite3* db = nullptr;
  ASSERT_EQ(copy.its(sqlite3_open, "sqlite3_open")(folder.file("test.db").c_str(), &db), SQLITE_OK);
  SqliteConnection connection(db);
  const Error error = error_of([&] { upgrade(connection, two_tables()); });
  copy.its(sqlite3_close, "sqlite3_close")(db);
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(
      error.what(),
      "the handle belongs to a second copy of SQLite in this process; two copies drop each other's locks"
      " on a file, and committed rows can be lost; nothing was changed. Link the program, its libraries"
      " and Migrate to the same SQLite library, and open the database with that");
  EXPECT_EQ(std::filesystem::file_size(folder.file("test.db")), 0U);
}

#endif

}  // namespace

}  // namespace migrate::testing
