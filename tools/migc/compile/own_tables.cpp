#include "migc/compile/own_tables.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "engine/capabilities.h"
#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/table_names.h"
#include "engine/token_cursor.h"

namespace migrate::migc {

namespace {

// The tokens of one statement, with the names in it as they are written.
class Words : public core::TokenCursor {
 public:
  Words(std::string_view statement, Dialect dialect)
      : TokenCursor(core::next_token_of(dialect), statement), dialect_(dialect) {}

  bool take_one_of(std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return take(word); });
  }
  std::string take_name() {
    if (!core::is_name(dialect_, token().kind)) return {};
    const bool is_quoted = token().kind != core::TokenKind::word;
    std::string name = is_quoted ? core::unquoted_name(spelling()) : std::string(spelling());
    advance();
    return name;
  }

 private:
  Dialect dialect_;
};

struct TableName {
  std::string schema;
  std::string name;
};

TableName take_table_name(Words& words) {
  std::string name = words.take_name();
  if (!words.take_symbol('.')) return {{}, std::move(name)};
  std::string table = words.take_name();
  return {std::move(name), std::move(table)};
}

// What CREATE TABLE, CREATE VIEW and ALTER … RENAME TO make.
std::optional<TableName> made_table(std::string_view statement, Dialect dialect) {
  Words words(statement, dialect);
  if (words.take("create")) {
    while (words.take_one_of({"or", "replace", "global", "local", "temp", "temporary", "unlogged", "foreign",
                              "virtual", "materialized", "recursive"})) {
    }
    if (!words.take_one_of({"table", "view"})) return std::nullopt;
    while (words.take_one_of({"if", "not", "exists"})) {
    }
    return take_table_name(words);
  }
  if (!words.take("alter")) return std::nullopt;
  for (; !words.is_at_end(); words.advance())
    while (words.take("rename"))
      if (words.take("to")) return take_table_name(words);
  return std::nullopt;
}

std::string_view schema_of_ours(const FolderSettings& settings) {
  if (!settings.version_schema.empty()) return settings.version_schema;
  return settings.schema.empty() ? std::string_view("public") : std::string_view(settings.schema);
}

// A name without schema is one of the chain's schema, in which our tables need not be.
bool is_in_our_schema(const TableName& table, Dialect dialect, const FolderSettings& settings) {
  if (!core::has_schemas(dialect)) return true;
  if (!table.schema.empty()) return core::equal_ignoring_case(table.schema, schema_of_ours(settings));
  return settings.version_schema.empty() || settings.version_schema == settings.schema;
}

}  // namespace

std::string made_own_table(std::string_view statement, Dialect dialect, const FolderSettings& settings) {
  const std::optional<TableName> table = made_table(statement, dialect);
  if (!table || !is_in_our_schema(*table, dialect, settings)) return {};
  const bool is_ours =
      core::equal_ignoring_case(table->name, settings.version_table) ||
      core::equal_ignoring_case(table->name, core::history_table_name(settings.version_table));
  return is_ours ? table->name : std::string();
}

}  // namespace migrate::migc
