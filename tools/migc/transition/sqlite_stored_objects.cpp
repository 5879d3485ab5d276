#include "migc/transition/sqlite_stored_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace migrate::migc {

namespace {

constexpr const char* stored_objects_query =
    "SELECT type, name, tbl_name, sql, rootpage = 0 FROM main.sqlite_master WHERE sql IS NOT NULL ORDER BY"
    " rowid";

bool is_listed(const SchemaCatalogue& schema, const StoredObject& object) {
  return std::ranges::binary_search(schema.entries, object.type + ' ' + object.name, {},
                                    &std::pair<std::string, CatalogueEntry>::first);
}

}  // namespace

std::vector<StoredObject> stored_objects(SchemaDatabase& database, const SchemaCatalogue& schema) {
  std::vector<StoredObject> objects;
  for (const Row& row : database.query(stored_objects_query)) {
    StoredObject object{.type = std::get<std::string>(row[0]),
                        .name = std::get<std::string>(row[1]),
                        .table = std::get<std::string>(row[2]),
                        .sql = std::get<std::string>(row[3]),
                        .is_virtual = false};
    object.is_virtual = object.type == "table" && std::get<std::int64_t>(row[4]) != 0;
    if (is_listed(schema, object)) objects.push_back(std::move(object));
  }
  return objects;
}

const StoredObject* find_table(const std::vector<StoredObject>& objects, std::string_view name) {
  const auto found = std::ranges::find_if(objects, [&](const StoredObject& object) {
    return object.type == "table" && is_same_name(object.name, name);
  });
  return found == objects.end() ? nullptr : &*found;
}

std::optional<TableDefinition> find_definition(const std::vector<StoredObject>& objects,
                                               std::string_view table) {
  const StoredObject* object = find_table(objects, table);
  return object == nullptr || object->is_virtual ? std::nullopt : parse_create_table(object->sql);
}

std::string_view stored_type(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::index:
      return "index";
    case ObjectKind::view:
      return "view";
    case ObjectKind::trigger:
      return "trigger";
    default:
      return "table";
  }
}

bool is_beside_tables(ObjectKind kind) {
  return stored_type(kind) != "table";
}

bool is_sqlite_table(ObjectKind kind) {
  return kind == ObjectKind::table || kind == ObjectKind::virtual_table;
}

std::string drop_statement(std::string_view type, std::string_view name) {
  std::string word(type);
  std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return fmt::format("DROP {} {}", word, sql_name(name));
}

}  // namespace migrate::migc
