#include "migc/derive/row_changes.h"

#include <algorithm>
#include <array>

namespace migrate::migc {

namespace {

using core::NameCursor;

// "(a, b)", or an empty list where there is none.
std::optional<std::vector<std::string>> take_names_in_parentheses(NameCursor& at) {
  std::vector<std::string> names;
  if (!at.take_symbol('(')) return names;
  do {
    const std::optional<std::string> name = at.take_name();
    if (!name) return std::nullopt;
    names.push_back(*name);
  } while (at.take_symbol(','));
  return at.take_symbol(')') ? std::optional(names) : std::nullopt;
}

// Moves to the next comma or to FROM.
std::optional<std::string> take_column(NameCursor& at) {
  std::optional<std::string> column = at.take_name();
  while (column && at.take_symbol('.')) column = at.take_name();
  if (column && at.take("AS")) at.advance();
  if (at.is_at("FROM") || at.spelling() == ",") return column;
  at.skip_to("FROM");
  return std::nullopt;
}

// Nothing where it does not end at FROM.
std::optional<SelectList> take_select_list(NameCursor& at) {
  if (at.is_at("DISTINCT") || at.take("ALL")) return std::nullopt;
  SelectList list;
  if (at.take_symbol('*')) return list;
  do list.push_back(take_column(at));
  while (at.take_symbol(','));
  return at.is_at("FROM") ? std::optional(list) : std::nullopt;
}

// What leaves out no row.
void skip_order(NameCursor& at) {
  if (!at.is_at("ORDER")) return;
  while (!at.is_at_end() && !at.is_at("LIMIT")) at.advance();
}

// To the next assignment, or to the end of all.
void skip_value(NameCursor& at) {
  constexpr std::array ends{"FROM", "WHERE", "RETURNING", "ORDER", "LIMIT"};
  for (std::size_t depth = 0; !at.is_at_end(); at.advance()) {
    if (depth == 0 && at.spelling() == ",") return;
    if (depth == 0 && std::ranges::any_of(ends, [&](const char* word) { return at.is_at(word); })) break;
    if (at.spelling() == "(") ++depth;
    if (at.spelling() == ")" && depth > 0) --depth;
  }
  while (!at.is_at_end()) at.advance();
}

// a = 1, or (a, b) = (1, 2)
bool take_assignment(NameCursor& at, std::vector<std::string>& columns) {
  const bool is_list = at.take_symbol('(');
  do {
    const std::optional<std::string> column = at.take_name();
    if (!column) return false;
    columns.push_back(*column);
  } while (is_list && at.take_symbol(','));
  if (is_list && !at.take_symbol(')')) return false;
  if (!at.take_symbol('=')) return false;
  skip_value(at);
  return true;
}

}  // namespace

std::optional<RowCopy> read_copy(NameCursor at) {
  const std::optional<std::vector<std::string>> columns = take_names_in_parentheses(at);
  if (!columns || !at.take("SELECT")) return std::nullopt;
  const std::optional<SelectList> values = take_select_list(at);
  if (!values || !at.take("FROM")) return std::nullopt;
  const std::optional<core::TableName> source = at.take_table();
  skip_order(at);
  if (!source || !at.is_at_end()) return std::nullopt;
  return RowCopy{*columns, *values, *source};
}

Assignments read_assignments(NameCursor at) {
  Assignments assignments;
  if (at.take("AS") || !at.is_at("SET")) at.advance();
  if (!at.take("SET")) return assignments;
  do {
    if (!take_assignment(at, assignments.columns)) return assignments;
  } while (at.take_symbol(','));
  assignments.is_understood = true;
  return assignments;
}

bool skip_common_tables(NameCursor& at) {
  std::size_t depth = 0;
  for (; !at.is_at_end(); at.advance()) {
    const bool writes = at.is_at("INSERT") || at.is_at("UPDATE") || at.is_at("DELETE") || at.is_at("MERGE");
    if (depth == 0 && (writes || at.is_at("SELECT") || at.is_at("REPLACE"))) return true;
    if (writes) return false;
    if (at.spelling() == "(") ++depth;
    if (at.spelling() == ")" && depth > 0) --depth;
  }
  return true;
}

}  // namespace migrate::migc
