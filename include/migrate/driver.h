#pragma once

// How a program opens a database that is named by a URL.
//
// There is no registry: a program that offers `--url` passes the drivers that it was linked with.
// migrate/cli.h does that for programs.

#include <memory>
#include <string>

#include "migrate/connection.h"
#include "migrate/dialect.h"
#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct Driver {
  Dialect dialect;
  // `location` is what the URL means to the engine: for SQLite the path of the file, for PostgreSQL the URL
  // itself. Nothing is opened before the connection's first run.
  std::unique_ptr<Connection> (*open)(const std::string& location);
};

MIGRATE_SQLITE_API Driver sqlite_driver() noexcept;      // in Migrate::sqlite
MIGRATE_POSTGRES_API Driver postgres_driver() noexcept;  // in Migrate::postgres

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
