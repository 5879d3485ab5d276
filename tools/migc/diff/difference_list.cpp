#include "migc/diff/difference_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/text/json.h"
#include "core/text/untrusted_text.h"

namespace migrate::migc {

namespace {

struct Look {
  char mark;
  std::string_view color;
  std::string_view word;  // of JSON
};

Look look_of(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::missing:
      return {'-', "\033[31m", "removed"};
    case DifferenceKind::left_over:
      return {'+', "\033[32m", "added"};
    case DifferenceKind::changed:
    case DifferenceKind::reordered:
      break;
  }
  return {'~', "\033[33m", "changed"};
}

std::string called(const Difference& change) {
  std::string text(noun(change.object));
  if (!change.name.empty()) text += ' ' + change.name;
  return text;
}

// The table under which a change stands; empty: under none.
std::string heading_of(const Difference& change) {
  const bool is_table = change.object == ObjectKind::table || change.object == ObjectKind::virtual_table ||
                        change.object == ObjectKind::foreign_table;
  if (is_table && change.kind == DifferenceKind::changed) return change.name;
  return change.table;
}

std::string change_of_fact(const Difference& change, std::string_view indent) {
  const std::string_view was = spelled(change.was, change.is), is = spelled(change.is, change.was);
  if (change.was.size() + change.is.size() <= 80)
    return fmt::format("{} {} -> {}", change.fact, core::shown(was), core::shown(is));
  return fmt::format("{0}\n{1}  from {2}\n{1}  to   {3}", change.fact, indent, core::shown(was),
                     core::shown(is));
}

std::string line_of(const Difference& change, std::string_view indent, Color color) {
  const Look look = look_of(change.kind);
  std::string text = core::shown(called(change));
  if (change.kind == DifferenceKind::changed) {
    const bool is_heading = !heading_of(change).empty() && change.table.empty();
    text = (is_heading ? "" : text + ": ") + change_of_fact(change, indent);
  }
  const std::string line = fmt::format("{}{} {}", indent, look.mark, text);
  return color == Color::yes ? fmt::format("{}{}\033[0m\n", look.color, line) : line + '\n';
}

std::string json_of(const Difference& change) {
  using core::json_string;
  std::string json =
      fmt::format(R"({{"change":{},"kind":{},"table":{},"name":{})", json_string(look_of(change.kind).word),
                  json_string(noun(change.object)), json_string(change.table), json_string(change.name));
  if (change.kind == DifferenceKind::changed)
    json += fmt::format(R"(,"fact":{},"from":{},"to":{})", json_string(change.fact), json_string(change.was),
                        json_string(change.is));
  return json + '}';
}

}  // namespace

std::vector<Difference> changes_between(const SchemaCatalogue& from, const SchemaCatalogue& to) {
  std::vector<Difference> changes = differences(from, to);
  std::erase_if(changes, [](const Difference& change) { return change.kind == DifferenceKind::reordered; });
  return changes;
}

std::string to_list(const std::vector<Difference>& changes, Color color) {
  std::vector<std::string> tables;
  for (const Difference& change : changes)
    if (const std::string table = heading_of(change);
        !table.empty() && std::ranges::find(tables, table) == tables.end())
      tables.push_back(table);
  std::ranges::sort(tables);
  std::string list;
  for (const Difference& change : changes)
    if (heading_of(change).empty()) list += line_of(change, "", color);
  for (const std::string& table : tables) {
    list += fmt::format("table {}\n", core::shown(table));
    for (const Difference& change : changes)
      if (heading_of(change) == table) list += line_of(change, "  ", color);
  }
  return list;
}

std::string to_json(const std::vector<Difference>& changes) {
  std::string list;
  for (const Difference& change : changes) list += (list.empty() ? "" : ",") + json_of(change);
  return '[' + list + ']';
}

}  // namespace migrate::migc
