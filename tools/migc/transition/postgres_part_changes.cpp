#include "migc/transition/postgres_part_changes.h"

#include <fmt/format.h>

#include <algorithm>

namespace migrate::migc {

namespace {

using Lines = std::vector<std::string>;
using Statements = std::vector<std::string>;

bool contains(const Lines& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

Lines without(const Lines& lines, const Lines& others) {
  Lines left;
  for (const std::string& line : lines)
    if (!contains(others, line)) left.push_back(line);
  return left;
}

// Each value has its place after the one before it; the first ones before what is there.
std::optional<Statements> enum_changes(const PostgresDefinition& now, const PostgresDefinition& wanted) {
  const Lines before = lines_of(now.state), after = lines_of(wanted.state);
  if (without(after, without(after, before)) != before) return std::nullopt;
  Statements statements;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (contains(before, after[i])) continue;
    std::string place;
    const bool is_last = std::none_of(after.begin() + static_cast<std::ptrdiff_t>(i), after.end(),
                                      [&](const std::string& value) { return contains(before, value); });
    if (!is_last) place = i == 0 ? " BEFORE " + before.front() : " AFTER " + after[i - 1];
    statements.push_back(fmt::format("ALTER TYPE {} ADD VALUE {}{}", now.name, after[i], place));
  }
  return statements;
}

// A quoted name may have blanks.
std::string name_in(const std::string& attribute) {
  const std::size_t from = attribute.starts_with('"') ? attribute.find("\" ") + 1 : 0;
  return attribute.substr(0, attribute.find(' ', from));
}

std::optional<Statements> composite_changes(const PostgresDefinition& now, const PostgresDefinition& wanted) {
  Lines before, after, kept;
  for (const std::string& attribute : lines_of(now.state)) before.push_back(name_in(attribute));
  for (const std::string& attribute : lines_of(wanted.state)) after.push_back(name_in(attribute));
  Statements statements;
  for (const std::string& name : without(before, after))
    statements.push_back(fmt::format("ALTER TYPE {} DROP ATTRIBUTE {}", now.name, name));
  kept = without(before, without(before, after));
  if (!std::equal(kept.begin(), kept.end(), after.begin())) return std::nullopt;
  for (const std::string& attribute : without(lines_of(wanted.state), lines_of(now.state))) {
    const std::string name = name_in(attribute);
    statements.push_back(contains(kept, name)
                             ? fmt::format("ALTER TYPE {} ALTER ATTRIBUTE {} TYPE{}", now.name, name,
                                           attribute.substr(name.size()))
                             : fmt::format("ALTER TYPE {} ADD ATTRIBUTE {}", now.name, attribute));
  }
  return statements;
}

std::optional<Statements> sequence_changes(const PostgresDefinition& now, const PostgresDefinition& wanted) {
  std::string clauses;
  Statements statements;
  for (const std::string& clause : without(lines_of(wanted.state), lines_of(now.state)))
    if (clause.starts_with("SET "))
      statements.push_back(fmt::format("ALTER SEQUENCE {} {}", now.name, clause));
    else
      clauses += ' ' + clause;
  if (!clauses.empty()) statements.push_back(fmt::format("ALTER SEQUENCE {}{}", now.name, clauses));
  return statements;
}

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::optional<std::vector<std::string>> part_changes(const PostgresDefinition& now,
                                                     const PostgresDefinition& wanted) {
  if (now.is("sequence")) return sequence_changes(now, wanted);
  if (!now.is("type") || now.shape != wanted.shape) return std::nullopt;
  if (now.shape == "enum") return enum_changes(now, wanted);
  if (now.shape == "composite") return composite_changes(now, wanted);
  return std::nullopt;
}

std::vector<std::string> added_values(const PostgresDefinition& now, const PostgresDefinition& wanted) {
  if (now.shape != "enum" || wanted.shape != "enum") return {};
  return without(lines_of(wanted.state), lines_of(now.state));
}

std::vector<std::string> removed_values(const PostgresDefinition& now, const PostgresDefinition& wanted) {
  return added_values(wanted, now);
}

std::string changed_clauses(const std::string& now, const std::string& wanted, std::string_view word) {
  std::string text;
  for (const std::string& clause : without(lines_of(wanted), lines_of(now)))
    text += fmt::format(" {} {}", word, clause);
  return text;
}

}  // namespace migrate::migc
