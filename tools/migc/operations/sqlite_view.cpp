#include "migc/operations/sqlite_view.h"

#include <array>

namespace migrate::migc {

namespace {

std::vector<std::string> names_of(const std::vector<SchemaObject>& objects) {
  std::vector<std::string> names;
  for (const SchemaObject& object : objects) names.push_back(object.name);
  return names;
}

}  // namespace

std::optional<TableDefinition> SqliteView::find_table(const std::string& name) const {
  if (pending_ && is_same_name(pending_->before.name, name)) return pending_->after;
  return schema_.find_table(name);
}

bool SqliteView::has_table(const ObjectName& table) const {
  return find_table(table.name).has_value();
}

bool SqliteView::has_index(const ObjectName& index) const {
  return schema_.find_object(index.name).has_value();
}

// SQLite has views and triggers only.
bool SqliteView::has_object(const DatabaseObject& object) const {
  const bool is_in_sqlite = object.kind == ObjectKind::view || object.kind == ObjectKind::trigger;
  return !is_in_sqlite || schema_.find_object(object.name).has_value();
}

std::string_view SqliteView::other_kind(const ObjectName& name) const {
  const std::optional<SchemaObject> object = schema_.find_object(name.name);
  if (!object || object->kind == SchemaObject::Kind::table) return "";
  constexpr std::array<std::string_view, 5> words{"table", "virtual table", "index", "trigger", "view"};
  return words[static_cast<std::size_t>(object->kind)];
}

std::vector<std::string> SqliteView::tables() const {
  return names_of(schema_.objects(SchemaObject::Kind::table));
}

std::vector<std::string> SqliteView::indexes() const {
  return names_of(schema_.objects(SchemaObject::Kind::index));
}

std::optional<std::vector<std::string>> SqliteView::columns(const ObjectName& table) const {
  const std::optional<TableDefinition> found = find_table(table.name);
  if (!found) return std::nullopt;
  std::vector<std::string> names;
  for (const ColumnDefinition& column : found->columns) names.push_back(column.name);
  return names;
}

std::optional<std::vector<std::string>> SqliteView::constraints(const ObjectName& table) const {
  const std::optional<TableDefinition> found = find_table(table.name);
  if (!found) return std::nullopt;
  return constraint_names(*found);
}

}  // namespace migrate::migc
