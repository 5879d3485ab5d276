#pragma once

// Database URLs: sqlite:///relative.db, sqlite:////absolute.db, postgresql://user:password@host/name. No
// message shows a password, nor a piece of one.

#include <string>
#include <string_view>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::cli {

struct DatabaseUrl {
  Dialect dialect;
  std::string scheme;
  std::string location;              // what the engine takes: a path, decoded, or the URL itself
  std::string shown;                 // the URL without its password
  std::vector<std::string> secrets;  // what must not be printed: the password, and the pieces of it
};

// Throws migrate::Error (usage).
[[nodiscard]] DatabaseUrl parse_url(std::string_view text);

}  // namespace migrate::cli
