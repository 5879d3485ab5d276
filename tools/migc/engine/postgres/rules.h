#pragma once

// What the splitter knows about PostgreSQL: psql's rules for tokens, parentheses and bodies of SQL functions.
// Same functions, same order as engine/sqlite/rules.h.

#include <optional>
#include <span>
#include <string_view>

#include "engine/postgres/tokens.h"
#include "migc/engine/sql_problem.h"
#include "migc/engine/statement_rules.h"

namespace migrate::migc {

class PostgresGrammar {
 public:
  static constexpr core::NextToken next_token = &core::next_postgres_token;
  static constexpr std::string_view shell = "psql";

  [[nodiscard]] static bool begins_shell_command(char symbol, bool in_statement) noexcept;
  // Whether the shell takes the lines after a statement for data, up to `\.`.
  [[nodiscard]] static bool is_followed_by_data(std::string_view statement);
  [[nodiscard]] static std::span<const StatementRule> rules() noexcept;

  // Follows a statement through its tokens (without comments), the `;` included. True: this one ends it.
  [[nodiscard]] bool ends_statement(std::string_view text, const core::Token& token) noexcept;
  // What is still open where the text ends.
  [[nodiscard]] std::optional<SqlProblem> open_part() const;

 private:
  // How far the statement's words are those of CREATE [OR REPLACE] FUNCTION|PROCEDURE.
  enum class Head : unsigned char { start, create, create_or, create_or_replace, routine, other };

  [[nodiscard]] Head after(std::string_view word) const noexcept;
  void take_symbol(char symbol, std::size_t offset) noexcept;
  void take_word(std::string_view word, std::size_t offset) noexcept;

  Head head_ = Head::start;
  std::size_t open_parentheses_ = 0;
  std::size_t parenthesis_at_ = 0;  // the outermost one
  std::size_t open_bodies_ = 0;     // BEGIN and, within it, CASE
  std::size_t body_at_ = 0;         // the outermost BEGIN
};

}  // namespace migrate::migc
