#include "sqlite/library.h"

#include <sqlite3.h>

#include <string>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "migrate/error.h"

// 3.35 is the first version with ALTER TABLE DROP COLUMN.
#if SQLITE_VERSION_NUMBER < 3035000
#error \
    "Migrate needs SQLite 3.35 or newer, and this sqlite3.h is older. Install a newer SQLite, or put its folder into CMAKE_PREFIX_PATH."
#endif

// The library that the program runs with may lack what the header declares: the loader must not insist on it.
#if SQLITE_VERSION_NUMBER >= 3038000 && (defined(__ELF__) || defined(__APPLE__))
#pragma weak sqlite3_error_offset
#endif

namespace migrate::sqlite {

namespace {

constexpr int oldest_version = 3035000;

}  // namespace

void require_version(int number, const char* name) {
  if (number >= oldest_version) return;
  throw core::advised_error(ErrorKind::unavailable,
                            core::concat({"the program runs with SQLite ", name,
                                          ", which is too old: Migrate needs SQLite 3.35 or newer"}),
                            core::nothing_changed,
                            "Install a newer SQLite library, or link the program to one.");
}

void require_library() {
  require_version(sqlite3_libversion_number(), sqlite3_libversion());
}

// The first member of a handle is the file system that it was opened with, in every version of SQLite. That
// is read directly, because another copy may have been built with other options: then a call would read the
// rest of the handle wrongly. A copy registers file systems of its own, under the same names.
void require_own_handle(sqlite3* db) {
  const sqlite3_vfs* files = *reinterpret_cast<sqlite3_vfs* const*>(db);
  if (files != nullptr && sqlite3_vfs_find(files->zName) == files) return;
  throw core::advised_error(
      ErrorKind::usage,
      "the handle belongs to a second copy of SQLite in this process; two copies drop each other's locks on a"
      " file, and committed rows can be lost",
      core::nothing_changed,
      "Link the program, its libraries and Migrate to the same SQLite library, and open the database with "
      "that.");
}

// Whether the weak symbol was found cannot be seen from its address: in a program that is not
// position-independent, that is never null.
int error_offset([[maybe_unused]] sqlite3* db) noexcept {
#if SQLITE_VERSION_NUMBER >= 3038000
  if (sqlite3_libversion_number() >= 3038000) return sqlite3_error_offset(db);
#endif
  return -1;
}

bool can_serialize() noexcept {
  return sqlite3_libversion_number() >= 3036000 && sqlite3_compileoption_used("OMIT_DESERIALIZE") == 0;
}

int exchange_setting(sqlite3* db, int setting, bool on) {
  int before = 0;
  int after = 0;
  if (sqlite3_db_config(db, setting, -1, &before) == SQLITE_OK &&
      sqlite3_db_config(db, setting, on ? 1 : 0, &after) == SQLITE_OK && (after != 0) == on)
    return before;
  throw core::advised_error(ErrorKind::unavailable,
                            core::concat({"SQLite ", sqlite3_libversion(), " refuses the setting ",
                                          std::to_string(setting), " of sqlite3_db_config()"}),
                            core::nothing_changed,
                            "Link the program to a SQLite library that has all of its settings.");
}

}  // namespace migrate::sqlite
