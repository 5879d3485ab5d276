#include "core/ledger/ledger_tables.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

using Kind = ColumnKind;

struct Column {
  std::string_view name;
  Kind kind;
  std::string_view rest;  // of its definition
};

constexpr std::array version_columns{Column{"version_num", Kind::text, "NOT NULL PRIMARY KEY"}};

constexpr std::array history_columns{
    Column{"seq", Kind::number, "NOT NULL PRIMARY KEY"},
    Column{"format", Kind::number, "NOT NULL"},
    Column{"revision", Kind::text, "NOT NULL"},
    Column{"direction", Kind::text, "NOT NULL"},
    Column{"state", Kind::text, "NOT NULL"},
    Column{"items", Kind::number, ""},
    Column{"down_revision", Kind::text, "NOT NULL"},
    Column{"depends_on", Kind::text, "NOT NULL"},
    Column{"flags", Kind::text, "NOT NULL"},
    Column{"content_digest", Kind::text, ""},
    Column{"chain_digest", Kind::text, ""},
    Column{"message", Kind::text, "NOT NULL"},
    Column{"downgrade", Kind::text, ""},
    Column{"row_digest", Kind::text, ""},
    Column{"started", Kind::text, "NOT NULL"},
    Column{"finished", Kind::text, ""},
    Column{"duration_ms", Kind::number, ""},
    Column{"program", Kind::text, "NOT NULL"},
};

// SQLite gives a table with an INTEGER key no second tree for it; it knows no other whole numbers.
std::string_view type_name(const Column& column, Dialect dialect) {
  if (column.name == "version_num") return "VARCHAR(64)";
  if (column.kind == Kind::text) return "TEXT";
  return dialect == Dialect::sqlite ? "INTEGER" : "BIGINT";
}

std::string create_statement(const std::string& table, std::span<const Column> columns, Dialect dialect,
                             std::string_view condition = {}) {
  std::string sql = "CREATE TABLE " + std::string(condition) + table + " (";
  for (const Column& column : columns) {
    if (&column != columns.data()) sql += ',';
    sql += "\n  ";
    sql += column.name;
    sql += ' ';
    sql += type_name(column, dialect);
    if (!column.rest.empty()) sql += ' ';
    sql += column.rest;
  }
  return sql + "\n)";
}

// Why the columns are not ours, in the words that follow the table's name; empty when they are.
std::string find_objection(const TableFacts& table, std::span<const Column> expected) {
  for (const Column& column : expected) {
    const auto found = std::ranges::find(table.columns, column.name, &ColumnFacts::name);
    if (found == table.columns.end()) return "has no column " + quoted(column.name);
    if (found->kind != column.kind)
      return "has the column " + quoted(column.name) + " with the type " + quoted(found->type);
  }
  for (const ColumnFacts& column : table.columns)
    if (!column.is_nullable && !column.has_default &&
        std::ranges::find(expected, column.name, &Column::name) == expected.end())
      return "has the column " + quoted(column.name) + ", which nobody but its maker can fill";
  return {};
}

void refuse_foreign_table(const std::string& name, const TableFacts& table,
                          std::span<const Column> expected) {
  if (!table.fix.empty())
    throw Error(ErrorKind::mismatch,
                quoted(name) + ' ' + table.objection + "; nothing was changed. " + table.fix);
  const std::string objection = table.objection.empty() ? find_objection(table, expected) : table.objection;
  if (objection.empty()) return;
  throw Error(ErrorKind::mismatch,
              quoted(name) + " cannot be this library's table: it " + shown(objection) +
                  "; nothing was changed. Find out who made it, and drop or rename it, or choose another"
                  " version_table in migrate.yaml");
}

void refuse_interference(const std::string& name, const TableFacts& table) {
  if (table.interference.empty()) return;
  throw Error(
      ErrorKind::mismatch,
      quoted(name) + ' ' + shown(table.interference) +
          ", which may change or refuse what this library writes; nothing was changed. Remove it, and run"
          " the command again");
}

std::optional<std::size_t> row_width(const std::optional<TableFacts>& version_table) {
  if (!version_table) return {};
  return std::ranges::find(version_table->columns, version_columns[0].name, &ColumnFacts::name)->width;
}

Error too_narrow(const std::string& row, std::size_t width, const TableNames& names) {
  ErrorContext context;
  context.revision = row;
  return Error(ErrorKind::unavailable,
               "revision " + quoted(row) + " has " + std::to_string(row.size()) +
                   " characters, and the version table holds ids of " + std::to_string(width) +
                   "; nothing was changed. Let its owner run: ALTER TABLE " + names.version_sql +
                   " ALTER COLUMN version_num TYPE VARCHAR(64)",
               std::move(context));
}

}  // namespace

TablesFound find_tables(Connection& connection, const TableNames& names) {
  const std::array both{names.version, names.history};
  const std::vector<std::optional<TableFacts>> tables = connection.find_tables(both);
  if (tables[0]) refuse_foreign_table(names.version, *tables[0], version_columns);
  if (tables[1]) refuse_foreign_table(names.history, *tables[1], history_columns);
  if (tables[0]) refuse_interference(names.version, *tables[0]);
  if (tables[1]) refuse_interference(names.history, *tables[1]);
  if (tables[1] && !tables[0])
    throw Error(ErrorKind::mismatch, "the table " + quoted(names.version) + " is missing, but " +
                                         quoted(names.history) +
                                         " is there; nothing was changed. Restore the database from a backup,"
                                         " or create the table as docs/history-table.md describes it and"
                                         " run \"stamp REVISION...\"");
  const auto is_untrusted = [](const std::optional<TableFacts>& table) {
    return table && table->is_untrusted;
  };
  return {.version = tables[0].has_value(),
          .history = tables[1].has_value(),
          .row_width = row_width(tables[0]),
          .are_untrusted = std::ranges::any_of(tables, is_untrusted)};
}

bool is_shared_with_alembic(const Chain& chain) {
  return chain.settings().version_table.find("alembic") != std::string_view::npos;
}

void require_width(const Plan& plan, const TablesFound& found, const TableNames& names) {
  for (const PlanStep& step : plan.steps)
    for (const std::string& row : step.added)
      if (found.row_width && row.size() > *found.row_width) throw too_narrow(row, *found.row_width, names);
}

CreateStatements create_if_missing(const TableNames& names, Dialect dialect) {
  constexpr std::string_view condition = "IF NOT EXISTS ";
  return {create_statement(names.version_sql, version_columns, dialect, condition),
          create_statement(names.history_sql, history_columns, dialect, condition)};
}

std::vector<std::string_view> own_columns(ColumnKind kind) {
  std::vector<std::string_view> names;
  for (const std::span<const Column> columns :
       {std::span<const Column>(version_columns), std::span<const Column>(history_columns)})
    for (const Column& column : columns)
      if (column.kind == kind) names.push_back(column.name);
  return names;
}

void create_missing_tables(Connection& connection, const TableNames& names, TablesFound found) {
  const Dialect dialect = connection.dialect();
  if (!found.version) connection.execute(create_statement(names.version_sql, version_columns, dialect), {});
  if (!found.history) connection.execute(create_statement(names.history_sql, history_columns, dialect), {});
  std::vector<std::string> created;
  if (!found.version) created.push_back(names.version);
  if (!found.history) created.push_back(names.history);
  if (created.empty()) return;
  for (const std::string& statement : connection.revocations(created, WriteRights::granted))
    connection.execute(statement, {});
}

}  // namespace migrate::core
