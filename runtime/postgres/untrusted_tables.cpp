#include "postgres/untrusted_tables.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/text/advised_error.h"
#include "migrate/error.h"
#include "postgres/catalogue.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

using Kinds = std::vector<adapter::ColumnKind>;

Error changed_meanwhile(const std::string& table) {
  return core::advised_error(ErrorKind::busy,
                             "the table " + quoted_name(table) + " was changed while it was being read",
                             "Nothing was changed by this run.", "Run the command again.");
}

std::vector<std::string> names_of(std::span<const adapter::TableColumns> tables) {
  std::vector<std::string> names;
  for (const adapter::TableColumns& table : tables) names.push_back(table.table);
  return names;
}

std::string lock_statement(const UntrustedTables& where, const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + where.qualified(name);
  return "LOCK TABLE " + list + " IN ACCESS SHARE MODE;\n";
}

// Throws for a column that is missing or not of the server's own types.
Kinds kinds_of(const adapter::TableColumns& table, const std::optional<adapter::TableFacts>& found) {
  if (!found || !found->objection.empty()) throw changed_meanwhile(table.table);
  Kinds kinds;
  for (const std::string_view name : table.columns) {
    const auto column = std::ranges::find(found->columns, name, &adapter::ColumnFacts::name);
    if (column == found->columns.end() || column->kind == adapter::ColumnKind::other)
      throw changed_meanwhile(table.table);
    kinds.push_back(column->kind);
  }
  return kinds;
}

std::string column_list(const std::vector<std::string_view>& columns) {
  std::string list;
  for (const std::string_view column : columns) list += (list.empty() ? "" : ",") + quoted_name(column);
  return list;
}

Rows copy_rows(Server& server, const std::string& qualified, const adapter::TableColumns& table,
               const Kinds& kinds) {
  Rows rows;
  for (const std::string& line : server.copy_lines(qualified, column_list(table.columns)))
    rows.push_back(parse_copied(line, kinds));
  return rows;
}

std::vector<Rows> read_in_transaction(Server& server, const UntrustedTables& where,
                                      std::span<const adapter::TableColumns> tables) {
  const std::vector<std::string> names = names_of(tables);
  // The first query takes the snapshot, after the lock.
  const Rows catalogue =
      rows_of(server.exec(where.begin_sql + lock_statement(where, names) + where.catalogue_sql));
  const std::vector<std::optional<adapter::TableFacts>> found = tables_in(catalogue, names, Use::reading);
  std::vector<Rows> all;
  for (std::size_t i = 0; i < tables.size(); ++i)
    all.push_back(copy_rows(server, where.qualified(names[i]), tables[i], kinds_of(tables[i], found[i])));
  return all;
}

// What a backslash stands for before this character.
char unescaped(char character) {
  switch (character) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return character;
  }
}

std::string unescaped(std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i)
    text += field[i] == '\\' && i + 1 < field.size() ? unescaped(field[++i]) : field[i];
  return text;
}

Value value_of(std::string_view field, adapter::ColumnKind kind) {
  if (field == "\\N") return {};
  if (kind == adapter::ColumnKind::text) return unescaped(field);
  std::int64_t number = 0;
  std::from_chars(field.data(), field.data() + field.size(), number);
  return number;
}

}  // namespace

std::vector<Rows> read_untrusted(Server& server, const UntrustedTables& where,
                                 std::span<const adapter::TableColumns> tables) {
  try {
    std::vector<Rows> all = read_in_transaction(server, where, tables);
    server.exec("COMMIT");
    return all;
  } catch (...) {
    server.try_exec("ROLLBACK");
    throw;
  }
}

Row parse_copied(std::string_view line, std::span<const adapter::ColumnKind> kinds) {
  Row row;
  for (const adapter::ColumnKind kind : kinds) {
    const std::size_t size = std::min(line.find('\t'), line.size());
    row.push_back(value_of(line.substr(0, size), kind));
    line.remove_prefix(std::min(size + 1, line.size()));
  }
  return row;
}

}  // namespace migrate::postgres
