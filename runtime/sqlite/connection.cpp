#include "migrate/sqlite.h"
#include "sqlite/session.h"

namespace migrate {

SqliteConnection::SqliteConnection(SQLite::Database& database, SqliteOptions options)
    : database_(&database), options_(options) {}

SqliteConnection::SqliteConnection(std::string path, SqliteOptions options)
    : path_(std::move(path)), options_(options) {}

std::unique_ptr<adapter::Session> SqliteConnection::open(const RunSettings& settings) {
  if (database_ != nullptr) return std::make_unique<sqlite::Session>(*database_, settings, options_);
  return std::make_unique<sqlite::Session>(path_, settings, options_);
}

}  // namespace migrate
