#pragma once

// The words that headers and migrate.lock are made of: ids and labels, and digests.

#include <string>
#include <string_view>

namespace migrate::migc {

// 1 to 64 of A-Z a-z 0-9 _ and the full stop. Reserved words are names, too.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

// SHA-256 in lower-case hexadecimal.
[[nodiscard]] bool is_digest(std::string_view text) noexcept;

// What keeps `name` from being an id or a label; empty when nothing does. `kind` opens the message:
// "revision id", "branch label".
[[nodiscard]] std::string judge_name(std::string_view kind, std::string_view name);

}  // namespace migrate::migc
