#pragma once

// The part of a URL that says who connects where: "user:password@host:port,host:port".

#include <string_view>

namespace migrate::core {

// Between "scheme://" and the first of "/?#".
[[nodiscard]] std::string_view authority_of(std::string_view url) noexcept;

// REQUIRES: no user. Whether all that follows a colon is a port; a port may be missing.
[[nodiscard]] bool has_ports_only(std::string_view authority) noexcept;

}  // namespace migrate::core
