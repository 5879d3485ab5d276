#include "engine/tokens.h"

#include "engine/postgres/tokens.h"
#include "engine/sqlite/tokens.h"

namespace migrate::core {

NextToken next_token_of(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return &next_sqlite_token;
    case Dialect::postgres:
      return &next_postgres_token;
  }
  return nullptr;
}

}  // namespace migrate::core
