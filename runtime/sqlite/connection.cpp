#include <SQLiteCpp/Database.h>

#include "migrate/error.h"
#include "migrate/sqlite.h"
#include "sqlite/catalogue.h"
#include "sqlite/database_file.h"
#include "sqlite/session.h"
#include "sqlite/table_outline.h"

namespace migrate {

// What exists between begin_run() and end_run().
struct SqliteConnection::Run {
  RunSettings settings;
  std::unique_ptr<SQLite::Database> file = nullptr;    // when the run has opened it
  std::unique_ptr<sqlite::Session> session = nullptr;  // nothing as long as the file does not exist
  bool has_created_file = false;

  Run(const RunSettings& its_settings) : settings(its_settings) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    session.reset();
    if (has_created_file) sqlite::remove_if_empty(*file);
  }
};

SqliteConnection::SqliteConnection(SQLite::Database& database, SqliteOptions options)
    : database_(&database), options_(options) {}

SqliteConnection::SqliteConnection(std::string path, SqliteOptions options)
    : path_(std::move(path)), options_(options) {}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::begin_run(const RunSettings& settings) {
  if (run_)
    throw Error(ErrorKind::usage,
                "the connection is in a run already; nothing was changed. Start the second"
                " run when the first is over");
  auto run = std::make_unique<Run>(settings);
  if (database_ == nullptr) run->file = sqlite::open_file(path_, options_, sqlite::Creation::existing_only);
  if (SQLite::Database* database = database_ != nullptr ? database_ : run->file.get())
    run->session = std::make_unique<sqlite::Session>(*database, run->settings, options_);
  run_ = std::move(run);
}

void SqliteConnection::end_run() noexcept {
  run_.reset();
}

std::string SqliteConnection::qualified(std::string_view table) const {
  return "main." + sqlite::quoted_name(table);
}

std::vector<std::optional<TableFacts>> SqliteConnection::find_tables(std::span<const std::string> names) {
  if (!run_->session) return std::vector<std::optional<TableFacts>>(names.size());
  return run_->session->find_tables(names);
}

std::vector<RelationName> SqliteConnection::find_relations(std::span<const RelationName> names) {
  if (!run_->session) return {};
  return sqlite::find_relations(run_->session->db(), names);
}

bool SqliteConnection::is_empty() {
  return !run_->session || sqlite::is_empty(run_->session->db());
}

void SqliteConnection::begin_group(std::span<const Statement> script) {
  if (!run_->session) {
    run_->file = sqlite::open_file(path_, options_, sqlite::Creation::may_create);
    run_->has_created_file = true;
    run_->session = std::make_unique<sqlite::Session>(*run_->file, run_->settings, options_);
  }
  run_->session->begin_group(script);
}

void SqliteConnection::commit_group() {
  run_->session->commit_group();
}

void SqliteConnection::rollback_group() noexcept {
  if (run_->session) run_->session->rollback_group();
}

// SQLite's locks end with the transaction, and no other kind of lock can be told from a stale one.
void SqliteConnection::lock_session() {}

void SqliteConnection::unlock_session() noexcept {}

void SqliteConnection::expect_table(const ExpectedTable& expected) {
  sqlite::refuse_other_table(run_->session->db(), expected);
}

void SqliteConnection::enter_revision() {
  run_->session->enter_revision();
}

void SqliteConnection::leave_revision() {
  run_->session->leave_revision();
}

void SqliteConnection::run(const Statement& statement) {
  run_->session->run(statement);
}

std::int64_t SqliteConnection::execute(std::string_view sql, Parameters parameters) {
  return run_->session->execute(sql, parameters);
}

Rows SqliteConnection::query(std::string_view sql, Parameters parameters) {
  return run_->session->query(sql, parameters);
}

void* SqliteConnection::native(const std::type_info& type) noexcept {
  if (type != typeid(SQLite::Database) || !run_) return nullptr;
  return database_ != nullptr ? database_ : run_->file.get();
}

}  // namespace migrate
