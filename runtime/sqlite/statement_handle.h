#pragma once

// A prepared statement of SQLite, and the translation of SQLite's errors.
//
// This works on the C interface: SQLiteCpp's statements ignore what follows the first statement of a text.

#include <cstdint>
#include <string>
#include <string_view>

#include "migrate/error.h"
#include "migrate/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace migrate::sqlite {

// Of the main database, absolute; "the database" for one in memory.
[[nodiscard]] std::string file_of(sqlite3* db);

// What to do about a lock that another connection kept, as commands and programs know it.
inline constexpr const char* wait_longer =
    "Run the command again when the other connection is done, or wait longer with --lock-timeout, in a"
    " program with Options::lock_timeout.";

// What helps against an error of the file as a whole, or of the process; nullptr when the statement is wrong.
[[nodiscard]] const char* advice_for(int code) noexcept;

// The error that the handle reports now. I/O errors mean `failed` while something is being changed, and
// `unavailable` otherwise. Where the file or the process is in trouble, it names the file and what helps.
enum class During : std::uint8_t { looking, changing };
[[nodiscard]] Error last_error(sqlite3* db, During during);

// How far into the text, in lines, the error is that a preparation has just reported; 0 when SQLite cannot
// say.
[[nodiscard]] std::uint32_t lines_before_error(sqlite3* db, std::string_view sql);

class StatementHandle {
 public:
  // Throws migrate::Error when the text is not exactly one statement.
  StatementHandle(sqlite3* db, std::string_view sql, During during);
  StatementHandle(StatementHandle&& other) noexcept;
  StatementHandle& operator=(StatementHandle&& other) noexcept;
  ~StatementHandle();

  void bind(Parameters parameters);
  // Whether there is a row.
  bool step();
  // Steps to the end; how many rows it changed.
  std::int64_t finish();
  void reset();

  Row row() const;
  std::string column_text(int column) const;
  std::int64_t column_number(int column) const;

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  During during_;
};

// For statements of our own.
std::string query_text(sqlite3* db, const char* sql);
std::int64_t query_number(sqlite3* db, const char* sql);

}  // namespace migrate::sqlite
