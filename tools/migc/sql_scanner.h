#pragma once

// The tokens that the runtime knows, under the names that migc uses.

#include "core/sql_tokens.h"

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

}  // namespace migrate::migc
