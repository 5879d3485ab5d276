#pragma once

// Looking for names in pieces of SQL, where nothing but its tokens is known.

#include <string>
#include <string_view>

namespace migrate::migc {

// Whether the name appears, as a word in any case of letters or in quotes; not within strings and comments.
[[nodiscard]] bool mentions(std::string_view sql, std::string_view name);
[[nodiscard]] std::string rename_in(std::string_view sql, std::string_view name, std::string_view new_name);
// Whether the statement reads or writes rows only, as far as its first word tells.
[[nodiscard]] bool is_about_rows(std::string_view statement);

}  // namespace migrate::migc
