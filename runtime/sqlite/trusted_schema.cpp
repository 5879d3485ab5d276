#include "sqlite/trusted_schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sqlite/library.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

// Something of SQLite's own that a schema uses, and a statement that makes the schema use it.
struct Use {
  const char* schema;
  const char* statement;
};

constexpr Use uses[] = {
    {"CREATE VIEW json AS SELECT json_extract('[1]', '$[0]'), '[1]' ->> 0", "SELECT * FROM json"},
    {"CREATE VIEW elements AS SELECT value FROM json_each('[1]')", "SELECT * FROM elements"},
    {"CREATE VIRTUAL TABLE text5 USING fts5 (a); CREATE TABLE of_text5 (a); CREATE TRIGGER fill_text5 AFTER"
     " INSERT ON of_text5 BEGIN INSERT INTO text5 VALUES (new.a); END",
     "INSERT INTO of_text5 VALUES ('a')"},
    {"CREATE VIEW found5 AS SELECT highlight(text5, 0, '', '') FROM text5", "SELECT * FROM found5"},
    {"CREATE VIRTUAL TABLE text4 USING fts4 (a); CREATE TABLE of_text4 (a); CREATE TRIGGER fill_text4 AFTER"
     " INSERT ON of_text4 BEGIN INSERT INTO text4 VALUES (new.a); END",
     "INSERT INTO of_text4 VALUES ('a')"},
    {"CREATE VIRTUAL TABLE boxes USING rtree (id, low, high); CREATE TABLE of_boxes (a); CREATE TRIGGER"
     " fill_boxes AFTER INSERT ON of_boxes BEGIN INSERT INTO boxes VALUES (new.a, 1, 2); END",
     "INSERT INTO of_boxes VALUES (NULL)"},
};

bool runs(sqlite3* db, const char* sql) {
  return sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

void trust_schema(sqlite3* db, bool on) {
  exchange_setting(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, on);
}

// What this SQLite does not have, or refuses in any case, says nothing.
bool needs_trust(sqlite3* db, const Use& use) {
  trust_schema(db, false);
  if (!runs(db, use.schema) || runs(db, use.statement)) return false;
  trust_schema(db, true);
  return runs(db, use.statement);
}

// Where SQLite cannot list its functions, its own cannot be told from others, and nothing is trusted.
bool needs_trust(sqlite3* db) {
  return std::ranges::any_of(uses, [db](const Use& use) { return needs_trust(db, use); }) &&
         query_number(db, "SELECT count(*) FROM pragma_function_list WHERE builtin AND name = 'lower'") > 0;
}

bool own_features_need_trust() {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open(":memory:", &opened);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(opened, &sqlite3_close);
  if (code != SQLITE_OK) throw last_error(db.get(), During::looking);
  return needs_trust(db.get());
}

// These belong to SQLite too, although each handle gets them when it is opened, as it gets a program's.
constexpr std::string_view own_functions[] = {
    "bm25",           "fts3_tokenizer", "fts5",      "fts5_get_locale", "fts5_insttoken", "fts5_locale",
    "fts5_source_id", "highlight",      "match",     "matchinfo",       "offsets",        "optimize",
    "rtreecheck",     "rtreedepth",     "rtreenode", "snippet"};

const char* own_modules[] = {"bytecode",  "dbstat",      "fts3",        "fts3tokenize",
                             "fts4",      "fts4aux",     "fts5",        "fts5vocab",
                             "geopoly",   "json_each",   "json_tree",   "rtree",
                             "rtree_i32", "sqlite_stmt", "tables_used", nullptr};

// Where SQLite is built with ICU, these are its own too.
constexpr std::string_view icu_functions[] = {"icu_load_collation", "like", "lower", "regexp", "upper"};

bool is_in(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Before SQLite 3.38, each handle gets the JSON functions when it is opened.
bool is_json_function(std::string_view name) {
  return (name == "json" || name.starts_with("json_")) && sqlite3_libversion_number() < 3038000 &&
         sqlite3_compileoption_used("ENABLE_JSON1") != 0;
}

bool is_own_function(std::string_view name) {
  return is_in(own_functions, name) || name.starts_with("geopoly_") || is_json_function(name) ||
         (is_in(icu_functions, name) && sqlite3_compileoption_used("ENABLE_ICU") != 0);
}

struct Function {
  std::string name;
  int parameters;
};

std::vector<Function> find_foreign_functions(sqlite3* db) {
  std::vector<Function> functions;
  StatementHandle row(db, "PRAGMA function_list", During::looking);  // reads no schema
  while (row.step())
    if (std::string name = row.column_text(0); row.column_number(1) == 0 && !is_own_function(name))
      functions.push_back({std::move(name), static_cast<int>(row.column_number(4))});
  return functions;
}

void refuse_call(sqlite3_context* call, int, sqlite3_value**) {
  sqlite3_result_error(call,
                       "a function that is not SQLite's own cannot be used on a database that is opened by"
                       " its path; open it in the program, and pass the handle",
                       -1);
}

// Replaced, not removed: without a function that hides one of SQLite's, the schema would not be read.
void take_foreign_code_off(sqlite3* db) {
  for (const Function& function : find_foreign_functions(db))
    if (sqlite3_create_function_v2(db, function.name.c_str(), function.parameters,
                                   SQLITE_ANY | SQLITE_DETERMINISTIC, nullptr, &refuse_call, nullptr, nullptr,
                                   nullptr) != SQLITE_OK)
      throw last_error(db, During::looking);
  if (sqlite3_drop_modules(db, own_modules) != SQLITE_OK) throw last_error(db, During::looking);
}

}  // namespace

void limit_schema(sqlite3* db) {
  static const bool is_trusted = own_features_need_trust();
  trust_schema(db, is_trusted);
  if (is_trusted) take_foreign_code_off(db);
}

}  // namespace migrate::sqlite
