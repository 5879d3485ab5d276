#include "engine/name_cursor.h"

#include <utility>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/names.h"

namespace migrate::core {

NameCursor::NameCursor(Dialect dialect, std::string_view text)
    : TokenCursor(next_token_of(dialect), text), dialect_(dialect), text_(text) {}

std::optional<std::string> NameCursor::take_name() {
  if (!is_name(dialect_, token().kind)) return std::nullopt;
  std::string name = name_in(dialect_, text_, token());
  advance();
  return name;
}

std::optional<TableName> NameCursor::take_table() {
  std::optional<std::string> name = take_name();
  if (!name) return std::nullopt;
  TableName table{{}, std::move(*name)};
  while (take_symbol('.')) {
    name = take_name();
    if (!name) return std::nullopt;
    table = {std::move(table.name), std::move(*name)};
  }
  table.is_temporary = equal_ignoring_case(table.schema, temporary_schema(dialect_));
  if (equal_ignoring_case(table.schema, implied_schema(dialect_))) table.schema.clear();
  return table;
}

bool NameCursor::skip_to(std::string_view word) {
  for (std::size_t depth = 0; !is_at_end(); advance()) {
    if (!word.empty() && is_at(word)) return true;
    if (spelling() == "(") ++depth;
    if (spelling() == ")" && depth > 0) --depth;
    if (spelling() == "," && depth == 0) return false;
  }
  return false;
}

}  // namespace migrate::core
