#pragma once

// Keeps passwords out of everything that is printed. Drivers quote the URL that they were given, whole or in
// pieces, so their messages go through here, too.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/export.h"

namespace migrate::core {

inline constexpr std::string_view mask = "***";

// The text is one URL: hides the password before its last '@', or after a ':' that no port follows, and in
// its parameters.
[[nodiscard]] MIGRATE_INTERNAL_API std::string redact_url(std::string_view url);

// Hides the password of every URL in a text, up to the blank that ends it.
[[nodiscard]] MIGRATE_INTERNAL_API std::string redact_urls(std::string_view text);

// The same, and every appearance of the secrets.
[[nodiscard]] MIGRATE_INTERNAL_API std::string redact(std::string_view text,
                                                      std::span<const std::string> secrets);

// What `redact` must hide for this URL: its passwords, encoded and decoded, and the pieces that a parser
// makes of a password with a character that should have been encoded.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<std::string> secrets_of(std::string_view url);

}  // namespace migrate::core
