#include "migc/autogenerate/yaml_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "migc/operations/yaml_text.h"
#include "migc/transition/statement_groups.h"

namespace migrate::migc {

namespace {

constexpr std::size_t item_indent = 2;

bool is_executed(const YamlValue& item) {
  return item.entries.front().key == "execute";
}

}  // namespace

YamlSections::YamlSections(const SchemaChanges& changes) {
  add_section("upgrade", changes, &SchemaChange::upgrade);
  if (irreversible_reason(changes).empty()) add_section("downgrade", changes, &SchemaChange::downgrade);
  tell();
}

void YamlSections::add_section(std::string key, const SchemaChanges& changes,
                               Transition SchemaChange::*direction) {
  Section& section = sections_.emplace_back(Section{.key = std::move(key), .dialects = {}});
  for (const SchemaChange& change : changes)
    section.dialects.push_back({change.dialect, statement_groups(change.*direction)});
}

void YamlSections::tell() {
  for (Section& section : sections_) section.told = tell_statements(section.dialects);
}

std::string YamlSections::text_of(const Section& section) const {
  const bool is_downgrade = section.key == "downgrade";
  if (is_downgrade && is_derived_) return section.key + ": auto\n";
  if (section.told.list.items.empty())
    return fmt::format("{}: {}\n", section.key, is_downgrade ? "nothing" : "[]");
  return fmt::format("{}:\n{}\n", section.key, to_yaml(section.told.list, item_indent));
}

std::string YamlSections::text() const {
  std::string text;
  for (const Section& section : sections_) text += text_of(section);
  return text;
}

bool YamlSections::has_operations() const {
  return std::ranges::any_of(sections_, [](const Section& section) {
    return !std::ranges::all_of(section.told.list.items, is_executed);
  });
}

// Of each line of the text.
std::vector<YamlSections::Place> YamlSections::items_of_lines() const {
  const std::string mark = std::string(item_indent, ' ') + "- ";
  std::vector<Place> places;
  for (std::size_t section = 0; section < sections_.size(); ++section) {
    std::istringstream lines(text_of(sections_[section]));
    std::size_t item = 0;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(mark)) ++item;
      places.emplace_back(section, item);
    }
  }
  return places;
}

bool YamlSections::execute_item(const Place& place) {
  Section& section = sections_[place.first];
  if (place.second == 0) return false;
  bool changes = false;
  for (const auto& [dialect, group] : section.told.origins[place.second - 1])
    changes |= !std::exchange(section.dialects[dialect].groups[group].is_executed, true);
  return changes;
}

bool YamlSections::execute(const std::vector<std::size_t>& lines) {
  const std::vector<Place> places = items_of_lines();
  bool changes = false;
  for (const std::size_t line : lines)
    if (line != 0 && line <= places.size()) changes |= execute_item(places[line - 1]);
  tell();
  return changes;
}

void YamlSections::execute_all() {
  for (Section& section : sections_)
    for (StatementsOfDialect& dialect : section.dialects)
      for (StatementGroup& group : dialect.groups) group.is_executed = true;
  tell();
}

}  // namespace migrate::migc
