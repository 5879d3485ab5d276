#include "migc/drift/server_spelling.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

namespace migrate::migc {

namespace {

constexpr std::array<std::string_view, 11> spelled_facts = {
    "default",    "generated as",   "definition", "body",    "using", "with check",
    "expression", "partitioned by", "bound",      "columns", "where"};

// Objects whose name is what the server spells.
bool is_named_by_expression(ObjectKind kind) {
  return kind == ObjectKind::check || kind == ObjectKind::exclusion || kind == ObjectKind::index;
}

using Place = std::tuple<DifferenceKind, ObjectKind, std::string>;

Place place_of(const Difference& difference, DifferenceKind kind) {
  return {kind, difference.object, difference.table};
}

DifferenceKind opposite(DifferenceKind kind) {
  return kind == DifferenceKind::missing ? DifferenceKind::left_over : DifferenceKind::missing;
}

}  // namespace

std::string server_release(Dialect dialect, SchemaDatabase& database) {
  switch (dialect) {
    case Dialect::sqlite:
      return {};
    case Dialect::postgres: {
      const Rows rows = database.query("SELECT (current_setting('server_version_num')::int / 10000)::text");
      return std::get<std::string>(rows.at(0).at(0));
    }
  }
  return {};
}

// A constraint that is missing, while the table has another one of its kind, may be that one.
void drop_server_spelling(std::vector<Difference>& differences) {
  std::set<Place> places;
  for (const Difference& difference : differences) places.insert(place_of(difference, difference.kind));
  std::erase_if(differences, [&](const Difference& difference) {
    if (difference.kind == DifferenceKind::changed)
      return std::ranges::find(spelled_facts, difference.fact) != spelled_facts.end();
    return is_named_by_expression(difference.object) &&
           places.contains(place_of(difference, opposite(difference.kind)));
  });
}

}  // namespace migrate::migc
