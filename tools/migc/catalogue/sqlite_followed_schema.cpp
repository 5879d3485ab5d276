#include "migc/catalogue/sqlite_followed_schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "engine/characters.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

using Entry = std::pair<std::string, CatalogueEntry>;

auto place_in(SchemaCatalogue& catalogue, const std::string& key) {
  return std::ranges::lower_bound(catalogue.entries, key, {}, &Entry::first);
}

void set_entry(SchemaCatalogue& catalogue, const std::string& key, CatalogueEntry entry) {
  const auto place = place_in(catalogue, key);
  if (place != catalogue.entries.end() && place->first == key)
    place->second = std::move(entry);
  else
    catalogue.entries.emplace(place, key, std::move(entry));
}

void erase_entry(SchemaCatalogue& catalogue, const std::string& key) {
  const auto place = place_in(catalogue, key);
  if (place != catalogue.entries.end() && place->first == key) catalogue.entries.erase(place);
}

}  // namespace

// What is read within a transaction may be rolled back. A virtual table keeps its content in others, which
// only SQLite can tell.
SchemaCatalogue SqliteFollowedSchema::read() {
  const SqliteSchemaChange change = watch_.take();
  const bool is_followed = is_known_ && !change.is_any && (!change.adds_or_drops || read_changed(change));
  if (!is_followed) read_all();
  is_known_ = sqlite3_get_autocommit(db_) != 0;
  if (!is_followed || change.sets_header) set_entry(catalogue_, "", file_entry(db_));
  return virtual_tables_ > 0 ? reader_.read(db_) : catalogue_;
}

void SqliteFollowedSchema::read_all() {
  rows_.clear();
  ids_.clear();
  children_.clear();
  virtual_tables_ = 0;
  catalogue_.entries.clear();
  for (const RowId id : read_rows("rowid > $1", {std::numeric_limits<RowId>::min()}))
    if (const StoredStatement& row = rows_.at(id); reader_.is_listed(row))
      catalogue_.entries.emplace_back(row.key(), entry_of(id));
  std::ranges::sort(catalogue_.entries, {}, &Entry::first);
}

// Whether what was found is all. The row of what was dropped can have become that of something else; so can
// those of the tables in which a virtual table kept its content, and no statement named these.
bool SqliteFollowedSchema::read_changed(const SqliteSchemaChange& change) {
  const RowId last = rows_.empty() ? 0 : rows_.rbegin()->first;
  std::set<RowId> dropped;
  for (const std::string& name : change.dropped)
    for (auto [id, end] = ids_.equal_range(name); id != end; ++id) dropped.insert(id->second);
  const auto is_virtual = [&](RowId id) { return rows_.at(id).is_virtual; };
  if (std::ranges::any_of(dropped, is_virtual)) return false;
  for (const RowId id : dropped) remove(id);
  std::vector<RowId> found = read_rows("rowid > $1", {last});
  if (!dropped.empty()) std::ranges::copy(read_rows("rowid = $1", dropped), std::back_inserter(found));
  std::set<std::string> tables = change.dropped;
  for (const RowId id : found)
    if (const StoredStatement& row = rows_.at(id); reader_.is_listed(row)) {
      set_entry(catalogue_, row.key(), entry_of(id));
      if (row.type == "table") tables.insert(core::to_lower(row.name));
    }
  read_children_of(tables);
  return sqlite::query_number(db_, "SELECT count(*) FROM main.sqlite_master") ==
         static_cast<std::int64_t>(rows_.size());
}

// Those for one of the values. Returns their ids.
std::vector<SqliteFollowedSchema::RowId> SqliteFollowedSchema::read_rows(std::string_view condition,
                                                                         const std::set<RowId>& values) {
  sqlite::StatementHandle row(
      db_, fmt::format("SELECT {}, rowid FROM main.sqlite_master WHERE {}", stored_columns, condition),
      sqlite::During::looking);
  std::vector<RowId> found;
  for (const RowId value : values) {
    row.reset();
    row.bind(std::vector<Value>{value});
    while (row.step()) {
      found.push_back(row.column_number(5));
      add(found.back(), stored_statement(row));
    }
  }
  return found;
}

void SqliteFollowedSchema::add(RowId id, StoredStatement statement) {
  virtual_tables_ += statement.is_virtual ? 1 : 0;
  for (const std::string& name : {core::to_lower(statement.name), core::to_lower(statement.table)})
    ids_.emplace(name, id);
  rows_.emplace(id, std::move(statement));
}

void SqliteFollowedSchema::remove(RowId id) {
  const auto row = rows_.find(id);
  const StoredStatement& statement = row->second;
  virtual_tables_ -= statement.is_virtual ? 1 : 0;
  erase_entry(catalogue_, statement.key());
  for (const std::string& name : {core::to_lower(statement.name), core::to_lower(statement.table)})
    for (auto [each, end] = ids_.equal_range(name); each != end;)
      each = each->second == id ? ids_.erase(each) : std::next(each);
  std::erase_if(children_, [&](const auto& child) { return child.second == id; });
  rows_.erase(row);
}

void SqliteFollowedSchema::read_children_of(const std::set<std::string>& tables) {
  std::set<RowId> changed;
  for (const std::string& table : tables)
    for (auto child = children_.lower_bound({table, std::numeric_limits<RowId>::min()});
         child != children_.end() && child->first == table; ++child)
      changed.insert(child->second);
  for (const RowId id : changed) set_entry(catalogue_, rows_.at(id).key(), entry_of(id));
}

CatalogueEntry SqliteFollowedSchema::entry_of(RowId id) {
  const ReadStatement& read = read_statement(rows_.at(id));
  for (const std::string& parent : read.parents) children_.emplace(core::to_lower(parent), id);
  return read.entry;
}

const ReadStatement& SqliteFollowedSchema::read_statement(const StoredStatement& statement) {
  if (statement.type != "index") return reader_.read(db_, statement, {});
  for (auto [id, end] = ids_.equal_range(core::to_lower(statement.table)); id != end; ++id)
    if (const StoredStatement& table = rows_.at(id->second); table.type == "table")
      return reader_.read(db_, statement, table.sql);
  return reader_.read(db_, statement, {});
}

}  // namespace migrate::migc
