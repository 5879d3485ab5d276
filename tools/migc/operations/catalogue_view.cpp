#include "migc/operations/catalogue_view.h"

#include <algorithm>

#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

bool is_relation(const DatabaseObject& object) {
  return object.kind == ObjectKind::view || object.kind == ObjectKind::sequence;
}

bool is_same_place(const ObjectName& name, std::string_view schema, std::string_view text) {
  return schema == name.schema && text == name.name;
}

// The table, or one of its keys, whose index lies in the schema of the table.
bool takes(const PortableTable& table, const ObjectName& name) {
  return table.name == name || std::ranges::any_of(table.constraints, [&](const auto& constraint) {
           return has_index_of_its_own(constraint) &&
                  is_same_place(name, table.name.schema, constraint.name.text);
         });
}

std::vector<std::string> to_strings(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

// The names of the columns or constraints of a table.
template <typename Part>
std::vector<std::string> names_of(const std::vector<Part>& parts) {
  std::vector<std::string> names;
  for (const Part& part : parts) names.push_back(part.name.text);
  return names;
}

}  // namespace

bool CatalogueView::has_table(const ObjectName& table) const {
  return has_surely_table(table) || catalogue_.may_be_made_by_sql(table.name);
}

bool CatalogueView::has_index(const ObjectName& index) const {
  return has_surely_index(index) || catalogue_.may_be_made_by_sql(index.name);
}

bool CatalogueView::has_surely_table(const ObjectName& table) const {
  return catalogue_.find_table(table) != nullptr;
}

bool CatalogueView::has_surely_index(const ObjectName& index) const {
  return catalogue_.find_index(index) != nullptr;
}

bool CatalogueView::has_object(const DatabaseObject& object) const {
  const std::string name = object.name.substr(0, object.name.find('('));
  return catalogue_.find_object(object.kind, object.name) != nullptr ||
         catalogue_.may_be_made_by_sql(read_object_name(name).name);
}

// PostgreSQL has one space of names for these. An index lies in the schema of its table.
bool CatalogueView::has_relation(const ObjectName& name) const {
  const CatalogueContents& known = catalogue_.contents();
  return std::ranges::any_of(known.tables, [&](const PortableTable& table) { return takes(table, name); }) ||
         std::ranges::any_of(known.indexes,
                             [&](const PortableIndex& index) {
                               return is_same_place(name, index.table.schema, index.name.name);
                             }) ||
         std::ranges::any_of(known.objects, [&](const DatabaseObject& object) {
           return is_relation(object) && read_object_name(object.name) == name;
         });
}

std::string_view CatalogueView::other_kind(const ObjectName&) const {
  return {};
}

std::vector<std::string> CatalogueView::tables() const {
  return to_strings(catalogue_.table_names());
}

std::vector<std::string> CatalogueView::indexes() const {
  return to_strings(catalogue_.index_names());
}

std::optional<std::vector<std::string>> CatalogueView::columns(const ObjectName& table) const {
  const PortableTable* known = catalogue_.find_table(table);
  return known == nullptr ? std::nullopt : std::optional(names_of(known->columns));
}

std::optional<std::vector<std::string>> CatalogueView::constraints(const ObjectName& table) const {
  const PortableTable* known = catalogue_.find_table(table);
  return known == nullptr ? std::nullopt : std::optional(names_of(known->constraints));
}

}  // namespace migrate::migc
