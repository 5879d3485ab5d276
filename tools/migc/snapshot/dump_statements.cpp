#include "migc/snapshot/dump_statements.h"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>

#include "engine/token_cursor.h"

namespace migrate::migc {

namespace {

using Statements = std::vector<std::string>;

constexpr std::size_t rows_of_insert = 500;
constexpr std::size_t bytes_of_insert = std::size_t{64} << 10U;

// "INSERT INTO runs VALUES " of "INSERT INTO runs VALUES (1, 'a')"; empty where it is no row.
std::string_view begin_of_row(std::string_view statement) {
  if (!statement.starts_with("INSERT INTO ")) return {};
  core::TokenCursor cursor(core::next_token_of(Dialect::postgres), statement);
  while (!cursor.is_at_end() && !cursor.is_at("values")) cursor.advance();
  const std::string_view begin = statement.substr(0, cursor.token().end);
  return statement.substr(begin.size()).starts_with(" (") ? begin : std::string_view();
}

}  // namespace

std::string object_of(const std::string& statement) {
  const std::string_view begin = begin_of_row(statement);
  if (begin.empty()) return statement.substr(0, statement.find('\n'));
  constexpr std::string_view insert = "INSERT INTO ", values = " VALUES";
  const std::string_view table = begin.substr(insert.size(), begin.size() - insert.size() - values.size());
  return fmt::format("the rows of {}", table.substr(0, table.find(" OVERRIDING ")));
}

Statements with_rows_together(const Statements& statements) {
  Statements joined;
  std::string_view begin;
  std::size_t rows = 0;
  for (const std::string& statement : statements) {
    const std::string_view of_this = begin_of_row(statement);
    const bool continues = !of_this.empty() && of_this == begin && rows < rows_of_insert &&
                           joined.back().size() < bytes_of_insert;
    if (continues)
      joined.back().append(",\n ").append(statement, begin.size() + 1);
    else
      joined.push_back(statement);
    rows = continues ? rows + 1 : 1;
    begin = of_this;
  }
  return joined;
}

}  // namespace migrate::migc
