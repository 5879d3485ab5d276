#include "migc/engine/sqlite/schema.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "migc/engine/sqlite/token_reader.h"
#include "migrate/error.h"
#include "sqlite/library.h"
#include "sqlite/statement_handle.h"
#include "sqlite/table_changes.h"
#include "sqlite/table_outline.h"

namespace migrate::migc {

using sqlite::During;
using sqlite::StatementHandle;

struct SqliteSchema::Database {
  // Foreign keys stay off: there are no rows, and a rebuild must not meet them.
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  bool has_settings = false;  // of the connection, made by a statement
  bool is_lost = false;       // a trial could not be undone: there was no memory

  Database() {
    sqlite::require_library();
    // Each table and index takes a page, and most of them are empty.
    database.exec("PRAGMA page_size = 512");
    sqlite::exchange_setting(handle(), SQLITE_DBCONFIG_DQS_DDL, false);
    sqlite::exchange_setting(handle(), SQLITE_DBCONFIG_DQS_DML, false);
    sqlite::exchange_setting(handle(), SQLITE_DBCONFIG_ENABLE_FKEY, false);
  }
  sqlite3* handle() const {
    if (is_lost) throw std::bad_alloc();
    return database.getHandle();
  }
};

namespace {

// Only for what can fail for want of memory alone.
void execute(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::bad_alloc();
}

std::optional<std::size_t> find_error_offset(sqlite3* db) {
  const int offset = sqlite::error_offset(db);
  return offset < 0 ? std::nullopt : std::optional<std::size_t>(offset);
}

std::optional<EngineError> run_on(sqlite3* db, std::string_view sql) {
  try {
    StatementHandle(db, sql, During::changing).finish();
    return std::nullopt;
  } catch (const Error& error) {
    if (sqlite3_errcode(db) == SQLITE_NOMEM) throw std::bad_alloc();
    return EngineError{sqlite::without_rebuild_prefix(error.what()), find_error_offset(db)};
  }
}

std::optional<EngineError> run_all_on(sqlite3* db, std::span<const std::string> statements) {
  for (const std::string& statement : statements)
    if (std::optional<EngineError> error = run_on(db, statement)) {
      error->statement = statement;
      return error;
    }
  return std::nullopt;
}

// What the statements of a rebuild set is set back by them.
bool changes_settings(std::string_view statement) {
  const SqliteTokens tokens(statement.substr(0, statement.find('=')));
  return tokens.is_word(0, "PRAGMA") && !tokens.is_word(1, "legacy_alter_table");
}

constexpr std::string_view kind_names[] = {"table", "table", "index", "trigger", "view"};

SchemaObject::Kind kind_of(const std::string& type, bool has_pages) {
  if (type == "table" && !has_pages) return SchemaObject::Kind::virtual_table;
  for (const auto kind : {SchemaObject::Kind::index, SchemaObject::Kind::trigger, SchemaObject::Kind::view})
    if (type == kind_names[static_cast<std::size_t>(kind)]) return kind;
  return SchemaObject::Kind::table;
}

// The objects that a statement created and that meet the condition, which may use $1.
std::vector<SchemaObject> select_objects(sqlite3* db, std::string_view condition,
                                         std::vector<Value> parameters) {
  StatementHandle row(
      db,
      fmt::format("SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema WHERE sql IS"
                  " NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND {} ORDER BY rowid",
                  condition),
      During::looking);
  row.bind(parameters);
  std::vector<SchemaObject> objects;
  while (row.step())
    objects.push_back({.kind = kind_of(row.column_text(0), row.column_number(4) != 0),
                       .name = row.column_text(1),
                       .table = row.column_text(2),
                       .sql = row.column_text(3)});
  return objects;
}

std::string first_column(sqlite3* db, const std::string& table) {
  StatementHandle row(db, "SELECT name FROM pragma_table_xinfo($1) LIMIT 1", During::looking);
  row.bind(std::vector<Value>{table});
  return row.step() ? row.column_text(0) : std::string();
}

// A string counts as well: SQLite reads it as a name where it expects one.
bool may_name(std::string_view sql, std::string_view name) {
  const SqliteTokens tokens(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.is_name(i) && is_same_name(tokens.name(i), name)) return true;
  return false;
}

}  // namespace

// A database in memory can fail to be opened for want of memory alone.
SqliteSchema::SqliteSchema() try : database_(std::make_unique<Database>()) {
} catch (const SQLite::Exception&) {
  throw std::bad_alloc();
}

SqliteSchema::SqliteSchema(SqliteSchema&&) noexcept = default;
SqliteSchema& SqliteSchema::operator=(SqliteSchema&&) noexcept = default;
SqliteSchema::~SqliteSchema() = default;

std::optional<EngineError> SqliteSchema::run(std::string_view statement) {
  database_->has_settings |= changes_settings(statement);
  return run_on(database_->handle(), statement);
}

std::optional<EngineError> SqliteSchema::run_all(std::span<const std::string> statements) {
  SchemaTrial trial(*this);
  std::optional<EngineError> error = run_all_on(database_->handle(), statements);
  if (!error) trial.keep();
  return error;
}

std::optional<EngineError> SqliteSchema::find_error(std::span<const std::string> statements) const {
  const bool was_sound = !find_dangling_reference();
  const SchemaTrial trial(*this);
  std::optional<EngineError> error = run_all_on(database_->handle(), statements);
  if (!error && was_sound) error = find_dangling_reference();
  return error;
}

std::optional<SchemaObject> SqliteSchema::find_object(std::string_view name) const {
  std::vector<SchemaObject> found =
      select_objects(database_->handle(), "name COLLATE NOCASE = $1", {std::string(name)});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<SchemaObject> SqliteSchema::objects(SchemaObject::Kind kind) const {
  std::vector<SchemaObject> found = select_objects(database_->handle(), "type = $1",
                                                   {std::string(kind_names[static_cast<std::size_t>(kind)])});
  std::erase_if(found, [&](const SchemaObject& object) { return object.kind != kind; });
  return found;
}

bool SqliteSchema::has_table(std::string_view name) const {
  const std::optional<SchemaObject> object = find_object(name);
  return object && object->kind == SchemaObject::Kind::table;
}

std::optional<TableDefinition> SqliteSchema::find_table(std::string_view name) const {
  const std::optional<SchemaObject> object = find_object(name);
  if (!object || object->kind != SchemaObject::Kind::table) return std::nullopt;
  return parse_create_table(object->sql);
}

std::vector<SchemaObject> SqliteSchema::indexes_of(std::string_view table) const {
  return select_objects(database_->handle(), "type = 'index' AND tbl_name COLLATE NOCASE = $1",
                        {std::string(table)});
}

std::vector<std::string> SqliteSchema::index_columns(std::string_view index) const {
  StatementHandle row(database_->handle(), "SELECT name FROM pragma_index_info($1)", During::looking);
  row.bind(std::vector<Value>{std::string(index)});
  std::vector<std::string> columns;
  while (row.step()) columns.push_back(row.column_text(0));
  return columns;
}

std::vector<SchemaObject> SqliteSchema::triggers_of(std::string_view table) const {
  return select_objects(database_->handle(), "type = 'trigger' AND tbl_name COLLATE NOCASE = $1",
                        {std::string(table)});
}

std::vector<SchemaObject> SqliteSchema::mentions_of(std::string_view table) const {
  std::vector<SchemaObject> found =
      select_objects(database_->handle(), "type IN ('view', 'trigger') AND tbl_name COLLATE NOCASE <> $1",
                     {std::string(table)});
  std::erase_if(found, [&](const SchemaObject& object) { return !may_name(object.sql, table); });
  return found;
}

// Renaming a column to the name that it has changes nothing, but has SQLite resolve every view and trigger.
// That takes as long as reading the whole schema, so it is left out where there are none.
std::optional<EngineError> SqliteSchema::find_dangling_reference() const {
  if (sqlite::query_number(database_->handle(),
                           "SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')") == 0)
    return std::nullopt;
  const std::vector<SchemaObject> tables = objects(SchemaObject::Kind::table);
  if (tables.empty()) return std::nullopt;
  const std::string& table = tables.front().name;
  const std::string column = first_column(database_->handle(), table);
  const SchemaTrial trial(*this);
  std::optional<EngineError> error =
      run_on(database_->handle(), fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", sql_name(table),
                                              sql_name(column), sql_name(column)));
  if (error) error->offset.reset();
  return error;
}

bool SqliteSchema::has_statistics() const {
  return sqlite::query_number(database_->handle(),
                              "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'") != 0;
}

std::string SqliteSchema::outline(std::string_view table) const {
  return sqlite::table_outline(database_->handle(), table);
}

bool SqliteSchema::has_more_than_bytes_hold() const {
  int legacy_alter_table = 0;
  sqlite3_db_config(database_->handle(), SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, -1, &legacy_alter_table);
  return database_->has_settings || legacy_alter_table != 0 ||
         sqlite::query_number(database_->handle(), "SELECT count(*) FROM sqlite_temp_schema") != 0;
}

std::optional<std::string> SqliteSchema::serialize() const {
  if (has_more_than_bytes_hold()) return std::nullopt;
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(database_->handle(), "main", &size, 0);
  if (bytes == nullptr && size > 0) throw std::bad_alloc();
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  return text;
}

std::optional<SqliteSchema> SqliteSchema::deserialize(std::string_view bytes) {
  SqliteSchema schema;
  if (bytes.empty()) return schema;
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  if (copy == nullptr) return std::nullopt;
  std::memcpy(copy, bytes.data(), bytes.size());
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int result = sqlite3_deserialize(schema.database_->handle(), "main", copy, size, size,
                                         SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (result != SQLITE_OK || run_on(schema.database_->handle(), "SELECT count(*) FROM sqlite_schema"))
    return std::nullopt;
  return schema;
}

SchemaTrial::SchemaTrial(const SqliteSchema& schema) : schema_(schema) {
  execute(schema_.database_->handle(), "SAVEPOINT trial");
}

void SchemaTrial::keep() {
  if (!is_over_) execute(schema_.database_->handle(), "RELEASE trial");
  is_over_ = true;
}

// A pragma is not undone with the rest.
void SchemaTrial::undo() noexcept {
  if (is_over_ || schema_.database_->is_lost) return;
  sqlite3* db = schema_.database_->database.getHandle();
  schema_.database_->is_lost =
      sqlite3_exec(db, "ROLLBACK TO trial; RELEASE trial", nullptr, nullptr, nullptr) != SQLITE_OK;
  sqlite3_db_config(db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, nullptr);
  is_over_ = true;
}

std::string_view sqlite_version() noexcept {
  return sqlite3_libversion();
}

}  // namespace migrate::migc
