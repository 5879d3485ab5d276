#include "sqlite/guard.h"

#include <sqlite3.h>

#include <new>
#include <string_view>

#include "sqlite/foreign_keys.h"

namespace migrate::sqlite {

struct Guard::Action {
  int code;
  const char* first;
  const char* second;
  const char* database;
};

namespace {

bool equal(const char* text, std::string_view name) {
  return text != nullptr && std::string_view(text).size() == name.size() &&
         sqlite3_strnicmp(text, name.data(), static_cast<int>(name.size())) == 0;
}

}  // namespace

Guard::Guard(sqlite3* db, const adapter::RunSettings& settings) : db_(db), settings_(settings) {
  sqlite3_set_authorizer(db_, &Guard::authorize, this);
}

Guard::~Guard() {
  sqlite3_set_authorizer(db_, nullptr, nullptr);
}

void Guard::begin_statement() {
  refusal_.clear();
  wanted_journal_mode_.clear();
}

int Guard::authorize(void* context, int code, const char* first, const char* second, const char* database,
                     const char* /*trigger*/) noexcept {
  auto& guard = *static_cast<Guard*>(context);
  if (guard.scope_ == Scope::library) return SQLITE_OK;
  try {
    std::string refusal = guard.find_refusal({code, first, second, database});
    if (refusal.empty()) return SQLITE_OK;
    guard.refusal_ = std::move(refusal);
    return SQLITE_DENY;
  } catch (const std::bad_alloc&) {
    return SQLITE_DENY;
  }
}

bool Guard::is_ours(const char* table) const {
  return equal(table, settings_.version_table) || equal(table, settings_.history_table);
}

bool Guard::touches_ours(const Action& action) const {
  switch (action.code) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_TABLE:
      return is_ours(action.first) && equal(action.database, "main");
    case SQLITE_ALTER_TABLE:
      return is_ours(action.second) && equal(action.first, "main");
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_DROP_INDEX:
      return is_ours(action.second) && equal(action.database, "main");
    case SQLITE_CREATE_TEMP_TRIGGER:
      return is_ours(action.second);
    default:
      return false;
  }
}

std::string Guard::find_refusal(const Action& action) {
  if (touches_ours(action)) return "a revision must not touch the version and history tables";
  switch (action.code) {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      if (scope_ == Scope::revision_outside) return {};
      return "a revision must not begin or end a transaction; it runs inside one";
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
      // VACUUM attaches a file without a name, and VACUUM INTO one with a name.
      if (scope_ == Scope::revision_outside && (action.code == SQLITE_DETACH || equal(action.first, "")))
        return {};
      return "a revision must not attach or detach databases";
    case SQLITE_FUNCTION:
      return equal(action.second, "load_extension") ? "a revision must not load extensions" : "";
    case SQLITE_DROP_TABLE:
      if (!equal(action.database, "main") || !enforces_foreign_keys(db_)) return {};
      return "with foreign keys on, DROP TABLE deletes the rows that refer to the table; write it as a"
             " statement of a revision that runs in a transaction, where they are off";
    case SQLITE_PRAGMA:
      return find_pragma_refusal(action);
    default:
      return {};
  }
}

std::string Guard::find_pragma_refusal(const Action& action) {
  if (action.second == nullptr) return {};
  if (equal(action.first, "writable_schema")) return "a revision must not write the schema table directly";
  if (equal(action.first, "trusted_schema"))
    return "a revision must not set trusted_schema; leave the statement out";
  if (equal(action.first, "foreign_keys"))
    return "a revision must not switch foreign keys; they are off in a transaction that drops a table";
  if (!equal(action.first, "journal_mode")) return {};
  if (scope_ == Scope::revision_in_group)
    return "the journal mode cannot change inside a transaction; give the revision \"transaction: none\"";
  wanted_journal_mode_ = action.second;
  return {};
}

}  // namespace migrate::sqlite
