#pragma once

// The value of `url` in migrate.yaml where it names a variable of the environment: $NAME, ${NAME} or
// ${NAME:-DEFAULT}, as in a shell.

#include <optional>
#include <string>
#include <string_view>

namespace migrate::migc {

struct UrlVariable {
  std::string name;
  std::optional<std::string> default_url;

  bool operator==(const UrlVariable&) const = default;
};

// REQUIRES: the value begins with '$'. Throws migrate::Error (bad_input) when it is none of these.
[[nodiscard]] UrlVariable parse_url_variable(std::string_view value);

}  // namespace migrate::migc
