#pragma once

// Watches the statements of one connection for those that can change the main schema, so that a reader can
// leave out what they cannot have changed.
//
// CREATE appends rows to sqlite_schema, and DROP removes rows whose names it gives. ALTER, VACUUM and all
// that is not known here can change any row. SQLite tells of each statement when it begins to run, those that
// a virtual table runs included.

#include <set>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;

namespace migrate::migc {

struct SqliteSchemaChange {
  bool adds_or_drops = false;          // objects whose names are not known, and some of those below
  bool sets_header = false;            // numbers of the file's owner
  bool is_any = false;                 // anything can be otherwise
  std::set<std::string> dropped = {};  // all words of statements that drop something, in lower case
};

class SqliteStatementWatch {
 public:
  // Takes the place of what traces the connection, which must outlive it.
  explicit SqliteStatementWatch(sqlite3* db);
  SqliteStatementWatch(const SqliteStatementWatch&) = delete;
  SqliteStatementWatch& operator=(const SqliteStatementWatch&) = delete;
  ~SqliteStatementWatch();

  // What may have changed since the last call.
  [[nodiscard]] SqliteSchemaChange take();
  // What is no statement of this connection: another process, or a copy of a whole database.
  void expect_any() noexcept { change_.is_any = true; }

 private:
  static int trace(unsigned kind, void* watch, void* statement, void* text) noexcept;
  void note(std::string_view statement);

  sqlite3* db_;
  SqliteSchemaChange change_;
  bool has_seen_ = false;  // a statement: an SQLite that is built without tracing shows none
  bool is_blind_ = false;  // any statement may write the schema as a table
};

}  // namespace migrate::migc
