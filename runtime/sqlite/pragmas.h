#pragma once

// What a revision can set by PRAGMA on a handle that the program uses afterwards.

#include <array>
#include <string>

struct sqlite3;

namespace migrate::sqlite {

// All that SQLite can both tell and set, and that is neither written to the file nor left alone by the guard.
inline constexpr std::array handle_pragmas = {
    "analysis_limit",
    "automatic_index",
    "cache_size",
    "cache_spill",
    "cell_size_check",
    "checkpoint_fullfsync",
    "foreign_keys",
    "fullfsync",
    "ignore_check_constraints",
    "journal_size_limit",
    "locking_mode",
    "mmap_size",
    "query_only",
    "read_uncommitted",
    "recursive_triggers",
    "reverse_unordered_selects",
    "synchronous",
    "temp_store",
    "threads",
    "trusted_schema",
    "wal_autocheckpoint",
};

// Restores at its end those that have changed. REQUIRES: no transaction is open then.
class PragmaValues {
 public:
  // `keys_are_off`: whether foreign keys are only for now. Throws migrate::Error.
  PragmaValues(sqlite3* db, bool keys_are_off);
  PragmaValues(const PragmaValues&) = delete;
  PragmaValues& operator=(const PragmaValues&) = delete;
  ~PragmaValues();

 private:
  sqlite3* db_;
  std::array<std::string, handle_pragmas.size()> values_;
};

}  // namespace migrate::sqlite
