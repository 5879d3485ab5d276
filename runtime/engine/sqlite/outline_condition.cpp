#include "engine/sqlite/outline_condition.h"

#include <algorithm>
#include <vector>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/sql_text.h"
#include "engine/sqlite/tokens.h"

namespace migrate::core {

namespace {

using Names = std::vector<std::string>;

// Cuts the next fact off. Facts are lines, but a quoted text in one can hold line ends.
std::string_view take_fact(std::string_view& outline) {
  Token token = next_sqlite_token(outline, 0);
  std::size_t end = end_of_line(outline, 0);
  for (; token.begin < end; token = next_sqlite_token(outline, token.end))
    if (token.end > end) end = end_of_line(outline, token.end);
  const std::string_view fact = outline.substr(0, end);
  outline.remove_prefix(std::min(end + 1, outline.size()));
  return fact;
}

// The name at the beginning of the text, without the quotes that it may have.
std::string leading_name(std::string_view text) {
  const Token token = next_sqlite_token(text, 0);
  if (token.kind == TokenKind::quoted_name) return unquoted_name(token.in(text));
  return std::string(text.substr(0, text.find_first_of(" :")));
}

struct Outline {
  Names columns, indexes_and_triggers;
  std::size_t unique_constraints = 0, foreign_keys = 0;
};

Outline read_outline(std::string_view text) {
  Outline outline;
  while (!text.empty()) {
    const std::string_view fact = take_fact(text);
    const auto is_a = [&](std::string_view kind) { return fact.starts_with(kind); };
    const auto name = [&] { return leading_name(fact.substr(fact.find(' ') + 1)); };
    if (is_a("column ")) outline.columns.push_back(name());
    if (is_a("index ") || is_a("trigger ")) outline.indexes_and_triggers.push_back(name());
    if (is_a("unique ")) ++outline.unique_constraints;
    if (is_a("foreign key ")) ++outline.foreign_keys;
  }
  return outline;
}

std::string literals(const Names& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + string_literal(name);
  return list;
}

std::string counts(const std::string& rows, std::size_t count) {
  return "(SELECT " + rows + ") = " + std::to_string(count);
}

// That there are these and no others.
std::string names_are(const std::string& rows, const std::string& condition, const Names& names) {
  return counts("count(*) FROM " + rows + condition, names.size()) + " AND " +
         counts("count(*) FROM " + rows + condition + " AND lower(name) IN (" + literals(names) + ')',
                names.size());
}

}  // namespace

std::string outline_condition(const ExpectedTable& expected) {
  const Outline outline = read_outline(expected.outline);
  const std::string table = string_literal(expected.table);
  const std::string of_table = '(' + table + ", 'main')";
  return names_are("pragma_table_xinfo" + of_table, " WHERE true", outline.columns) + " AND " +
         names_are("main.sqlite_schema",
                   " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name = " + table +
                       " COLLATE NOCASE",
                   outline.indexes_and_triggers) +
         " AND " +
         counts("count(*) FROM pragma_index_list" + of_table + " WHERE origin = 'u'",
                outline.unique_constraints) +
         " AND " + counts("count(DISTINCT id) FROM pragma_foreign_key_list" + of_table, outline.foreign_keys);
}

}  // namespace migrate::core
