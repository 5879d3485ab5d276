#include "engine/item_flags.h"

#include "engine/postgres/item_flags.h"

namespace migrate::core {

std::uint8_t statement_flags(Dialect dialect, std::string_view statement) {
  switch (dialect) {
    case Dialect::sqlite:
      return 0;
    case Dialect::postgres:
      return postgres_statement_flags(statement);
  }
  return 0;
}

}  // namespace migrate::core
