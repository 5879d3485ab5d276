#include "migc/catalogue/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <tuple>

namespace migrate::migc {

namespace {

using Objects = std::vector<const CatalogueObject*>;

auto key_of(const CatalogueObject* object) {
  return std::tie(object->kind, object->identity);
}

// Also brings those that say the same of one identity together.
auto place_of(const CatalogueObject* object) {
  return std::tie(object->kind, object->identity, object->facts);
}

void add_objects(const SchemaCatalogue& catalogue, std::size_t i, Objects& objects) {
  for (const CatalogueObject& object : *catalogue.entries[i].second) objects.push_back(&object);
}

// Those of the entries that the other schema does not have just so.
struct Changed {
  Objects was, is;
};

Changed changed_objects(const SchemaCatalogue& was, const SchemaCatalogue& is) {
  Changed changed;
  std::size_t i = 0, j = 0;
  while (i < was.entries.size() || j < is.entries.size()) {
    const bool has_both = i < was.entries.size() && j < is.entries.size();
    const int order =
        !has_both ? (i < was.entries.size() ? -1 : 1) : was.entries[i].first.compare(is.entries[j].first);
    const bool is_same = order == 0 && was.entries[i].second == is.entries[j].second;
    if (order <= 0 && !is_same) add_objects(was, i, changed.was);
    if (order >= 0 && !is_same) add_objects(is, j, changed.is);
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  std::ranges::stable_sort(changed.was, {}, place_of);
  std::ranges::stable_sort(changed.is, {}, place_of);
  return changed;
}

std::string value_of(const CatalogueObject& object, std::string_view fact) {
  const auto found = std::ranges::find(object.facts, fact, &Fact::name);
  return found == object.facts.end() ? "" : found->value;
}

Difference difference_of(DifferenceKind kind, const CatalogueObject& object) {
  return {.kind = kind, .object = object.kind, .table = object.table, .name = object.name};
}

void compare_fact(const CatalogueObject& was, const CatalogueObject& is, const std::string& fact,
                  std::vector<Difference>& found) {
  std::string before = value_of(was, fact), after = value_of(is, fact);
  if (before == after) return;
  found.push_back(difference_of(DifferenceKind::changed, is));
  found.back().fact = fact;
  found.back().was = std::move(before);
  found.back().is = std::move(after);
}

std::string listed(const std::vector<std::string>& parts, const std::set<std::string_view>& those) {
  std::string list;
  for (const std::string& part : parts)
    if (those.contains(part)) list += (list.empty() ? "" : ", ") + part;
  return list;
}

void compare_order(const CatalogueObject& was, const CatalogueObject& is, std::vector<Difference>& found) {
  const std::set<std::string_view> before(was.order.begin(), was.order.end());
  const std::set<std::string_view> after(is.order.begin(), is.order.end());
  std::string order_was = listed(was.order, after), order_is = listed(is.order, before);
  if (order_was == order_is) return;
  found.push_back(difference_of(DifferenceKind::reordered, is));
  found.back().was = std::move(order_was);
  found.back().is = std::move(order_is);
}

void compare(const CatalogueObject& was, const CatalogueObject& is, std::vector<Difference>& found) {
  for (const Fact& fact : was.facts) compare_fact(was, is, fact.name, found);
  for (const Fact& fact : is.facts)
    if (value_of(was, fact.name).empty()) compare_fact(was, is, fact.name, found);
  compare_order(was, is, found);
}

// The index of the same name, which has no object of its identity in the other schema either: the name may
// be one that PostgreSQL makes up, and so no part of the identity, until a column is renamed.
const CatalogueObject* find_index_by_name(const CatalogueObject& index, const Objects& objects,
                                          const Objects& others) {
  if (index.kind != ObjectKind::index) return nullptr;
  const auto found = std::ranges::find_if(objects, [&](const CatalogueObject* object) {
    return object->kind == index.kind && object->table == index.table && object->name == index.name &&
           std::ranges::find(others, key_of(object), key_of) == others.end();
  });
  return found == objects.end() ? nullptr : *found;
}

void add_missing(const CatalogueObject& was, const Changed& changed, std::vector<Difference>& found) {
  if (const CatalogueObject* is = find_index_by_name(was, changed.is, changed.was))
    compare(was, *is, found);
  else
    found.push_back(difference_of(DifferenceKind::missing, was));
}

void add_left_over(const CatalogueObject& is, const Changed& changed, std::vector<Difference>& found) {
  if (find_index_by_name(is, changed.was, changed.is) == nullptr)
    found.push_back(difference_of(DifferenceKind::left_over, is));
}

// Whether other objects name it as their table.
bool has_parts(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::domain:
    case ObjectKind::table:
    case ObjectKind::foreign_table:
    case ObjectKind::virtual_table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
      return true;
    default:
      return false;
  }
}

// "s" of "s.t"; empty where the name says none.
std::string schema_of(const Difference& difference) {
  const std::string& name = difference.table.empty() ? difference.name : difference.table;
  const std::size_t end = name.starts_with('"') ? name.find("\".") : name.find('.');
  if (end == std::string::npos) return {};
  return name.substr(0, name.starts_with('"') ? end + 1 : end);
}

// What belongs to a table or a schema that is missing or left over goes without saying.
void drop_parts(std::vector<Difference>& found) {
  std::set<std::pair<DifferenceKind, std::string>> tables, schemas;
  for (const Difference& difference : found) {
    if (difference.kind != DifferenceKind::missing && difference.kind != DifferenceKind::left_over) continue;
    if (has_parts(difference.object)) tables.emplace(difference.kind, difference.name);
    if (difference.object == ObjectKind::schema) schemas.emplace(difference.kind, difference.name);
  }
  std::erase_if(found, [&](const Difference& difference) {
    const bool is_of_table =
        !has_parts(difference.object) && tables.contains({difference.kind, difference.table});
    return is_of_table || schemas.contains({difference.kind, schema_of(difference)});
  });
}

std::string subject(const Difference& difference) {
  if (difference.object == ObjectKind::database) return "database";
  if (difference.object == ObjectKind::column)
    return fmt::format("column {}.{}", difference.table, difference.name);
  std::string text(noun(difference.object));
  if (!difference.name.empty()) text += ' ' + difference.name;
  if (!difference.table.empty()) text += " on " + difference.table;
  return text;
}

// Definitions of views and triggers; other values stay on the line.
bool is_long(const Difference& difference) {
  return difference.was.size() + difference.is.size() > 120;
}

}  // namespace

std::string_view noun(ObjectKind kind) {
  constexpr std::string_view nouns[] = {"database",
                                        "schema",
                                        "extension",
                                        "language",
                                        "access method",
                                        "foreign data wrapper",
                                        "server",
                                        "user mapping",
                                        "collation",
                                        "conversion",
                                        "enum",
                                        "domain",
                                        "composite type",
                                        "range type",
                                        "type",
                                        "sequence",
                                        "table",
                                        "foreign table",
                                        "virtual table",
                                        "column",
                                        "primary key",
                                        "UNIQUE",
                                        "CHECK",
                                        "EXCLUDE",
                                        "foreign key",
                                        "index",
                                        "statistics",
                                        "view",
                                        "materialized view",
                                        "rule",
                                        "trigger",
                                        "policy",
                                        "function",
                                        "procedure",
                                        "aggregate",
                                        "operator",
                                        "operator class",
                                        "operator family",
                                        "cast",
                                        "transform",
                                        "text search parser",
                                        "text search template",
                                        "text search dictionary",
                                        "text search configuration",
                                        "event trigger",
                                        "publication",
                                        "subscription",
                                        "default privileges"};
  static_assert(std::size(nouns) == static_cast<std::size_t>(ObjectKind::default_privileges) + 1);
  return nouns[static_cast<std::size_t>(kind)];
}

std::string_view spelled(const std::string& value, const std::string& other) {
  if (!value.empty()) return value;
  return other == "yes" ? "no" : "none";
}

std::vector<Difference> differences(const SchemaCatalogue& was, const SchemaCatalogue& is) {
  const Changed changed = changed_objects(was, is);
  std::vector<Difference> found;
  auto before = changed.was.begin();
  auto after = changed.is.begin();
  while (before != changed.was.end() || after != changed.is.end()) {
    const bool is_missing =
        after == changed.is.end() || (before != changed.was.end() && key_of(*before) < key_of(*after));
    const bool is_left_over =
        before == changed.was.end() || (after != changed.is.end() && key_of(*after) < key_of(*before));
    if (is_missing)
      add_missing(**before++, changed, found);
    else if (is_left_over)
      add_left_over(**after++, changed, found);
    else
      compare(**before++, **after++, found);
  }
  drop_parts(found);
  return found;
}

std::string to_text(const Difference& difference) {
  const std::string object = subject(difference);
  switch (difference.kind) {
    case DifferenceKind::missing:
      return object + " is missing";
    case DifferenceKind::left_over:
      return object + " is left over";
    case DifferenceKind::reordered:
      return fmt::format("{}: the order of the columns is {}, was {}", object, difference.is, difference.was);
    case DifferenceKind::changed:
      break;
  }
  if (is_long(difference))
    return fmt::format("{}: another {}\n  was: {}\n  is:  {}", object, difference.fact, difference.was,
                       difference.is);
  return fmt::format("{}: {} is {}, was {}", object, difference.fact, spelled(difference.is, difference.was),
                     spelled(difference.was, difference.is));
}

}  // namespace migrate::migc
