#include "engine/postgres/names.h"

#include <algorithm>

#include "engine/sql_text.h"

namespace migrate::core {

namespace {

std::string first_of(std::string_view first, std::string_view second) {
  return std::string(first.empty() ? second : first);
}

// "a, b" -> ", \"a\", \"b\""
std::string quoted_list(std::string_view names) {
  std::string list;
  while (!names.empty()) {
    const std::size_t size = std::min(names.find(','), names.size());
    std::string_view name = names.substr(0, size);
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    name = name.substr(0, name.find_last_not_of(' ') + 1);
    if (!name.empty()) list += ", " + quoted_name(name);
    names.remove_prefix(std::min(size + 1, names.size()));
  }
  return list;
}

}  // namespace

// The temporary schema comes last where it is named; otherwise its tables would hide all others.
PostgresNames postgres_names(const Settings& settings) {
  const std::string schema = first_of(settings.schema, "public");
  return {schema, first_of(settings.version_schema, schema),
          quoted_name(schema) + quoted_list(settings.search_path) + ", pg_temp"};
}

}  // namespace migrate::core
