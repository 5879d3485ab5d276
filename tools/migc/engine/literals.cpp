#include "migc/engine/literals.h"

#include "migc/engine/postgres/literals.h"
#include "migc/engine/sqlite/literals.h"

namespace migrate::migc {

std::string boolean_literal(Dialect dialect, bool value) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_boolean(value);
    case Dialect::postgres:
      return postgres_boolean(value);
  }
  return {};
}

std::string bytes_literal(Dialect dialect, std::string_view hexadecimal) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_bytes(hexadecimal);
    case Dialect::postgres:
      return postgres_bytes(hexadecimal);
  }
  return {};
}

}  // namespace migrate::migc
