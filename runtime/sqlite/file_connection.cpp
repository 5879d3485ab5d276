// Apart from the connection to a handle, so that a program that has one of its own links nothing that opens
// files.

#include "migrate/sqlite.h"
#include "sqlite/database_file.h"
#include "sqlite/session.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

SqliteConnection::SqliteConnection(std::string path, SqliteOptions options)
    : path_(std::move(path)), options_(options), open_(&open_file) {}

std::unique_ptr<adapter::Session> SqliteConnection::open_file(const SqliteConnection& connection,
                                                              const adapter::RunSettings& settings) {
  return std::make_unique<sqlite::Session>(
      std::make_unique<sqlite::DatabaseFile>(connection.path_, connection.options_), settings,
      connection.options_);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
