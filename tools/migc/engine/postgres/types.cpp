#include "migc/engine/postgres/types.h"

namespace migrate::migc {

std::string_view postgres_type_name(BaseType type) noexcept {
  switch (type) {
    case BaseType::boolean:
      return "boolean";
    case BaseType::smallint:
      return "smallint";
    case BaseType::integer:
      return "integer";
    case BaseType::bigint:
      return "bigint";
    case BaseType::numeric:
      return "numeric";
    case BaseType::real:
      return "real";
    case BaseType::double_precision:
      return "double precision";
    case BaseType::string:
      return "varchar";
    case BaseType::text:
      return "text";
    case BaseType::binary:
      return "bytea";
    case BaseType::date:
      return "date";
    case BaseType::time:
      return "time";
    case BaseType::timestamp:
      return "timestamp";
    case BaseType::timestamptz:
      return "timestamptz";
    case BaseType::interval:
      return "interval";
    case BaseType::uuid:
      return "uuid";
    case BaseType::json:
      return "json";
    case BaseType::jsonb:
      return "jsonb";
    case BaseType::enumeration:
    case BaseType::spelled:
      return {};
  }
  return {};
}

bool may_be_postgres_type(std::string_view /*text*/) noexcept {
  return true;
}

}  // namespace migrate::migc
