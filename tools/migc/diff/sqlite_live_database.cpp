#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>

#include "migc/catalogue/sqlite_catalogue.h"
#include "migc/diff/live_database.h"
#include "migc/scratch/library_tables.h"
#include "migrate/error.h"
#include "sqlite/library.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

constexpr std::chrono::seconds busy_timeout{10};

class SqliteLiveDatabase final : public SchemaDatabase {
 public:
  SqliteLiveDatabase(const std::string& path, const Settings& settings)
      : reader_(library_tables(settings.version_table)), database_(path, SQLite::OPEN_READONLY) {
    sqlite::require_library();
    sqlite3_busy_timeout(database_.getHandle(),
                         static_cast<int>(std::chrono::milliseconds(busy_timeout).count()));
    // Its views may call functions of a program, which looking at them must not run.
    database_.exec("PRAGMA trusted_schema = OFF");
  }

  SchemaCatalogue read_schema() override { return reader_.read(database_.getHandle()); }

  Rows query(const std::string& statement) override {
    Rows rows;
    sqlite::StatementHandle handle(database_.getHandle(), statement, sqlite::During::looking);
    while (handle.step()) rows.push_back(handle.row());
    return rows;
  }

 private:
  SqliteCatalogueReader reader_;
  SQLite::Database database_;
};

}  // namespace

std::unique_ptr<SchemaDatabase> open_sqlite_database(const std::string& location, const Settings& settings) {
  try {
    return std::make_unique<SqliteLiveDatabase>(location, settings);
  } catch (const SQLite::Exception& exception) {
    throw Error(ErrorKind::unavailable, fmt::format("cannot open {}: {}", location, exception.what()));
  }
}

}  // namespace migrate::migc
