#include "engine/sql_text.h"

#include <utility>

#include "engine/characters.h"

namespace migrate::core {

namespace {

std::string enclosed(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result += quote;
}

}  // namespace

std::string quoted_name(std::string_view name) {
  return enclosed(name, '"');
}

std::string string_literal(std::string_view text) {
  return enclosed(text, '\'');
}

std::string ended(std::string sql) {
  const std::size_t line = sql.rfind('\n') + 1;
  const bool may_end_with_comment = sql.find("--", line) != std::string::npos;
  return std::move(sql) + (may_end_with_comment ? "\n;\n" : ";\n");
}

std::string with_literals(std::string_view sql, Parameters parameters, const LiteralOf& literal_of) {
  std::string text;
  for (std::size_t at = 0; at < sql.size();) {
    if (sql[at] != '$') {
      text += sql[at++];
      continue;
    }
    std::size_t number = 0;
    while (++at < sql.size() && is_digit(sql[at]))
      number = number * 10 + static_cast<std::size_t>(sql[at] - '0');
    text += literal_of(parameters[number - 1]);
  }
  return text;
}

}  // namespace migrate::core
