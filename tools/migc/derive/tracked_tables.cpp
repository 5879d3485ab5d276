#include "migc/derive/tracked_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/names.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

namespace {

using core::TableName;

Obstacle loss(std::uint32_t line, const std::string& what) {
  return {line, fmt::format("the upgrade {} cannot be restored", what)};
}

}  // namespace

TrackedTables::TrackedTables(Dialect dialect, const Settings& settings, const SchemaCatalogue& before)
    : dialect_(dialect), schema_(core::schema_of_revisions(dialect, settings)) {
  for (const auto& [_, objects] : before.entries)
    for (const CatalogueObject& object : *objects) add(object);
  for (const auto& [_, objects] : before.entries)
    for (const CatalogueObject& object : *objects) add_part(object);
}

void TrackedTables::add(const CatalogueObject& object) {
  const std::string key = key_in_catalogue(object.name);
  if (object.kind == ObjectKind::table || object.kind == ObjectKind::virtual_table)
    tables_.push_back({.table = {.name = key, .wanted = key}});
}

void TrackedTables::add_part(const CatalogueObject& object) {
  TrackedTable* tracked = object.table.empty() ? nullptr : find(key_in_catalogue(object.table));
  if (tracked == nullptr) return;
  const std::string name = part_key(dialect_, object.name);
  if (object.kind == ObjectKind::column) tracked->table.columns.push_back({name, name});
  if (object.kind == ObjectKind::trigger) tracked->has_trigger = true;
}

TrackedTable* TrackedTables::find(const std::string& key) {
  const auto found = std::ranges::find_if(
      tables_, [&](const TrackedTable& tracked) { return is_same(tracked.table.name, key); });
  return found == tables_.end() ? nullptr : &*found;
}

MatchedColumn* TrackedTables::find_column(TrackedTable& tracked, const std::string& column) const {
  std::vector<MatchedColumn>& columns = tracked.table.columns;
  const auto found =
      std::ranges::find_if(columns, [&](const MatchedColumn& name) { return is_same(name.now, column); });
  return found == columns.end() ? nullptr : &*found;
}

void TrackedTables::create(const TableName& name, std::vector<std::string> columns) {
  tables_.push_back({.table = {.name = key_of(name), .wanted = {}}, .created_columns = std::move(columns)});
}

void TrackedTables::drop(const TableName& name, std::uint32_t line) {
  const TrackedTable* tracked = find(name);
  if (tracked == nullptr) return;
  if (!tracked->is_new()) dropped_.push_back({tracked->table, line});
  tables_.erase(tables_.begin() + (tracked - tables_.data()));
}

// Where a list is left out, columns go by their places.
void TrackedTables::fill(TrackedTable& target, const RowCopy& copy) {
  TrackedTable* source = find(copy.source);
  if (source == nullptr || !source->is_filled()) return;
  std::vector<std::string> columns = copy.columns;
  SelectList values = copy.values;
  if (columns.empty() && !target.has_more_columns) columns = target.created_columns;
  if (values.empty() && !source->has_more_columns)
    for (const MatchedColumn& column : source->table.columns) values.emplace_back(column.now);
  if (columns.empty() || columns.size() != values.size()) return;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (const MatchedColumn* column = values[i] ? find_column(*source, *values[i]) : nullptr)
      target.table.columns.push_back({columns[i], column->wanted});
  target.copy_of = source->is_new() ? source->copy_of : source->table.wanted;
  target.has_more_columns = target.table.columns.size() < columns.size();
  target.changes = source->changes;
}

std::vector<Obstacle> TrackedTables::settle() {
  std::vector<Obstacle> losses;
  for (const DroppedTable& dropped : dropped_) settle(dropped, losses);
  return losses;
}

void TrackedTables::settle(const DroppedTable& dropped, std::vector<Obstacle>& losses) {
  const std::string& former = dropped.table.wanted;
  const auto copy = std::ranges::find_if(tables_, [&](const TrackedTable& tracked) {
    return tracked.is_new() && is_same(tracked.copy_of, former);
  });
  if (copy == tables_.end()) {
    losses.push_back(loss(dropped.line, fmt::format("drops table {}, whose rows", shown(former))));
    return;
  }
  for (const MatchedColumn& column : dropped.table.columns)
    if (std::ranges::find(copy->table.columns, column.wanted, &MatchedColumn::wanted) ==
        copy->table.columns.end())
      losses.push_back(
          loss(dropped.line, fmt::format("drops column {}.{}, whose values", shown(former), column.wanted)));
  losses.insert(losses.end(), copy->changes.begin(), copy->changes.end());
  copy->table.wanted = former;
}

std::vector<MatchedTable> TrackedTables::take() {
  std::vector<MatchedTable> tables;
  for (TrackedTable& tracked : tables_) {
    if (tracked.is_new()) tracked.table.columns.clear();
    tables.push_back(std::move(tracked.table));
  }
  return tables;
}

std::string TrackedTables::key_of(const TableName& name) const {
  return migc::key_of(dialect_, name, schema_);
}

// The catalogue leaves out the schema public.
std::string TrackedTables::key_in_catalogue(const std::string& name) const {
  return table_key(dialect_, name, "public");
}

std::string TrackedTables::shown(const std::string& key) const {
  const std::string usual = schema_ + '.';
  return !schema_.empty() && key.starts_with(usual) ? key.substr(usual.size()) : key;
}

bool TrackedTables::is_same(const std::string& a, const std::string& b) const {
  return core::is_same_name(dialect_, a, b);
}

}  // namespace migrate::migc
