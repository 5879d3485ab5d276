#include "migc/emit/schema_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "migc/emit/c_literal.h"
#include "migc/emit/cpp_scope.h"
#include "migc/emit/cpp_types.h"
#include "migrate/version.h"

namespace migrate::migc {

namespace {

struct HeaderColumn {
  std::string name;
  std::string type;  // of C++
  bool is_nullable;
};

struct HeaderTable {
  std::string name;
  std::vector<HeaderColumn> columns = {};
};

template <typename Thing>
Thing& find_or_add(std::vector<Thing>& things, Thing thing, bool& is_new) {
  const auto found = std::ranges::find(things, thing.name, &Thing::name);
  is_new = found == things.end();
  return is_new ? things.emplace_back(std::move(thing)) : *found;
}

void add(std::vector<HeaderColumn>& columns, Dialect dialect, const EntityColumn& column) {
  bool is_new = false;
  const std::string type = cpp_type(dialect, column.type);
  HeaderColumn& known = find_or_add(columns, {column.name, type, !column.is_required}, is_new);
  known.type = common_cpp_type(known.type, type);
  known.is_nullable = known.is_nullable || !column.is_required;
}

std::vector<HeaderTable> merge(const std::vector<SchemaOnEngine>& schemas) {
  std::vector<HeaderTable> tables;
  for (const SchemaOnEngine& schema : schemas)
    for (const Entity& entity : schema.tables) {
      bool is_new = false;
      HeaderTable& table = find_or_add(tables, {.name = entity.name}, is_new);
      for (const EntityColumn& column : entity.columns) add(table.columns, schema.dialect, column);
    }
  std::ranges::sort(tables, {}, &HeaderTable::name);
  return tables;
}

std::string emit(const HeaderTable& table, const std::string& type) {
  CppScope names({type, "table_name"});
  std::string text = fmt::format("struct {} {{\n  static constexpr std::string_view table_name = {};\n", type,
                                 c_literal(table.name));
  for (const HeaderColumn& column : table.columns)
    fmt::format_to(std::back_inserter(text),
                   "  static constexpr migrate::Column<{}, {}> {}{{table_name, {}}};\n", column.type,
                   column.is_nullable, names.add(column.name), c_literal(column.name));
  return text + "};\n";
}

}  // namespace

std::string emit_schema_header(std::string_view name, const std::vector<SchemaOnEngine>& schemas) {
  std::string text = fmt::format(
      "// {0}: the tables and columns at the head of the chain.\n"
      "// Written by migc {1}; change the revision files and build again instead of editing this.\n\n"
      "#pragma once\n\n#include <cstddef>\n#include <cstdint>\n#include <string>\n#include <string_view>\n"
      "#include <vector>\n\n#include \"migrate/column.h\"\n\nnamespace {0}::schema {{\n\n",
      name, library_version);
  CppScope names;
  for (const HeaderTable& table : merge(schemas)) text += emit(table, names.add(table.name)) + '\n';
  return text + fmt::format("}}  // namespace {}::schema\n", name);
}

}  // namespace migrate::migc
