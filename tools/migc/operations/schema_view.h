#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/catalogue.h"
#include "migc/operations/quote.h"
#include "migc/operations/render_sqlite.h"

namespace migrate::migc {

[[nodiscard]] inline bool has_index_of_its_own(const PortableConstraint& constraint) {
  return constraint.kind != PortableConstraintKind::check &&
         constraint.kind != PortableConstraintKind::foreign_key;
}

// Looks names up wherever the dialect's schema is known best.
class KnownSchema {
 public:
  KnownSchema(const Catalogue& catalogue, const SqliteWriter* sqlite)
      : catalogue_(catalogue), sqlite_(sqlite) {}

  bool has_table(const ObjectName& table) const {
    if (sqlite_ != nullptr) return sqlite_->find_table(table.name).has_value();
    return catalogue_.find_table(table) != nullptr || catalogue_.may_be_made_by_sql(table.name);
  }
  bool is_surely_there(const ObjectName& table) const {
    return sqlite_ != nullptr ? has_table(table) : catalogue_.find_table(table) != nullptr;
  }
  bool has_surely_index(const ObjectName& index) const {
    return sqlite_ != nullptr ? has_index(index) : catalogue_.find_index(index) != nullptr;
  }
  bool has_index(const ObjectName& index) const {
    if (sqlite_ != nullptr) return sqlite_->schema().find_object(index.name).has_value();
    return catalogue_.find_index(index) != nullptr || catalogue_.may_be_made_by_sql(index.name);
  }
  // What has the name of a table and is none: "view", "index", ... Empty where nothing is known to have it.
  std::string_view other_kind(const ObjectName& name) const {
    if (sqlite_ == nullptr) return "";
    const std::optional<SchemaObject> object = sqlite_->schema().find_object(name.name);
    if (!object || object->kind == SchemaObject::Kind::table) return "";
    constexpr std::array<std::string_view, 5> words{"table", "virtual table", "index", "trigger", "view"};
    return words[static_cast<std::size_t>(object->kind)];
  }
  // PostgreSQL has one space of names for these. An index lies in the schema of its table.
  bool has_relation(const ObjectName& name) const {
    const CatalogueContents& known = catalogue_.contents();
    const auto is_it = [&](const std::string& schema, std::string_view text) {
      return schema == name.schema && text == name.name;
    };
    return std::ranges::any_of(known.tables,
                               [&](const PortableTable& table) {
                                 return is_it(table.name.schema, table.name.name) ||
                                        std::ranges::any_of(table.constraints, [&](const auto& constraint) {
                                          return has_index_of_its_own(constraint) &&
                                                 is_it(table.name.schema, constraint.name.text);
                                        });
                               }) ||
           std::ranges::any_of(
               known.indexes,
               [&](const PortableIndex& index) { return is_it(index.table.schema, index.name.name); }) ||
           std::ranges::any_of(known.objects, [&](const DatabaseObject& object) {
             const ObjectName other = read_object_name(object.name);
             return (object.kind == ObjectKind::view || object.kind == ObjectKind::sequence) &&
                    is_it(other.schema, other.name);
           });
  }
  // SQLite has views and triggers only; of others there is nothing to drop.
  bool has_object(const DatabaseObject& object) const {
    const bool is_in_sqlite = object.kind == ObjectKind::view || object.kind == ObjectKind::trigger;
    if (sqlite_ != nullptr) return !is_in_sqlite || sqlite_->schema().find_object(object.name).has_value();
    const std::string name = object.name.substr(0, object.name.find('('));
    return catalogue_.find_object(object.kind, object.name) != nullptr ||
           catalogue_.may_be_made_by_sql(read_object_name(name).name);
  }
  std::vector<std::string> tables() const {
    std::vector<std::string> names;
    if (sqlite_ != nullptr)
      for (const SchemaObject& table : sqlite_->schema().objects(SchemaObject::Kind::table))
        names.push_back(table.name);
    else
      for (const std::string_view name : catalogue_.table_names()) names.emplace_back(name);
    return names;
  }
  std::vector<std::string> indexes() const {
    std::vector<std::string> names;
    if (sqlite_ != nullptr)
      for (const SchemaObject& index : sqlite_->schema().objects(SchemaObject::Kind::index))
        names.push_back(index.name);
    else
      for (const std::string_view name : catalogue_.index_names()) names.emplace_back(name);
    return names;
  }
  // Nothing where they are not known.
  std::optional<std::vector<std::string>> columns(const ObjectName& table) const {
    std::vector<std::string> names;
    if (sqlite_ != nullptr) {
      const std::optional<TableDefinition> found = sqlite_->find_table(table.name);
      if (!found) return std::nullopt;
      for (const ColumnDefinition& column : found->columns) names.push_back(column.name);
      return names;
    }
    const PortableTable* known = catalogue_.find_table(table);
    if (known == nullptr) return std::nullopt;
    for (const PortableColumn& column : known->columns) names.push_back(column.name.text);
    return names;
  }
  std::optional<std::vector<std::string>> constraints(const ObjectName& table) const {
    if (sqlite_ != nullptr) {
      const std::optional<TableDefinition> found = sqlite_->find_table(table.name);
      if (!found) return std::nullopt;
      return constraint_names(*found);
    }
    const PortableTable* known = catalogue_.find_table(table);
    if (known == nullptr) return std::nullopt;
    std::vector<std::string> names;
    for (const PortableConstraint& constraint : known->constraints) names.push_back(constraint.name.text);
    return names;
  }

 private:
  const Catalogue& catalogue_;
  const SqliteWriter* sqlite_;
};

}  // namespace migrate::migc
