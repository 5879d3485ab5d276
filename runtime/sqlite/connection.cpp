#include <SQLiteCpp/Database.h>

#include "core/text/advised_error.h"
#include "migrate/error.h"
#include "migrate/sqlite.h"
#include "sqlite/session.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

SqliteConnection::SqliteConnection(SQLite::Database& database, SqliteOptions options)
    : SqliteConnection(database.getHandle(), options) {
  database_ = &database;
}

// A failed sqlite3_open() may leave none, and neither has a database that was moved from.
SqliteConnection::SqliteConnection(sqlite3* handle, SqliteOptions options)
    : handle_(handle), options_(options), open_(&open_handle) {
  if (handle == nullptr)
    throw core::advised_error(ErrorKind::usage, "the handle of the database is null", core::no_state,
                              "Open the database first.");
}

std::unique_ptr<adapter::Session> SqliteConnection::open(const adapter::RunSettings& settings) {
  return open_(*this, settings);
}

std::unique_ptr<adapter::Session> SqliteConnection::open_handle(const SqliteConnection& connection,
                                                                const adapter::RunSettings& settings) {
  return std::make_unique<sqlite::Session>(sqlite::Handle{connection.handle_, connection.database_}, settings,
                                           connection.options_);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
