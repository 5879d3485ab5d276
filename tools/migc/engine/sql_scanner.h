#pragma once

// The tokens that the runtime knows, under the names that migc uses, and what migc says of them.

#include <string>
#include <string_view>

#include "engine/sql_tokens.h"

namespace migrate::migc {

using core::end_of_line;
using core::equal_ignoring_case;
using core::is_blank;
using core::is_comment;
using core::is_digit;
using core::is_unterminated;
using core::is_word_start;
using core::skip_blanks;
using core::starts_line;
using core::Token;
using core::TokenKind;

// A name in quotes without them; a doubled quote stands for one.
[[nodiscard]] std::string unquoted_name(std::string_view spelling);
// "unterminated string". REQUIRES: is_unterminated(token.kind).
[[nodiscard]] std::string unterminated_message(const Token& token, std::string_view text);

}  // namespace migrate::migc
