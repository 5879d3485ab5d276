#pragma once

// What each engine makes of a database URL, and how its own URLs are written. No message shows a password,
// nor a piece of one.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/dialect.h"
#include "migrate/export.h"

namespace migrate::core {

// The schemes of its URLs; the first one is what we write.
[[nodiscard]] MIGRATE_INTERNAL_API std::span<const std::string_view> url_schemes(Dialect dialect) noexcept;
// As advice has it: "postgresql://USER@HOST/NAME".
[[nodiscard]] MIGRATE_INTERNAL_API std::string_view url_form(Dialect dialect) noexcept;
// What the engine takes: a path, decoded, or the URL itself. Throws migrate::Error (usage). REQUIRES: the URL
// has one of its schemes and "://".
[[nodiscard]] MIGRATE_INTERNAL_API std::string url_location(Dialect dialect, std::string_view url);
// What must not be printed: the password, and the pieces of it.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<std::string> url_secrets(Dialect dialect,
                                                                        std::string_view url);
// The CMake target of the adapter.
[[nodiscard]] MIGRATE_INTERNAL_API std::string_view adapter_target(Dialect dialect) noexcept;

}  // namespace migrate::core
