#pragma once

// Finds the parts of CREATE TABLE in its tokens. The grammar is SQLite's own
// (sqlite.org/lang_createtable.html and what its parser takes beyond that); expressions are only skipped,
// parenthesis by parenthesis.

#include <optional>

#include "migc/engine/sqlite/table_definition.h"
#include "migc/engine/sqlite/token_reader.h"

namespace migrate::migc {

class CreateTableParser {
 public:
  // The tokens must outlive the parser.
  explicit CreateTableParser(const SqliteTokens& tokens) : tokens_(tokens) {}

  // Nothing where the tokens are not such a part, and nothing else.
  [[nodiscard]] std::optional<TableDefinition> parse_statement();
  [[nodiscard]] std::optional<ColumnDefinition> parse_lone_column();

 private:
  bool at_end() const noexcept { return at_ >= tokens_.size(); }
  bool is(std::string_view keyword) const noexcept { return tokens_.is_word(at_, keyword); }
  bool is_any_of(std::initializer_list<std::string_view> keywords) const noexcept;
  bool take(std::string_view keyword) noexcept;
  bool take_symbol(char symbol) noexcept;
  bool take_parenthesis() noexcept;
  std::optional<std::string> take_name();

  bool parse_table_name(TableDefinition& table);
  bool parse_parts(TableDefinition& table);
  bool parse_options(TableDefinition& table);
  bool starts_table_constraint() const noexcept;
  bool starts_column_constraint() const noexcept;

  std::optional<ColumnDefinition> parse_column();
  std::string parse_type();
  std::optional<Constraint> parse_column_constraint();
  std::optional<ConstraintKind> skip_column_constraint();
  std::optional<Constraint> parse_table_constraint();
  std::optional<ConstraintKind> skip_table_constraint(std::vector<std::string>& columns);

  bool skip_conflict_clause() noexcept;
  bool skip_primary_key() noexcept;
  bool skip_default() noexcept;
  bool skip_generated() noexcept;
  bool skip_references();
  bool skip_reference_clause();
  bool skip_action() noexcept;
  bool parse_column_list(std::vector<std::string>& columns);

  const SqliteTokens& tokens_;
  std::size_t at_ = 0;
};

}  // namespace migrate::migc
