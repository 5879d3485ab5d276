#pragma once

// What the splitter knows about SQLite: its tokens, and that a trigger's body holds statements of its own.
// Same functions, same order as engine/postgres/rules.h.

#include <optional>
#include <span>
#include <string_view>

#include "engine/sqlite/tokens.h"
#include "migc/engine/sql_problem.h"
#include "migc/engine/statement_rules.h"

namespace migrate::migc {

class SqliteGrammar {
 public:
  static constexpr core::NextToken next_token = &core::next_sqlite_token;
  static constexpr std::string_view shell = "sqlite3";

  [[nodiscard]] static bool begins_shell_command(char symbol, bool in_statement) noexcept;
  // Whether the shell takes the lines after a statement for data, up to `\.`.
  [[nodiscard]] static bool is_followed_by_data(std::string_view statement);
  [[nodiscard]] static std::span<const StatementRule> rules() noexcept;

  // Follows a statement through its tokens (without comments), the `;` included. True: this one ends it.
  [[nodiscard]] bool ends_statement(std::string_view text, const core::Token& token) noexcept;
  // What is still open where the text ends.
  [[nodiscard]] std::optional<SqlProblem> open_part() const;

 private:
  // As in sqlite3_complete(): a body ends where END follows a `;` and is followed by one.
  enum class State : unsigned char {
    start,
    explained,
    created,
    plain,
    body,
    body_statement_ended,
    body_ended
  };

  void take(std::string_view text, const core::Token& token) noexcept;

  State state_ = State::start;
  std::size_t body_at_ = 0;  // BEGIN, or CREATE before that
  bool body_begun_ = false;
};

}  // namespace migrate::migc
