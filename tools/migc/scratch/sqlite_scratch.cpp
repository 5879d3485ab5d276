#include "migc/scratch/sqlite_scratch.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "engine/sql_text.h"
#include "migc/catalogue/sqlite_followed_schema.h"
#include "migrate/sqlite.h"
#include "platform/process.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

// A file that is not there before, and not afterwards; without a name SQLite does the same by itself.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) { remove(); }
  TemporaryFile(const TemporaryFile&) = delete;
  ~TemporaryFile() { remove(); }

  const std::string& path() const noexcept { return path_; }

 private:
  void remove() const noexcept {
    std::error_code ignored;
    for (const char* part : {"", "-journal", "-wal", "-shm"})
      if (!path_.empty()) std::filesystem::remove(path_ + part, ignored);
  }

  std::string path_;
};

class SqliteScratchDatabase final : public ScratchDatabase {
 public:
  SqliteScratchDatabase(SqliteCatalogueReader& reader, std::shared_ptr<SqliteStandIns> stand_ins,
                        bool foreign_keys, std::string path)
      : stand_ins_(std::move(stand_ins)),
        foreign_keys_(foreign_keys),
        file_(std::move(path)),
        schema_(reader, database_.getHandle()) {
    database_.exec(foreign_keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
    database_.exec("PRAGMA synchronous = OFF");
    stand_ins_->add(database_.getHandle());
  }
  SqliteScratchDatabase(const SqliteScratchDatabase&) = delete;
  SqliteScratchDatabase& operator=(const SqliteScratchDatabase&) = delete;
  ~SqliteScratchDatabase() override { stand_ins_->remove(database_.getHandle()); }

  // To be copied, or to be replaced by a copy of another one.
  SQLite::Database& handle() noexcept {
    schema_.expect_any();
    return database_;
  }

  Connection& connection() override { return connection_; }
  SchemaCatalogue read_schema() override { return schema_.read(); }

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

  // SQLite compiles a view when it is read, and a trigger with the statement that it is for.
  std::vector<BrokenObject> broken_objects() override {
    std::vector<BrokenObject> broken;
    for (const Row& row : query("SELECT type, name, tbl_name FROM main.sqlite_master WHERE type IN"
                                " ('view', 'trigger') ORDER BY type DESC, name"))
      if (std::string message = missing_for(row); !message.empty())
        broken.push_back({std::get<std::string>(row[0]), std::get<std::string>(row[1]), std::move(message)});
    return broken;
  }

  ProofDatabase for_others() override {
    schema_.expect_any();
    return {.dialect = Dialect::sqlite, .address = file_.path(), .foreign_keys = foreign_keys_};
  }

  // A trigger goes before the table or view that it may belong to.
  void end_session() override {
    for (const Row& row : query("SELECT type, name FROM temp.sqlite_master WHERE type <> 'index' AND name NOT"
                                " LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type <> 'trigger', type <> 'view'"))
      execute(fmt::format("DROP {} IF EXISTS temp.{}", std::get<std::string>(row[0]),
                          core::quoted_name(std::get<std::string>(row[1]))));
  }

  void become(ScratchDatabase& other) override {
    schema_.expect_any();
    SQLite::Backup(database_, static_cast<SqliteScratchDatabase&>(other).database_).executeStep();
  }

 private:
  // What SQLite misses for a view or trigger; empty where nothing.
  std::string missing_for(const Row& object) {
    const std::string table = "main." + core::quoted_name(std::get<std::string>(object[2]));
    if (std::get<std::string>(object[0]) == "view") return missing_in("SELECT * FROM " + table);
    const std::string column = core::quoted_name(first_column(std::get<std::string>(object[2])));
    for (const std::string& statement :
         {fmt::format("INSERT INTO {} DEFAULT VALUES", table), fmt::format("DELETE FROM {}", table),
          fmt::format("UPDATE {0} SET {1} = {1}", table, column)})
      if (std::string message = missing_in(statement); !message.empty()) return message;
    return {};
  }

  std::string first_column(const std::string& table) {
    const Rows columns =
        query("SELECT name FROM pragma_table_info(" + core::string_literal(table) + ") LIMIT 1");
    return columns.empty() ? std::string() : std::get<std::string>(columns[0][0]);
  }

  // Of the statement as it is compiled; it does not run.
  std::string missing_in(const std::string& statement) {
    sqlite3_stmt* compiled = nullptr;
    sqlite3* db = database_.getHandle();
    const int code = sqlite3_prepare_v2(db, statement.c_str(), -1, &compiled, nullptr);
    const std::string message = code == SQLITE_OK ? std::string() : sqlite3_errmsg(db);
    sqlite3_finalize(compiled);
    return message.find("no such ") == std::string::npos ? std::string() : message;
  }

  std::shared_ptr<SqliteStandIns> stand_ins_;
  bool foreign_keys_;
  TemporaryFile file_;
  SQLite::Database database_{file_.path(),
                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX};
  SqliteConnection connection_{database_, {.allow_unsafe_durability = true}};
  SqliteFollowedSchema schema_;
};

}  // namespace

std::string SqliteScratch::version() const {
  return sqlite3_libversion();
}

// The id of the sources says what SQLite is, the options how it was compiled.
std::string SqliteScratch::identity() const {
  std::string identity = sqlite3_sourceid();
  for (int i = 0; const char* option = sqlite3_compileoption_get(i); ++i) (identity += ' ') += option;
  return identity;
}

std::unique_ptr<ScratchDatabase> SqliteScratch::make_database() {
  const std::string path = folder_.empty() ? ""
                                           : folder_ + "/proof-" + std::to_string(platform::process_id()) +
                                                 '-' + std::to_string(++files_);
  return std::make_unique<SqliteScratchDatabase>(reader_, stand_ins_, foreign_keys_, path);
}

bool SqliteScratch::stand_in_for(const std::string& message) {
  return stand_ins_->stand_in_for(message);
}

std::string SqliteScratch::keep(const std::string& name, ScratchDatabase& database) {
  return states_.keep(name, static_cast<SqliteScratchDatabase&>(database).handle());
}

std::unique_ptr<ScratchDatabase> SqliteScratch::restore(const std::string& name, const std::string& seal) {
  std::unique_ptr<ScratchDatabase> database = make_database();
  const bool is_whole = states_.load(name, seal, static_cast<SqliteScratchDatabase&>(*database).handle());
  return is_whole ? std::move(database) : nullptr;
}

}  // namespace migrate::migc
