#pragma once

// sqlite:///relative.db, sqlite:////absolute.db: the forms that users of SQLAlchemy know.

#include <array>
#include <string>
#include <string_view>

namespace migrate::core {

inline constexpr std::array<std::string_view, 1> sqlite_schemes{"sqlite"};
inline constexpr std::string_view sqlite_url_form = "sqlite:///FILE, sqlite:////ABSOLUTE/FILE";

[[nodiscard]] std::string sqlite_location(std::string_view url);

}  // namespace migrate::core
