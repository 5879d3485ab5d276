#include "migc/compile/own_tables.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "engine/table_names.h"
#include "migc/engine/sql_scanner.h"
#include "migc/engine/statement_rules.h"

namespace migrate::migc {

namespace {

// The tokens of a statement one by one, without comments.
class Words {
 public:
  Words(std::string_view statement, Dialect dialect)
      : statement_(statement), dialect_(dialect), next_token_(next_token_of(dialect)) {
    advance();
  }

  bool at_end() const noexcept { return token_.kind == TokenKind::end; }
  void advance() {
    do token_ = next_token_(statement_, token_.end);
    while (is_comment(token_.kind));
  }
  bool take(std::initializer_list<std::string_view> words) {
    const bool is_one =
        token_.kind == TokenKind::word && std::ranges::any_of(words, [&](std::string_view word) {
          return equal_ignoring_case(token_.in(statement_), word);
        });
    if (is_one) advance();
    return is_one;
  }
  bool take_dot() {
    if (token_.in(statement_) != ".") return false;
    advance();
    return true;
  }
  // Names of SQLite may be strings, too.
  std::string take_name() {
    const Token token = token_;
    if (token.kind == TokenKind::word) {
      advance();
      return std::string(token.in(statement_));
    }
    if (token.kind != TokenKind::quoted_name &&
        (token.kind != TokenKind::string || dialect_ != Dialect::sqlite))
      return {};
    advance();
    return unquoted_name(token.in(statement_));
  }

 private:
  std::string_view statement_;
  Dialect dialect_;
  NextToken next_token_;
  Token token_;
};

struct TableName {
  std::string schema;
  std::string name;
};

TableName take_table_name(Words& words) {
  std::string name = words.take_name();
  if (!words.take_dot()) return {{}, std::move(name)};
  std::string table = words.take_name();
  return {std::move(name), std::move(table)};
}

// What CREATE TABLE, CREATE VIEW and ALTER … RENAME TO make.
std::optional<TableName> made_table(std::string_view statement, Dialect dialect) {
  Words words(statement, dialect);
  if (words.take({"create"})) {
    while (words.take({"or", "replace", "global", "local", "temp", "temporary", "unlogged", "foreign",
                       "virtual", "materialized", "recursive"})) {
    }
    if (!words.take({"table", "view"})) return std::nullopt;
    while (words.take({"if", "not", "exists"})) {
    }
    return take_table_name(words);
  }
  if (!words.take({"alter"})) return std::nullopt;
  for (; !words.at_end(); words.advance())
    while (words.take({"rename"}))
      if (words.take({"to"})) return take_table_name(words);
  return std::nullopt;
}

std::string_view schema_of_ours(const FolderSettings& settings) {
  if (!settings.version_schema.empty()) return settings.version_schema;
  return settings.schema.empty() ? std::string_view("public") : std::string_view(settings.schema);
}

// A name without schema is one of the chain's schema, in which our tables need not be.
bool is_in_our_schema(const TableName& table, Dialect dialect, const FolderSettings& settings) {
  if (dialect == Dialect::sqlite) return true;
  if (!table.schema.empty()) return equal_ignoring_case(table.schema, schema_of_ours(settings));
  return settings.version_schema.empty() || settings.version_schema == settings.schema;
}

}  // namespace

std::string made_own_table(std::string_view statement, Dialect dialect, const FolderSettings& settings) {
  const std::optional<TableName> table = made_table(statement, dialect);
  if (!table || !is_in_our_schema(*table, dialect, settings)) return {};
  const bool is_ours = equal_ignoring_case(table->name, settings.version_table) ||
                       equal_ignoring_case(table->name, core::history_table_name(settings.version_table));
  return is_ours ? table->name : std::string();
}

}  // namespace migrate::migc
