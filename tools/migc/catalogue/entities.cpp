#include "migc/catalogue/entities.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "engine/characters.h"

namespace migrate::migc {

namespace {

const std::string* find_fact(const CatalogueObject& object, std::string_view name) {
  const auto found = std::ranges::find(object.facts, name, &Fact::name);
  return found == object.facts.end() ? nullptr : &found->value;
}

using EntryObjects = std::vector<CatalogueObject>;

bool is_shown(const EntryObjects& entry) {
  const bool is_table = entry.front().kind == ObjectKind::table ||
                        entry.front().kind == ObjectKind::foreign_table ||
                        entry.front().kind == ObjectKind::virtual_table;
  return is_table && find_fact(entry.front(), "partition of") == nullptr;
}

EntityColumn column_of(const CatalogueObject& object) {
  const std::string* type = find_fact(object, "type");
  return {.name = object.name,
          .type = type == nullptr ? "" : *type,
          .is_required = find_fact(object, "not null") != nullptr};
}

Entity entity_of(const EntryObjects& entry) {
  Entity table{.name = entry.front().name};
  for (const CatalogueObject& object : entry)
    if (object.kind == ObjectKind::column) table.columns.push_back(column_of(object));
  return table;
}

// "(a, "b c") references t" -> the places of a and b c; those of an expression are left out.
std::vector<std::size_t> columns_in(std::string_view list, const Entity& table) {
  std::vector<std::size_t> found;
  list = list.substr(1, std::max<std::size_t>(list.find(')'), 1) - 1);
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(", "), list.size());
    const auto is_it = [&](const EntityColumn& column) {
      const std::string_view element = list.substr(0, comma);
      return element == column.name || element == '"' + column.name + '"';
    };
    const auto column = std::ranges::find_if(table.columns, is_it);
    if (column != table.columns.end())
      found.push_back(static_cast<std::size_t>(column - table.columns.begin()));
    list.remove_prefix(std::min(comma + 2, list.size()));
  }
  return found;
}

std::optional<std::size_t> find_table(const std::vector<Entity>& tables, std::string_view name) {
  auto found = std::ranges::find(tables, name, &Entity::name);
  if (found == tables.end())
    found = std::ranges::find_if(
        tables, [&](const Entity& table) { return core::equal_ignoring_case(table.name, name); });
  if (found == tables.end()) return std::nullopt;
  return static_cast<std::size_t>(found - tables.begin());
}

class EntityReader {
 public:
  explicit EntityReader(const SchemaCatalogue& schema) {
    for (const auto& [name, entry] : schema.entries)
      if (!entry->empty() && is_shown(*entry)) {
        entities_.tables.push_back(entity_of(*entry));
        entries_.push_back(entry.get());
      }
  }

  Entities read() {
    for (std::size_t i = 0; i < entries_.size(); ++i) read_keys(i);
    for (std::size_t i = 0; i < entries_.size(); ++i) read_references(i);
    return std::move(entities_);
  }

 private:
  void read_keys(std::size_t i) {
    for (const CatalogueObject& object : *entries_[i])
      if (object.kind == ObjectKind::primary_key)
        for (const std::size_t column : key_columns(object, i)) {
          entities_.tables[i].columns[column].is_key = true;
          entities_.tables[i].columns[column].is_required = true;
        }
  }

  std::vector<std::size_t> key_columns(const CatalogueObject& key, std::size_t i) const {
    const std::string* columns = find_fact(key, "columns");
    return columns_in(columns == nullptr ? key.name : *columns, entities_.tables[i]);
  }

  void read_references(std::size_t i) {
    for (const CatalogueObject& object : *entries_[i])
      if (object.kind == ObjectKind::foreign_key) read_reference(object, i);
  }

  void read_reference(const CatalogueObject& key, std::size_t i) {
    constexpr std::string_view references = ") references ";
    const std::size_t end = key.name.find(references);
    if (end == std::string::npos) return;
    const std::vector<std::size_t> columns = columns_in(key.name, entities_.tables[i]);
    const std::optional<std::size_t> to =
        find_table(entities_.tables, std::string_view(key.name).substr(end + references.size()));
    if (columns.empty() || !to) return;
    bool is_required = true;
    for (const std::size_t column : columns) {
      entities_.tables[i].columns[column].refers = true;
      is_required = is_required && entities_.tables[i].columns[column].is_required;
    }
    entities_.links.push_back({.from = i,
                               .to = *to,
                               .column = columns.front(),
                               .columns = key.name.substr(1, end - 1),
                               .is_required = is_required,
                               .is_unique = is_unique(i, columns)});
  }

  bool is_unique(std::size_t i, std::vector<std::size_t> columns) const {
    std::ranges::sort(columns);
    return std::ranges::any_of(*entries_[i], [&](const CatalogueObject& object) {
      if (object.kind != ObjectKind::primary_key && object.kind != ObjectKind::unique) return false;
      std::vector<std::size_t> key = key_columns(object, i);
      std::ranges::sort(key);
      return key == columns;
    });
  }

  Entities entities_;
  std::vector<const EntryObjects*> entries_;
};

}  // namespace

Entities entities_of(const SchemaCatalogue& schema) {
  return EntityReader(schema).read();
}

}  // namespace migrate::migc
