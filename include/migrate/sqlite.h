#pragma once

// A SQLite database, opened by the program or by path.
//
//     SQLite::Database db("inventory.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
//     migrate::SqliteConnection connection(db);
//
// A program that uses SQLite's C interface passes its sqlite3* instead.
//
// On a handle that the program owns, a run changes only settings that can be read, and restores them,
// together with what its revisions have set by PRAGMA, journal_mode apart. Three things cannot be read, so a
// run replaces them and clears them afterwards: the authorizer, the busy handler (which is restored when it
// is PRAGMA busy_timeout) and, with Options::stop, the progress handler. A program that needs its own sets
// them after the run, or asks to leave them alone.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "migrate/connection.h"
#include "migrate/export.h"

struct sqlite3;

namespace SQLite {
class Database;
}

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct SqliteOptions {
  // PRAGMA application_id that the file must have; a new file gets it.
  std::optional<std::int32_t> application_id = {};
  // Runs although synchronous=OFF or journal_mode=MEMORY|OFF would let a power cut destroy the file.
  bool allow_unsafe_durability = false;
  // Keeps the program's own authorizer. Then only what can be seen afterwards stops a script that ends its
  // transaction, and nothing keeps it off our tables.
  bool leave_authorizer = false;
  // Keeps the program's own busy handler; Options::lock_timeout has no effect then.
  bool leave_busy_handler = false;
  // By path only: runs PRAGMA quick_check before anything else.
  bool quick_check = false;
};

class MIGRATE_SQLITE_API SqliteConnection final : public Connection {
 public:
  // The database must outlive the connection, and nothing else may use it while a run is under way. A run
  // throws migrate::Error (`usage`) for one that is in a transaction, has a half-read query, or is in another
  // run.
  explicit SqliteConnection(SQLite::Database& database, SqliteOptions options = {});
  // The same for a handle of the C interface, which is not closed. Throws migrate::Error (`usage`) for none.
  explicit SqliteConnection(sqlite3* handle, SqliteOptions options = {});
  // Opens the file for each run and closes it afterwards, and treats it as untrusted: its schema can call
  // SQLite's own functions only. A run that may write creates the file when it does not exist.
  explicit SqliteConnection(std::string path, SqliteOptions options = {});

  Dialect dialect() const noexcept override { return Dialect::sqlite; }
  // C++ steps can have its handle as native<sqlite3*>(), and as native<SQLite::Database>() where the program
  // did not pass a sqlite3*.
  std::unique_ptr<adapter::Session> open(const adapter::RunSettings& settings) override;

 private:
  static std::unique_ptr<adapter::Session> open_handle(const SqliteConnection& connection,
                                                       const adapter::RunSettings& settings);
  static std::unique_ptr<adapter::Session> open_file(const SqliteConnection& connection,
                                                     const adapter::RunSettings& settings);

  std::string path_;
  SQLite::Database* database_ = nullptr;
  sqlite3* handle_ = nullptr;  // of the database, or of none; nothing when opened by path
  SqliteOptions options_;
  decltype(&open_handle) open_;  // as the connection was made, so that programs link one of the two
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
