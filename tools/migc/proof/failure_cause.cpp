#include "migc/proof/failure_cause.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/token_cursor.h"

namespace migrate::migc {

namespace {

using core::TokenCursor;

// Where a statement is, and the column that its message is about.
struct Context {
  Dialect dialect;
  std::string_view message;
  const Script& script;
  std::size_t at;  // of the statement in the script
};

TokenCursor tokens_of(const Context& context, std::string_view statement) {
  return {core::next_token_of(context.dialect), statement};
}

std::string take_name(const Context& context, TokenCursor& cursor, std::string_view statement) {
  if (!core::is_name(context.dialect, cursor.token().kind)) return {};
  std::string name = core::name_in(context.dialect, statement, cursor.token());
  cursor.advance();
  return name;
}

// The last part of schema.table.
std::string take_table(const Context& context, TokenCursor& cursor, std::string_view statement) {
  std::string name = take_name(context, cursor, statement);
  while (cursor.take_symbol('.')) name = take_name(context, cursor, statement);
  return name;
}

bool is_insert(const Context& context, std::string_view statement) {
  return tokens_of(context, statement).is_at("insert");
}

bool has_keyword(const Context& context, std::string_view statement, std::string_view keyword) {
  for (TokenCursor cursor = tokens_of(context, statement); !cursor.is_at_end(); cursor.advance())
    if (cursor.is_at(keyword)) return true;
  return false;
}

// Whether INSERT INTO table (…) leaves the column out, so that no row of it can have a value there.
bool leaves_out(const Context& context, std::string_view statement, std::string_view table,
                std::string_view column) {
  TokenCursor cursor = tokens_of(context, statement);
  if (!cursor.take("insert")) return false;
  while (!cursor.is_at_end() && !cursor.take("into")) cursor.advance();
  if (!core::equal_ignoring_case(take_table(context, cursor, statement), table)) return false;
  if (!cursor.take_symbol('(')) return false;
  for (; !cursor.is_at_end() && !cursor.take_symbol(')'); cursor.advance())
    if (core::is_name(context.dialect, cursor.token().kind) &&
        core::equal_ignoring_case(core::name_in(context.dialect, statement, cursor.token()), column))
      return false;
  return true;
}

// Whether ALTER TABLE … ADD adds that column.
bool adds_column(const Context& context, std::string_view statement, std::string_view column) {
  TokenCursor cursor = tokens_of(context, statement);
  if (!cursor.take("alter")) return false;
  for (; !cursor.is_at_end(); cursor.advance()) {
    if (!cursor.take("add")) continue;
    cursor.take("column");
    if (cursor.take("if")) {
      cursor.take("not");
      cursor.take("exists");
    }
    if (core::equal_ignoring_case(take_name(context, cursor, statement), column)) return true;
  }
  return false;
}

// Whether the script itself has added the column, and nothing after that can have given it a value. A default
// would have; if there is one, it is NULL.
bool is_added_and_empty(const Context& context, std::string_view column) {
  for (std::size_t i = context.at + 1; i-- > 0;) {
    const std::string_view statement = context.script[i].text();
    if (adds_column(context, statement, column)) return !has_keyword(context, statement, "generated");
    const bool is_definition =
        !context.script[i].is_call() &&
        (tokens_of(context, statement).is_at("alter") || tokens_of(context, statement).is_at("create") ||
         tokens_of(context, statement).is_at("comment"));
    if (!is_definition) return false;
  }
  return false;
}

// The text between two others; empty where they are not there.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == text.npos) return {};
  text.remove_prefix(begin + before.size());
  return text.substr(0, text.find(after));
}

// SQLite refuses these only where the table has rows.
bool needs_empty_table(std::string_view message) {
  constexpr std::array<std::string_view, 4> refusals = {
      "Cannot add a NOT NULL column with default value NULL", "Cannot add a column with non-constant default",
      "Cannot add a REFERENCES column with non-NULL default value", "cannot add a STORED column"};
  return std::ranges::find(refusals, message) != refusals.end();
}

// Whether ALTER TABLE … ADD adds a column of that domain, which allows no NULL, and gives it no value.
bool adds_column_of(const Context& context, std::string_view statement, std::string_view domain) {
  TokenCursor cursor = tokens_of(context, statement);
  if (!cursor.take("alter") || has_keyword(context, statement, "generated")) return false;
  for (; !cursor.is_at_end(); cursor.advance())
    if (cursor.is_at("add")) break;
  for (; !cursor.is_at_end(); cursor.advance())
    if (core::is_name(context.dialect, cursor.token().kind) &&
        core::name_in(context.dialect, statement, cursor.token()) == domain)
      return true;
  return false;
}

bool lacks_value(const Context& context) {
  const std::string_view statement = context.script[context.at].text();
  if (context.dialect == Dialect::sqlite) {
    const std::string_view column = between(context.message, "NOT NULL constraint failed: ", "\n");
    const std::size_t dot = column.rfind('.');
    return dot != column.npos &&
           leaves_out(context, statement, column.substr(0, dot), column.substr(dot + 1));
  }
  const std::string_view table = between(context.message, "of relation \"", "\"");
  const std::string_view missing = between(context.message, "null value in column \"", "\"");
  if (!missing.empty()) return leaves_out(context, statement, table, missing);
  const std::string_view domain = between(context.message, "domain ", " does not allow null values");
  if (!domain.empty() && context.message.starts_with("domain "))
    return adds_column_of(context, statement, domain);
  const bool contains_null = context.message.find("contains null values") != context.message.npos;
  return contains_null && is_added_and_empty(context, between(context.message, "column \"", "\""));
}

bool is_duplicate(std::string_view message) {
  return message.starts_with("UNIQUE constraint failed") || message.starts_with("duplicate key value");
}

// Whether a table goes, and nothing in the script can have brought rows back that others refer to.
bool drops_parent(Dialect dialect, std::string_view message, const Script& script) {
  if (message.find("foreign key points nowhere") == message.npos) return false;
  bool drops = false;
  for (const Item& item : script) {
    const Context context{dialect, message, script, 0};
    if (item.is_call()) return false;
    const bool is_drop = tokens_of(context, item.text()).is_at("drop");
    const bool moves_no_rows =
        tokens_of(context, item.text()).is_at("create") && !has_keyword(context, item.text(), "select");
    if (!is_drop && !moves_no_rows) return false;
    drops = drops || is_drop;
  }
  return drops;
}

// "-> projects", or referencing "projects".
bool names_parent(std::string_view message, std::string_view table) {
  const std::string arrow = fmt::format(" -> {}", table);
  for (std::size_t at = message.find(arrow); at != message.npos; at = message.find(arrow, at + 1)) {
    const std::string_view rest = message.substr(at + arrow.size());
    if (rest.empty() || rest.starts_with(',')) return true;
  }
  return message.find(fmt::format("referencing \"{}\"", table)) != message.npos;
}

}  // namespace

std::uint32_t statement_that_drops_parent(Dialect dialect, std::string_view message, const Script& script) {
  for (std::uint32_t i = 0; i < script.size(); ++i) {
    if (script[i].is_call()) continue;
    const std::string_view statement = script[i].text();
    const Context context{dialect, message, script, i};
    TokenCursor cursor = tokens_of(context, statement);
    if (!cursor.take("drop") || !cursor.take("table")) continue;
    if (cursor.take("if")) cursor.take("exists");
    const std::string table = take_table(context, cursor, statement);
    if (!table.empty() && names_parent(message, table)) return i + 1;
  }
  return 0;
}

FailureCause failure_cause(Dialect dialect, const FailedStatement& failed, const Script& script) {
  if (dialect == Dialect::sqlite && needs_empty_table(failed.message)) return FailureCause::any_row;
  if (drops_parent(dialect, failed.message, script)) return FailureCause::any_row;
  if (failed.statement == 0 || failed.statement > script.size()) return FailureCause::held_row;
  const Context context{dialect, failed.message, script, failed.statement - 1};
  if (lacks_value(context)) return FailureCause::any_row;
  const std::string_view statement = script[context.at].text();
  const bool inserts_own = is_insert(context, statement) && !has_keyword(context, statement, "select");
  return inserts_own && is_duplicate(failed.message) ? FailureCause::made_up : FailureCause::held_row;
}

}  // namespace migrate::migc
