#include "migc/engine/postgres/literals.h"

#include <fmt/format.h>

namespace migrate::migc {

std::string postgres_boolean(bool value) {
  return value ? "TRUE" : "FALSE";
}

std::string postgres_bytes(std::string_view hexadecimal) {
  return fmt::format("'\\x{}'", hexadecimal);
}

}  // namespace migrate::migc
