#pragma once

// Which statements a migration must not hold, as a table of rows for each dialect.
//
// A pattern is a list of elements separated by blanks that is matched against a statement's tokens without
// its comments, from the first one on. It begins with a WORD:
//
//     WORD       that keyword, in any case of letters; A|B either of two
//     [WORD]     that keyword or nothing
//     ()         a parenthesised list or nothing
//     ( and )    the symbol
//     *          any tokens, where a parenthesised list counts as one; a quoted name is never a keyword
//     $          the end of the statement
//
// The first row that matches decides, so exceptions come before their rule.

#include <span>
#include <string>
#include <string_view>

#include "engine/tokens.h"
#include "migrate/dialect.h"
#include "migrate/table.h"

namespace migrate::migc {

enum class Verdict : unsigned char {
  accepted,
  refused,
  refused_in_transaction,  // legal where the revision says `transaction: none`
  adds_enum_value,         // accepted; what it adds can be used only after the commit
  may_commit,              // accepted; may need to run outside a transaction, as only the database knows
  block,                   // accepted; of the same kind where its text mentions COMMIT, ROLLBACK or CALL
  setting,                 // accepted; changes a setting of the session
};

struct StatementRule {
  std::string_view pattern;
  Verdict verdict;
  std::string_view message;
};

[[nodiscard]] bool matches(std::string_view pattern, std::string_view statement, core::NextToken next_token);

// The row that decides about a statement; nullptr where none does.
[[nodiscard]] const StatementRule* find_rule(std::string_view statement, Dialect dialect);

// The ItemRow::flags of a statement.
[[nodiscard]] std::uint8_t item_flags(std::string_view statement, Dialect dialect);

// Why a revision that runs like that must not hold the statement; empty where it may.
[[nodiscard]] std::string find_refusal(std::string_view statement, Dialect dialect, Transaction transaction);

}  // namespace migrate::migc
