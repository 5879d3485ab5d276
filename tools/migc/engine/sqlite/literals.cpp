#include "migc/engine/sqlite/literals.h"

#include <fmt/format.h>

namespace migrate::migc {

std::string sqlite_boolean(bool value) {
  return value ? "1" : "0";
}

std::string sqlite_bytes(std::string_view hexadecimal) {
  return fmt::format("X'{}'", hexadecimal);
}

}  // namespace migrate::migc
