#pragma once

// Looking for names in pieces of SQL, where nothing but its tokens is known.

#include <string>
#include <string_view>
#include <utility>

namespace migrate::migc {

// Whether the name appears, as a word in any case of letters or in quotes; not within strings and comments.
[[nodiscard]] bool mentions(std::string_view sql, std::string_view name);
[[nodiscard]] std::string rename_in(std::string_view sql, std::string_view name, std::string_view new_name);
// What is before the first such word, and the rest; quoted names are no words.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_before_word(std::string_view sql,
                                                                              std::string_view word);
// Whether the statement reads or writes rows only, as far as its first word tells.
[[nodiscard]] bool is_about_rows(std::string_view statement);

}  // namespace migrate::migc
