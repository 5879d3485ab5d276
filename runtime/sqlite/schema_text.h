#pragma once

// Comparing texts of the schema. They come from SQLite's own catalogue, or are prepared by it before they
// run.

#include <string>
#include <string_view>

namespace migrate::sqlite {

// Cuts the next token off the text, together with the blanks and comments before it. Empty at the end.
std::string_view take_token(std::string_view& text);

// The same whatever the case of a name or keyword, however a name is quoted, and wherever there are blanks or
// comments.
[[nodiscard]] std::string normalised(std::string_view sql);

}  // namespace migrate::sqlite
