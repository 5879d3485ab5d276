#include "engine/names.h"

#include "engine/characters.h"

namespace migrate::core {

bool is_same_name(Dialect dialect, std::string_view a, std::string_view b) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return equal_ignoring_case(a, b);
    case Dialect::postgres:
      return a == b;
  }
  return false;
}

std::string name_key(Dialect dialect, std::string_view name) {
  switch (dialect) {
    case Dialect::sqlite:
      return to_lower(name);
    case Dialect::postgres:
      return std::string(name);
  }
  return {};
}

std::string_view temporary_schema(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "temp";
    case Dialect::postgres:
      return "pg_temp";
  }
  return {};
}

std::string_view implied_schema(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "main";
    case Dialect::postgres:
      return {};
  }
  return {};
}

std::string_view schema_of_revisions(Dialect dialect, const Settings& settings) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return {};
    case Dialect::postgres:
      return settings.schema.empty() ? "public" : settings.schema;
  }
  return {};
}

}  // namespace migrate::core
