#include "engine/capabilities.h"

namespace migrate::core {

std::string_view engine_name(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "SQLite";
    case Dialect::postgres:
      return "PostgreSQL";
  }
  return {};
}

bool has_roles(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return false;
    case Dialect::postgres:
      return true;
  }
  return false;
}

bool has_schemas(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return false;
    case Dialect::postgres:
      return true;
  }
  return false;
}

std::string_view dump_program(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return {};
    case Dialect::postgres:
      return "pg_dump";
  }
  return {};
}

}  // namespace migrate::core
