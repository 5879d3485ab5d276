#include "sqlite/foreign_keys.h"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "core/text/concat.h"
#include "migrate/error.h"
#include "sqlite/catalogue.h"
#include "sqlite/library.h"
#include "sqlite/statement_handle.h"
#include "sqlite/table_changes.h"

namespace migrate::sqlite {

namespace {

using Names = std::vector<std::string>;

// The tables with foreign keys that are to be compared: concerned, or referring to one that is.
Names find_compared(sqlite3* db, const TableChanges& changes, Compared compared) {
  const auto is_concerned = [&](const std::string& name) { return changes.concerns(name_key(name)); };
  Names tables;
  StatementHandle row(db,
                      "SELECT DISTINCT t.name, k.\"table\" FROM main.sqlite_master t,"
                      " pragma_foreign_key_list(t.name, 'main') k WHERE t.type = 'table' ORDER BY t.rowid",
                      During::changing);
  while (row.step()) {
    const std::string table = row.column_text(0);
    if (!tables.empty() && tables.back() == table) continue;
    if (compared == Compared::all_tables || is_concerned(table) || is_concerned(row.column_text(1)))
      tables.push_back(table);
  }
  return tables;
}

// What one of the table's foreign keys to this parent lacks. Without names of columns it refers to the
// primary key.
Names find_missing_indexes(sqlite3* db, const std::string& table, const std::string& parent) {
  StatementHandle row(db,
                      "SELECT group_concat(\"to\", ', ') FROM (SELECT id, \"to\" FROM"
                      " pragma_foreign_key_list($1, 'main') WHERE \"table\" = $2 COLLATE NOCASE ORDER BY id,"
                      " seq) GROUP BY id",
                      During::changing);
  row.bind(std::vector<Value>{table, parent});
  Names missing;
  while (row.step()) {
    const std::string columns = row.column_text(0);
    missing.push_back(
        core::concat({"\"", parent,
                      columns.empty() ? "\" has no primary key"
                                      : core::concat({"\" has no unique index on (", columns, ")"})}));
  }
  return missing;
}

bool is_mismatch(const Error& error) {
  return std::string_view(error.what()).starts_with("foreign key mismatch");
}

// Reads the violations of one table.
class TableCheck {
 public:
  TableCheck(sqlite3* db, std::string table, std::string identity)
      : db_(db), table_(std::move(table)), identity_(std::move(identity)) {}

  const std::string& table() const noexcept { return table_; }

  void add_to(Violations& violations) {
    try {
      StatementHandle row(db_, core::concat({"PRAGMA main.foreign_key_check(", quoted_name(table_), ")"}),
                          During::changing);
      while (row.step()) violations.rows.push_back(read(row));
    } catch (const Error& error) {
      if (!is_mismatch(error)) throw;
      add_mismatch(error.what(), violations.mismatches);
    }
  }

  // A row of PRAGMA foreign_key_check. A table without rowid has no way to name the row.
  Violation read(const StatementHandle& row) {
    const std::string rowid = row.column_text(1);
    return {identity_ + (rowid.empty() ? "" : values_of(rowid, row.column_number(3))),
            core::concat(
                {table_, rowid.empty() ? "" : core::concat({" row ", rowid}), " -> ", row.column_text(2)})};
  }

 private:
  std::string values_of(const std::string& rowid, std::int64_t key) {
    if (!values_ || key != key_) {
      values_.emplace(
          db_,
          core::concat({"SELECT ", columns_of(key), " FROM main.", quoted_name(table_), " WHERE rowid = $1"}),
          During::changing);
      key_ = key;
    }
    values_->reset();
    values_->bind(std::vector<Value>{rowid});
    std::string values;
    if (values_->step()) values = values_->column_text(0);
    values_->reset();
    return values;
  }

  // quote("a") || ',' || quote("b")
  std::string columns_of(std::int64_t key) {
    StatementHandle row(db_,
                        "SELECT \"from\" FROM pragma_foreign_key_list($1, 'main') WHERE id = $2 ORDER BY seq",
                        During::changing);
    row.bind(std::vector<Value>{table_, key});
    std::string columns;
    while (row.step())
      core::append(columns,
                   {columns.empty() ? "quote(" : " || ',' || quote(", quoted_name(row.column_text(0)), ")"});
    return columns;
  }

  // SQLite's words end with `referencing "parent"`.
  void add_mismatch(const std::string& words, std::vector<Violation>& mismatches) {
    constexpr std::string_view before_name = " referencing \"";
    const std::size_t begin = words.rfind(before_name) + before_name.size();
    const std::string parent = words.substr(begin, words.size() - begin - 1);
    std::string shown = words;
    const char* separator = ": ";
    for (const std::string& missing : find_missing_indexes(db_, table_, parent)) {
      shown += separator + missing;
      separator = ", or ";
    }
    mismatches.push_back({identity_ + parent, shown});
  }

  sqlite3* db_;
  std::string table_;
  std::string identity_;
  std::int64_t key_ = 0;
  std::optional<StatementHandle> values_;
};

TableCheck check_of(sqlite3* db, const std::string& table, const TableChanges& changes, Moment moment) {
  const std::string name = name_key(table);
  return {db, table, core::concat({moment == Moment::begin ? name : changes.former_name(name), " "})};
}

// By one statement, which passes over tables without keys. Nothing where a key cannot be checked: SQLite
// names the first one, and reads no rows.
std::optional<Violations> find_violations_at_once(sqlite3* db, const TableChanges& changes, Moment moment) {
  Violations violations;
  std::optional<TableCheck> check;
  try {
    StatementHandle row(db, "PRAGMA main.foreign_key_check", During::changing);
    while (row.step()) {
      if (const std::string table = row.column_text(0); !check || check->table() != table)
        check.emplace(check_of(db, table, changes, moment));
      violations.rows.push_back(check->read(row));
    }
  } catch (const Error& error) {
    if (!is_mismatch(error)) throw;
    return std::nullopt;
  }
  return violations;
}

std::vector<Violation> difference(std::vector<Violation>& after, std::vector<Violation>& before) {
  for (std::vector<Violation>* all : {&after, &before})
    std::ranges::stable_sort(*all, {}, &Violation::identity);
  std::vector<Violation> added;
  std::ranges::set_difference(after, before, std::back_inserter(added), {}, &Violation::identity,
                              &Violation::identity);
  return added;
}

std::string listed(const std::vector<Violation>& violations) {
  constexpr std::size_t most = 10;
  std::string list;
  for (const Violation& violation : std::span(violations).first(std::min(most, violations.size())))
    core::append(list, {"\n  ", violation.shown});
  if (violations.size() > most)
    core::append(list, {"\n  and ", std::to_string(violations.size() - most), " more"});
  return list;
}

}  // namespace

Violations find_violations(sqlite3* db, const TableChanges& changes, Compared compared, Moment moment) {
  if (compared == Compared::all_tables)
    if (std::optional<Violations> all = find_violations_at_once(db, changes, moment)) return std::move(*all);
  Violations violations;
  for (const std::string& table : find_compared(db, changes, compared))
    check_of(db, table, changes, moment).add_to(violations);
  return violations;
}

void refuse_new_violations(Violations before, Violations after) {
  if (const auto added = difference(after.mismatches, before.mismatches); !added.empty())
    throw Error(ErrorKind::failed,
                core::concat({"the revisions leave foreign keys that cannot be enforced:", listed(added),
                              "\nCreate the unique index in the revision that needs it."}));
  if (const auto added = difference(after.rows, before.rows); !added.empty())
    throw Error(ErrorKind::failed,
                core::concat({"the revisions leave rows whose foreign key points nowhere:", listed(added)}));
}

bool enforces_foreign_keys(sqlite3* db) {
  int on = 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &on);
  return on != 0;
}

void stop_enforcing_foreign_keys(sqlite3* db) {
  exchange_setting(db, SQLITE_DBCONFIG_ENABLE_FKEY, false);
}

void enforce_foreign_keys(sqlite3* db) noexcept {
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
}

}  // namespace migrate::sqlite
