#include "migc/transition/neutral_value.h"

#include <array>
#include <utility>

#include "engine/characters.h"
#include "engine/sql_text.h"

namespace migrate::migc {

namespace {

bool has(const std::string& type, std::string_view part) {
  return type.find(part) != std::string::npos;
}

// By the affinity of the type (sqlite.org/datatype3.html, section 3.1).
std::string sqlite_value(const std::string& type) {
  if (has(type, "int")) return "0";
  if (has(type, "char") || has(type, "clob") || has(type, "text")) return "''";
  return type.empty() || has(type, "blob") ? "x''" : "0";
}

// By the beginning of the type's name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> postgres_values{
    {{"smallint", "0"},
     {"integer", "0"},
     {"bigint", "0"},
     {"numeric", "0"},
     {"real", "0"},
     {"double precision", "0"},
     {"money", "0"},
     {"boolean", "FALSE"},
     {"text", "''"},
     {"character", "''"},
     {"citext", "''"},
     {"name", "''"},
     {"bytea", "''"},
     {"json", "'{}'"},
     {"uuid", "'00000000-0000-0000-0000-000000000000'"},
     {"date", "'1970-01-01'"},
     {"timestamp", "'1970-01-01 00:00:00+00'"},
     {"time", "'00:00:00'"},
     {"interval", "'0'"},
     {"inet", "'0.0.0.0'"},
     {"cidr", "'0.0.0.0/0'"},
     {"macaddr", "'00:00:00:00:00:00'"},
     {"oid", "0"},
     {"xml", "''"},
     {"tsvector", "''"},
     {"tsquery", "''"},
     {"hstore", "''"}}};

std::optional<std::string> postgres_value(const std::string& type) {
  if (type.ends_with("[]")) return "'{}'";
  if (type.ends_with("range")) return "'empty'";
  for (const auto& [name, value] : postgres_values)
    if (type.starts_with(name)) return std::string(value);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> neutral_value(Dialect dialect, std::string_view type) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_value(core::to_lower(type));
    case Dialect::postgres:
      return postgres_value(core::to_lower(type));
  }
  return std::nullopt;
}

}  // namespace migrate::migc
