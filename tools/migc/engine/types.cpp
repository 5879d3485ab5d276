#include "migc/engine/types.h"

#include "migc/engine/postgres/types.h"
#include "migc/engine/sqlite/types.h"

namespace migrate::migc {

std::string_view type_name(Dialect dialect, BaseType type, Strictness strictness) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_type_name(type, strictness);
    case Dialect::postgres:
      return postgres_type_name(type);
  }
  return {};
}

bool may_be_type(Dialect dialect, std::string_view text) {
  switch (dialect) {
    case Dialect::sqlite:
      return may_be_sqlite_type(text);
    case Dialect::postgres:
      return may_be_postgres_type(text);
  }
  return false;
}

}  // namespace migrate::migc
