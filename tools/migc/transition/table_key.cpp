#include "migc/transition/table_key.h"

#include <optional>

namespace migrate::migc {

std::string key_of(Dialect dialect, const core::TableName& table, std::string_view schema) {
  switch (dialect) {
    case Dialect::sqlite:
      return table.schema.empty() ? table.name : table.schema + '.' + table.name;
    case Dialect::postgres:
      break;
  }
  return std::string(table.schema.empty() ? schema : table.schema) + '.' + table.name;
}

std::string table_key(Dialect dialect, const std::string& spelled, std::string_view schema) {
  switch (dialect) {
    case Dialect::sqlite:
      return spelled;
    case Dialect::postgres:
      break;
  }
  const std::optional<core::TableName> table = core::NameCursor(dialect, spelled).take_table();
  return table ? key_of(dialect, *table, schema) : spelled;
}

std::string part_key(Dialect dialect, const std::string& spelled) {
  switch (dialect) {
    case Dialect::sqlite:
      return spelled;
    case Dialect::postgres:
      break;
  }
  return core::NameCursor(dialect, spelled).take_name().value_or(spelled);
}

}  // namespace migrate::migc
