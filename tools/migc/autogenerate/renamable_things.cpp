#include "migc/autogenerate/renamable_things.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "engine/name_cursor.h"
#include "engine/names.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

namespace {

// Of a name of the catalogue, which leaves out the schema public.
std::string key_in_catalogue(Dialect dialect, const std::string& name) {
  return table_key(dialect, name, "public");
}

// "'sad', 'ok'"
std::vector<RenamablePart> values_in(Dialect dialect, const std::string& list) {
  std::vector<RenamablePart> values;
  for (core::TokenCursor at(core::next_token_of(dialect), list); !at.is_at_end(); at.advance())
    if (at.token().kind == core::TokenKind::string) values.push_back({std::string(at.spelling())});
  return values;
}

class RenamableReader {
 public:
  explicit RenamableReader(Dialect dialect) : dialect_(dialect) {}

  RenamableThings read(const SchemaCatalogue& schema) {
    for (const auto& [_, objects] : schema.entries)
      for (const CatalogueObject& object : *objects) add(object);
    for (const auto& [_, objects] : schema.entries)
      for (const CatalogueObject& object : *objects) add_part(object);
    for (const auto& [table, order] : orders_) put_in_order(things_.tables[table].columns, *order);
    return std::move(things_);
  }

 private:
  void add(const CatalogueObject& object) {
    switch (object.kind) {
      case ObjectKind::table:
      case ObjectKind::virtual_table:
      case ObjectKind::foreign_table:
        return add_table(object);
      case ObjectKind::enumeration:
      case ObjectKind::domain:
      case ObjectKind::composite_type:
      case ObjectKind::range_type:
        return add_type(object, things_.types);
      case ObjectKind::sequence:
        return add_sequence(object);
      default:
        return;
    }
  }

  void add_table(const CatalogueObject& object) {
    std::string key = key_in_catalogue(dialect_, object.name);
    places_.emplace(core::name_key(dialect_, key), things_.tables.size());
    orders_.emplace_back(things_.tables.size(), &object.order);
    things_.tables.push_back({.key = std::move(key)});
  }

  void add_type(const CatalogueObject& object, std::vector<RenamableType>& types) {
    RenamableType type{
        .kind = object.kind, .key = key_in_catalogue(dialect_, object.name), .facts = object.facts};
    type.values = values_in(dialect_, fact_of(object.facts, "values"));
    std::erase_if(type.facts, [](const Fact& fact) { return fact.name == "values"; });
    types.push_back(std::move(type));
  }

  // That of a serial column is part of the column.
  void add_sequence(const CatalogueObject& object) {
    if (object.table.empty()) add_type(object, things_.sequences);
  }

  void add_part(const CatalogueObject& object) {
    if (object.kind != ObjectKind::column && object.kind != ObjectKind::index) return;
    const auto table = places_.find(core::name_key(dialect_, key_in_catalogue(dialect_, object.table)));
    if (table == places_.end()) return;
    RenamableTable& owner = things_.tables[table->second];
    (object.kind == ObjectKind::column ? owner.columns : owner.indexes)
        .push_back({part_key(dialect_, object.name), object.facts});
  }

  void put_in_order(std::vector<RenamablePart>& columns, const std::vector<std::string>& order) const {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < order.size(); ++i)
      places.emplace(core::name_key(dialect_, core::NameCursor(dialect_, order[i]).take_name().value_or("")),
                     i);
    std::ranges::stable_sort(columns, {}, [&](const RenamablePart& column) {
      const auto place = places.find(core::name_key(dialect_, column.name));
      return place == places.end() ? order.size() : place->second;
    });
  }

  Dialect dialect_;
  RenamableThings things_;
  std::map<std::string, std::size_t> places_;
  std::vector<std::pair<std::size_t, const std::vector<std::string>*>> orders_;
};

}  // namespace

RenamableThings renamable_things(Dialect dialect, const SchemaCatalogue& schema) {
  return RenamableReader(dialect).read(schema);
}

std::string fact_of(const std::vector<Fact>& facts, const std::string& name) {
  const auto found = std::ranges::find(facts, name, &Fact::name);
  return found == facts.end() ? "" : found->value;
}

}  // namespace migrate::migc
