#pragma once

// The SQLite library that the program runs with. It can be older or newer than the header that this was
// compiled with, and a process can hold more than one copy of it.

struct sqlite3;

namespace migrate::sqlite {

// Throws migrate::Error (`unavailable`) when the library is too old.
void require_library();
// The same for a version as SQLite gives it: 3035002 and "3.35.2".
void require_version(int number, const char* name);

// Throws migrate::Error (`usage`) for a handle of another copy of SQLite than the one that this calls. Each
// copy has its own list of the locks that the process holds on a file, and when one copy closes the file, the
// system drops the locks of the other one: two writers at once, and lost commits.
void require_own_handle(sqlite3* db);

// Where in its text the error is that a preparation has just reported, in bytes. Negative when SQLite cannot
// say; before 3.38 it never can.
[[nodiscard]] int error_offset(sqlite3* db) noexcept;

// Whether sqlite3_serialize() exists for certain. Before 3.36, SQLite was usually built without, and does not
// say so.
[[nodiscard]] bool can_serialize() noexcept;

// Switches a setting of the handle, and returns the previous value. Throws migrate::Error (`unavailable`)
// when the library does not have the setting.
int exchange_setting(sqlite3* db, int setting, bool on);

}  // namespace migrate::sqlite
