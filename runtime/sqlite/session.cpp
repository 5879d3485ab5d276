#include "sqlite/session.h"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "engine/characters.h"
#include "sqlite/backup.h"
#include "sqlite/catalogue.h"
#include "sqlite/interference.h"
#include "sqlite/library.h"
#include "sqlite/schema_text.h"
#include "sqlite/table_outline.h"

namespace migrate::sqlite {

namespace {

void roll_back_open_transaction(sqlite3* db) noexcept {
  if (sqlite3_get_autocommit(db) == 0) sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

Error lost_transaction() {
  return Error(ErrorKind::unknown_outcome,
               "the revision ended its transaction; what it had run before may be committed");
}

Error lock_timeout(sqlite3* db, const Error& error, const adapter::RunSettings& settings) {
  if (settings.stop != nullptr && settings.stop->load()) return Error(ErrorKind::failed, "interrupted");
  return core::advised_error(ErrorKind::busy,
                             core::concat({file_of(db), ": another connection kept the database locked for ",
                                           std::to_string(settings.lock_timeout.count()), " ms"}),
                             core::no_state, wait_longer, ErrorContext(error.context()));
}

Handle own(Handle handle) {
  require_own_handle(handle.db);
  return handle;
}

}  // namespace

TakenHandle::TakenHandle(Handle taken, const adapter::RunSettings& settings, const SqliteOptions& options)
    : handle(own(taken)),
      use(handle.db),
      wait(handle.db, settings),
      changed(handle.db, settings, options, wait) {
  wait.start();
  check_application(handle.db, options);
  if (!options.leave_authorizer) guard.emplace(handle.db, settings);
}

Session::Session(Handle handle, const adapter::RunSettings& settings, const SqliteOptions& options)
    : settings_(settings), options_(options) {
  require_library();
  handle_.emplace(handle, settings_, options_);
}

Session::Session(std::unique_ptr<HandleSource> source, const adapter::RunSettings& settings,
                 const SqliteOptions& options)
    : settings_(settings), options_(options), source_(std::move(source)) {
  require_library();
  if (const std::optional<Handle> found = source_->find()) handle_.emplace(*found, settings_, options_);
}

// The statement ends before the handle is restored, and that before the database is closed. Outside a
// transaction, a revision that failed may have left one open.
Session::~Session() {
  cached_.reset();
  if (handle_) roll_back_open_transaction(db());
  handle_.reset();
}

std::string Session::qualified(std::string_view table) const {
  return core::concat({"main.", quoted_name(table)});
}

std::vector<adapter::RelationName> Session::find_relations(std::span<const adapter::RelationName> names) {
  return handle_ ? sqlite::find_relations(db(), names) : std::vector<adapter::RelationName>();
}

bool Session::is_empty() {
  return !handle_ || sqlite::is_empty(db());
}

std::string Session::back_up(const std::string& path) {
  copy_database(db(), path, settings_.stop);
  return how_to_restore(db(), path);
}

void Session::expect_table(const ExpectedTable& expected) {
  refuse_other_table(db(), expected);
}

void* Session::native(const std::type_info& type) {
  if (!handle_) return nullptr;
  keep_pragmas();
  if (type == typeid(sqlite3*)) return &handle_->handle.db;
  return type == typeid(SQLite::Database) ? handle_->handle.database : nullptr;
}

template <typename Work>
auto Session::watched(const Work& work) {
  if (handle_->guard) handle_->guard->begin_statement();
  try {
    auto result = work();
    check_transaction();
    return result;
  } catch (const Error& error) {
    handle_->wait.rethrow();
    if (!handle_->guard || handle_->guard->refusal().empty()) throw;
    throw Error(ErrorKind::failed, handle_->guard->refusal(), error.context());
  }
}

// Each group looks again, and finding the tables takes longer than all else in a look. As long as no other
// connection has written, and the guard keeps this one off them, they are what they were.
std::vector<std::optional<adapter::TableFacts>> Session::find_tables(std::span<const std::string> names) {
  if (!handle_) return std::vector<std::optional<adapter::TableFacts>>(names.size());
  const std::int64_t version = query_number(db(), "PRAGMA main.data_version");
  const bool are_known = !tables_.empty() && tables_version_ == version;
  if (are_known && (tables_can_be_written_ || !is_in_group_)) return tables_;
  std::vector<std::optional<adapter::TableFacts>> found =
      are_known ? tables_ : watched([&] { return sqlite::find_tables(db(), names); });
  if (is_in_group_) note_interference(names, found);
  const auto is_sound = [](const std::optional<adapter::TableFacts>& table) {
    return table && table->objection.empty() && table->interference.empty();
  };
  const bool can_be_kept = handle_->guard && std::ranges::all_of(found, is_sound);
  tables_ = can_be_kept ? found : std::vector<std::optional<adapter::TableFacts>>();
  tables_version_ = version;
  tables_can_be_written_ = is_in_group_ && can_be_kept;
  return found;
}

void Session::note_interference(std::span<const std::string> names,
                                std::vector<std::optional<adapter::TableFacts>>& tables) const {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (tables[i] && tables[i]->objection.empty())
      tables[i]->interference = find_interference(db(), names[i]);
}

void Session::begin_transaction(std::span<const FactList> scripts) {
  if (!handle_) handle_.emplace(source_->create(settings_.access), settings_, options_);
  check_writable(db(), options_);
  prepare_foreign_keys(scripts);
  try {
    begin_immediate();
    is_in_group_ = true;
    violations_ = find_violations(Moment::begin);
    if (options_.application_id)
      run_checked(core::concat({"PRAGMA main.application_id = ", std::to_string(*options_.application_id)}));
  } catch (...) {
    rollback_transaction();
    throw;
  }
}

void Session::begin_immediate() {
  handle_->wait.start();
  try {
    StatementHandle(db(), "BEGIN IMMEDIATE", During::looking).finish();
  } catch (const Error& error) {
    handle_->wait.rethrow();
    if (error.kind() == ErrorKind::busy) throw lock_timeout(db(), error, settings_);
    throw;
  }
  if (is_removed(db()))
    throw core::advised_error(ErrorKind::busy,
                              core::concat({file_of(db()), " was removed or replaced after it was opened"}),
                              "Nothing was changed in it.", "Run the command again.");
}

void Session::prepare_foreign_keys(std::span<const FactList> scripts) {
  changes_ = TableChanges(scripts);
  keys_are_off_ = enforces_foreign_keys(db()) && changes_.drops_table();
  if (keys_are_off_) stop_enforcing_foreign_keys(db());
}

// While the keys are off, any statement of the group could have done what they would have stopped.
Violations Session::find_violations(Moment moment) const {
  if (!keys_are_off_ && !changes_.concerns_table()) return {};
  return sqlite::find_violations(db(), changes_,
                                 keys_are_off_ ? Compared::all_tables : Compared::concerned_tables, moment);
}

void Session::restore_foreign_keys() noexcept {
  if (keys_are_off_) enforce_foreign_keys(db());
  keys_are_off_ = false;
}

void Session::check_commit() {
  refuse_new_violations(std::move(violations_), find_violations(Moment::end));
  int violated = 0, highest = 0;
  sqlite3_db_status(db(), SQLITE_DBSTATUS_DEFERRED_FKS, &violated, &highest, 0);
  if (violated == 0) return;
  ErrorContext context;
  context.database_code = std::to_string(SQLITE_CONSTRAINT_FOREIGNKEY);
  context.database_message = "FOREIGN KEY constraint failed";
  throw Error(ErrorKind::failed, "FOREIGN KEY constraint failed", std::move(context));
}

void Session::commit_transaction() {
  try {
    check_commit();
    cached_.reset();
    commit_patiently();
  } catch (...) {
    rollback_transaction();
    throw;
  }
  is_in_group_ = false;
  restore_foreign_keys();
}

// A reader can make the commit of a rollback journal fail although nothing else can be writing. The
// transaction is open still, and trying again is enough.
void Session::commit_patiently() {
  handle_->wait.start();
  for (int attempt = 0;; ++attempt) {
    try {
      StatementHandle(db(), "COMMIT", During::changing).finish();
      return;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::busy || sqlite3_get_autocommit(db()) != 0) throw;
      const bool tries_again = handle_->wait.pause(attempt);
      handle_->wait.rethrow();
      if (!tries_again) throw lock_timeout(db(), error, settings_);
    }
  }
}

void Session::rollback_transaction() noexcept {
  leave_revision();
  cached_.reset();
  roll_back_open_transaction(db());
  is_in_group_ = false;
  restore_foreign_keys();
}

void Session::enter_revision() {
  is_in_revision_ = true;
  if (handle_->guard)
    handle_->guard->enter(is_in_group_ ? Guard::Scope::revision_in_group : Guard::Scope::revision_outside);
}

void Session::leave_revision() {
  is_in_revision_ = false;
  if (handle_->guard) handle_->guard->enter(Guard::Scope::library);
}

// Some errors and statements end the transaction by themselves. What runs afterwards would be on its own.
void Session::check_transaction() const {
  if (is_in_group_ && sqlite3_get_autocommit(db()) != 0) throw lost_transaction();
}

void Session::run(const Statement& statement) {
  try {
    watched([&] { return run_guarded(statement.text); });
  } catch (const Error& error) {
    throw Error(error.kind(), without_rebuild_prefix(error.what()),
                {.revision = std::string(statement.revision),
                 .statement = statement.number,
                 .file = std::string(statement.file),
                 .line = statement.line + lines_before_error(db(), statement.text),
                 .database_code = error.context().database_code,
                 .database_message = error.context().database_message,
                 .applied = {}});
  }
}

// Before the statement is prepared: some take effect then.
void Session::keep_pragmas_for(std::string_view sql) {
  const std::string_view first = take_token(sql);
  if (core::equal_ignoring_case(first, "PRAGMA") || core::equal_ignoring_case(first, "EXPLAIN"))
    keep_pragmas();
}

void Session::keep_pragmas() {
  if (!source_ && !handle_->pragmas) handle_->pragmas.emplace(db(), keys_are_off_);
}

bool Session::run_guarded(std::string_view sql) {
  keep_pragmas_for(sql);
  StatementHandle handle(db(), sql, During::changing);
  std::string answer;
  const bool has_answer = handle.step();
  if (has_answer) {
    answer = handle.column_text(0);
    handle.finish();
  }
  check_journal_mode(answer);
  return has_answer;
}

// Where the mode cannot change, SQLite answers with the old one and no error.
void Session::check_journal_mode(const std::string& mode) const {
  if (!handle_->guard || handle_->guard->wanted_journal_mode().empty() ||
      core::equal_ignoring_case(handle_->guard->wanted_journal_mode(), mode))
    return;
  throw Error(ErrorKind::failed, core::concat({"the journal mode is still ", mode}));
}

std::int64_t Session::execute(std::string_view sql, Parameters parameters) {
  return watched([&] {
    StatementHandle& statement = prepare_cached(sql);
    statement.reset();
    statement.bind(parameters);
    const std::int64_t changed = statement.finish();
    statement.reset();
    return changed;
  });
}

StatementHandle& Session::prepare_cached(std::string_view sql) {
  if (cached_ && cached_sql_ == sql) return *cached_;
  cached_.reset();
  keep_pragmas_for(sql);
  cached_.emplace(db(), sql, during());
  cached_sql_ = sql;
  return *cached_;
}

Rows Session::query(std::string_view sql, Parameters parameters) {
  return watched([&] {
    keep_pragmas_for(sql);
    StatementHandle statement(db(), sql, during());
    statement.bind(parameters);
    Rows rows;
    while (statement.step()) rows.push_back(statement.row());
    return rows;
  });
}

void Session::run_checked(std::string_view sql) {
  StatementHandle(db(), sql, During::changing).finish();
}

}  // namespace migrate::sqlite
