#include "core/text/text.h"

#include <algorithm>
#include <vector>

#include "core/text/concat.h"
#include "core/text/untrusted_text.h"

namespace migrate::core {

std::string in_quotes(std::string_view text) {
  return concat({"\"", shown(text), "\""});
}

std::string listed(std::span<const std::string> names) {
  constexpr std::size_t most = 10;
  std::string list;
  for (const std::string& name : names.first(std::min(most, names.size()))) {
    if (!list.empty()) list += ", ";
    list += shown(name);
  }
  if (names.size() > most) append(list, {" and ", std::to_string(names.size() - most), " more"});
  return list;
}

std::string listed(const Chain& chain, std::span<const RevisionIndex> revisions) {
  std::vector<std::string> names;
  for (const RevisionIndex revision : revisions) names.emplace_back(chain[revision].id());
  return listed(names);
}

std::string place_text(std::span<const std::string> rows) {
  return rows.empty() ? "base" : listed(rows);
}

std::string name_of(const Chain& chain, std::optional<RevisionIndex> place) {
  return place ? std::string(chain[*place].id()) : "base";
}

}  // namespace migrate::core
