#include "migc/autogenerate/revision_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "engine/sql_text.h"
#include "migc/sql/sql_marker.h"

namespace migrate::migc {

namespace {

using Statements = std::vector<std::string>;

constexpr std::size_t longest_list = 5;

std::string section(SectionKind kind, std::optional<Dialect> dialect, const Statements& statements) {
  std::string text = to_marker({kind, dialect}) + '\n';
  if (statements.empty())
    text += kind == SectionKind::upgrade ? "-- nothing to do\n" : "-- nothing to undo\n";
  for (const std::string& statement : statements) text += core::ended(statement);
  return text + '\n';
}

std::string sections(SectionKind kind, const SchemaChanges& changes, Transition SchemaChange::*direction) {
  const auto statements = [&](const SchemaChange& change) -> const Statements& {
    return (change.*direction).statements;
  };
  const bool is_same = std::ranges::all_of(
      changes, [&](const SchemaChange& change) { return statements(change) == statements(changes.front()); });
  if (is_same) return section(kind, std::nullopt, statements(changes.front()));
  std::string text;
  for (const SchemaChange& change : changes) text += section(kind, change.dialect, statements(change));
  return text;
}

// In a line of a header.
std::string in_one_line(std::vector<std::string> reasons) {
  std::ranges::sort(reasons);
  reasons.erase(std::unique(reasons.begin(), reasons.end()), reasons.end());
  const std::size_t more = reasons.size() > longest_list ? reasons.size() - longest_list : 0;
  reasons.resize(reasons.size() - more);
  std::string line = fmt::format("{}", fmt::join(reasons, "; "));
  if (more != 0) line += fmt::format("; and {} more", more);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

}  // namespace

std::string sql_sections(const SchemaChanges& changes) {
  std::string text = sections(SectionKind::upgrade, changes, &SchemaChange::upgrade);
  if (irreversible_reason(changes).empty())
    text += sections(SectionKind::downgrade, changes, &SchemaChange::downgrade);
  text.pop_back();  // the empty line between two sections
  return text;
}

std::string lossy_reason(const SchemaChanges& changes) {
  std::vector<std::string> reasons;
  for (const SchemaChange& change : changes)
    reasons.insert(reasons.end(), change.lossy.begin(), change.lossy.end());
  return in_one_line(std::move(reasons));
}

std::string irreversible_reason(const SchemaChanges& changes) {
  std::vector<std::string> reasons;
  for (const SchemaChange& change : changes) {
    for (const Obstacle& obstacle : change.downgrade.obstacles) reasons.push_back(obstacle.reason);
    for (const RequiredValue& value : change.downgrade.required_values)
      reasons.push_back(fmt::format("no value is known for column {}.{} of type {}", value.table,
                                    value.column, value.type));
  }
  return in_one_line(std::move(reasons));
}

}  // namespace migrate::migc
