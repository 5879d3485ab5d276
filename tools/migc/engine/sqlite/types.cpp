#include "migc/engine/sqlite/types.h"

#include <string>

#include "migc/engine/sqlite/create_table_parser.h"

namespace migrate::migc {

namespace {

std::string_view ordinary_name(BaseType type) noexcept {
  switch (type) {
    case BaseType::boolean:
      return "BOOLEAN";
    case BaseType::smallint:
      return "SMALLINT";
    case BaseType::integer:
      return "INTEGER";
    case BaseType::bigint:
      return "BIGINT";
    case BaseType::numeric:
      return "NUMERIC";
    case BaseType::real:
      return "REAL";
    case BaseType::double_precision:
      return "DOUBLE";
    case BaseType::string:
      return "VARCHAR";
    case BaseType::text:
    case BaseType::date:
    case BaseType::time:
    case BaseType::timestamp:
    case BaseType::timestamptz:
    case BaseType::interval:
    case BaseType::uuid:
    case BaseType::json:
    case BaseType::jsonb:
    case BaseType::enumeration:
      return "TEXT";
    case BaseType::binary:
      return "BLOB";
    case BaseType::spelled:
      return {};
  }
  return {};
}

std::string_view strict_name(BaseType type) noexcept {
  switch (type) {
    case BaseType::boolean:
    case BaseType::smallint:
    case BaseType::integer:
    case BaseType::bigint:
      return "INTEGER";
    case BaseType::numeric:
    case BaseType::spelled:
      return {};
    case BaseType::real:
    case BaseType::double_precision:
      return "REAL";
    case BaseType::string:
    case BaseType::text:
    case BaseType::date:
    case BaseType::time:
    case BaseType::timestamp:
    case BaseType::timestamptz:
    case BaseType::interval:
    case BaseType::uuid:
    case BaseType::json:
    case BaseType::jsonb:
    case BaseType::enumeration:
      return "TEXT";
    case BaseType::binary:
      return "BLOB";
  }
  return {};
}

}  // namespace

std::string_view sqlite_type_name(BaseType type, Strictness strictness) noexcept {
  return strictness == Strictness::strict ? strict_name(type) : ordinary_name(type);
}

bool may_be_sqlite_type(std::string_view text) {
  return parse_column("c " + std::string(text)).has_value();
}

}  // namespace migrate::migc
