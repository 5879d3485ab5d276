#include "migc/scratch/sqlite_scratch.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/text/path.h"
#include "engine/characters.h"
#include "engine/sql_text.h"
#include "migc/catalogue/sqlite_followed_schema.h"
#include "migc/scratch/sqlite_own_database.h"
#include "migc/scratch/sqlite_statement_limit.h"
#include "migrate/sqlite.h"
#include "platform/process.h"
#include "sqlite/library.h"
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
  // What cannot be removed stays, also for want of memory for its name.
  void remove() const noexcept {
    if (path_.empty()) return;
    try {
      for (const char* part : {"", "-journal", "-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::remove(core::to_path(path_ + part), ignored);
      }
    } catch (const std::bad_alloc&) {
      return;
    }
  }

  std::string path_;
};

// Whether a message may be about this trigger and no other one of its table: its end is a name of the
// trigger.
bool speaks_of(const std::string& message, const std::string& trigger) {
  if (message.find(" values ") != message.npos) return true;
  const std::string name = core::to_lower(message.substr(message.find_last_of(" .") + 1));
  const std::string text = core::to_lower(trigger);
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool goes_on_before = at > 0 && core::is_in_word(text[at - 1]);
    if (!goes_on_before && (end == text.size() || !core::is_in_word(text[end]))) return true;
  }
  return false;
}

// While it exists, what SQLite says of a statement is not about the parents of a foreign key.
class WithoutForeignKeys {
 public:
  explicit WithoutForeignKeys(sqlite3* db) : db_(db) {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &were_on_);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
  }
  WithoutForeignKeys(const WithoutForeignKeys&) = delete;
  ~WithoutForeignKeys() { sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, were_on_, nullptr); }

 private:
  sqlite3* db_;
  int were_on_ = 0;
};

constexpr std::string_view key_mismatch = "foreign key mismatch";

class SqliteScratchDatabase final : public ScratchDatabase {
 public:
  SqliteScratchDatabase(SqliteCatalogueReader& reader, std::shared_ptr<SqliteStandIns> stand_ins,
                        bool foreign_keys, std::chrono::milliseconds limit, std::string path)
      : stand_ins_(std::move(stand_ins)),
        foreign_keys_(foreign_keys),
        limit_(limit),
        file_(std::move(path)),
        schema_(reader, database_.getHandle()) {
    sqlite::require_library();
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
    limited([&] {
      if (sqlite3_exec(database_.getHandle(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw sqlite::last_error(database_.getHandle(), sqlite::During::changing);
    });
  }

  Rows query(const std::string& statement) override {
    Rows rows;
    limited([&] {
      sqlite::StatementHandle handle(database_.getHandle(), statement, sqlite::During::changing);
      while (handle.step()) rows.push_back(handle.row());
    });
    return rows;
  }

  // SQLite compiles a view when it is read, and a trigger with the statement that it is for.
  std::vector<BrokenObject> broken_objects(const std::set<std::string>* on) override {
    std::vector<BrokenObject> broken;
    const WithoutForeignKeys triggers_only(database_.getHandle());
    for (const Row& row : query("SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type IN"
                                " ('view', 'trigger') ORDER BY type DESC, name")) {
      if (on != nullptr && !on->contains(std::get<std::string>(row[2]))) continue;
      if (std::string message = missing_for(row); !message.empty())
        broken.push_back({std::get<std::string>(row[0]), std::get<std::string>(row[1]), std::move(message)});
    }
    return broken;
  }

  // It looks for the parent's columns and their index when it compiles an INSERT.
  std::vector<BrokenObject> broken_keys(const std::set<std::string>& tables) override {
    std::vector<BrokenObject> broken;
    if (!foreign_keys_) return broken;
    for (const std::string& table : tables) {
      const std::string message =
          refusal_of(fmt::format("INSERT INTO main.{} DEFAULT VALUES", core::quoted_name(table)));
      const bool has_no_parent =
          message.find("no such table: ") != message.npos &&
          !query("SELECT 1 FROM pragma_foreign_key_list(" + core::string_literal(table) + ") LIMIT 1")
               .empty();
      if (has_no_parent || message.starts_with(key_mismatch)) broken.push_back({"table", table, message});
    }
    return broken;
  }

  // SQLite names the first one only, of the database or of a table.
  std::vector<BrokenObject> unenforceable_keys() override {
    std::vector<BrokenObject> keys;
    if (mismatch_in("PRAGMA main.foreign_key_check").empty()) return keys;
    for (const Row& row : query("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name")) {
      const std::string& table = std::get<std::string>(row[0]);
      std::string message =
          mismatch_in(fmt::format("PRAGMA main.foreign_key_check({})", core::quoted_name(table)));
      if (!message.empty()) keys.push_back({"table", table, std::move(message)});
    }
    return keys;
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
    in_own_database([&] {
      SQLite::Backup(database_, static_cast<SqliteScratchDatabase&>(other).database_).executeStep();
    });
  }

 private:
  template <typename Work>
  void limited(const Work& work) {
    const SqliteStatementLimit limit(database_.getHandle(), limit_);
    try {
      work();
    } catch (const Error& error) {
      throw limit.explained(error);
    }
  }

  // What SQLite misses for a view or trigger; empty where nothing.
  std::string missing_for(const Row& object) {
    const std::string table = "main." + core::quoted_name(std::get<std::string>(object[2]));
    if (std::get<std::string>(object[0]) == "view") return missing_in("SELECT * FROM " + table);
    for (const std::string& statement :
         {fmt::format("INSERT INTO {} DEFAULT VALUES", table), fmt::format("DELETE FROM {}", table),
          fmt::format("UPDATE {} SET {}", table, own_values(std::get<std::string>(object[2])))})
      if (std::string message = missing_in(statement);
          !message.empty() && speaks_of(message, std::get<std::string>(object[3])))
        return message;
    return {};
  }

  // "a" = "a", "b" = "b": a trigger may be for some columns only.
  std::string own_values(const std::string& table) {
    std::string values;
    for (const Row& row : query("SELECT name FROM pragma_table_info(" + core::string_literal(table) + ")"))
      values += fmt::format("{0}{1} = {1}", values.empty() ? "" : ", ",
                            core::quoted_name(std::get<std::string>(row[0])));
    return values;
  }

  std::string missing_in(const std::string& statement) {
    std::string message = refusal_of(statement);
    const auto says = [&](const char* words) { return message.find(words) != message.npos; };
    const bool is_missing = says("no such ") || says("has no column named ") ||
                            says("ambiguous column name") || says(" values were supplied") ||
                            says(" values for ");
    return is_missing ? message : std::string();
  }

  std::string mismatch_in(const std::string& check) {
    try {
      (void)query(check);
    } catch (const Error& error) {
      if (error.context().database_message.starts_with(key_mismatch)) return error.context().database_message;
      throw;
    }
    return {};
  }

  // Of the statement as it is compiled; it does not run.
  std::string refusal_of(const std::string& statement) {
    sqlite3_stmt* compiled = nullptr;
    sqlite3* db = database_.getHandle();
    const int code = sqlite3_prepare_v2(db, statement.c_str(), -1, &compiled, nullptr);
    if (is_of_machine(code)) throw sqlite::last_error(db, sqlite::During::changing);
    std::string message = code == SQLITE_OK ? std::string() : sqlite3_errmsg(db);
    sqlite3_finalize(compiled);
    return message;
  }

  std::shared_ptr<SqliteStandIns> stand_ins_;
  bool foreign_keys_;
  std::chrono::milliseconds limit_;
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
  return in_own_database([&] {
    return std::make_unique<SqliteScratchDatabase>(reader_, stand_ins_, foreign_keys_, limit_, path);
  });
}

bool SqliteScratch::is_of_revision(const Error& error) const {
  return !is_of_machine(error) && ScratchEngine::is_of_revision(error);
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
