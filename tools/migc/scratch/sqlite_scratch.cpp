#include "migc/scratch/sqlite_scratch.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "migrate/sqlite.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

class SqliteScratchDatabase final : public ScratchDatabase {
 public:
  SqliteScratchDatabase(SqliteCatalogueReader& reader, bool foreign_keys) : reader_(reader) {
    database_.exec(foreign_keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
  }

  Connection& connection() override { return connection_; }
  SchemaCatalogue read_schema() override { return reader_.read(database_.getHandle()); }

  void execute(const std::string& statements) override {
    if (sqlite3_exec(database_.getHandle(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw sqlite::last_error(database_.getHandle(), sqlite::During::changing);
  }

  Rows query(const std::string& statement) override {
    Rows rows;
    sqlite::StatementHandle handle(database_.getHandle(), statement, sqlite::During::changing);
    while (handle.step()) rows.push_back(handle.row());
    return rows;
  }

  void become(ScratchDatabase& other) override {
    SQLite::Backup(database_, static_cast<SqliteScratchDatabase&>(other).database_).executeStep();
  }

 private:
  SqliteCatalogueReader& reader_;
  SQLite::Database database_{"", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  SqliteConnection connection_{database_, {.allow_unsafe_durability = true}};
};

}  // namespace

std::string SqliteScratch::version() const {
  return sqlite3_libversion();
}

std::unique_ptr<ScratchDatabase> SqliteScratch::make_database() {
  return std::make_unique<SqliteScratchDatabase>(reader_, foreign_keys_);
}

}  // namespace migrate::migc
