#include "core/ledger/ledger_tables.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/ledger/ledger.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

// Why the columns are not ours, in the words that follow the table's name; empty when they are.
std::string find_objection(const adapter::TableFacts& table, std::span<const OwnColumn> expected) {
  for (const OwnColumn& column : expected) {
    const auto found = std::ranges::find(table.columns, column.name, &adapter::ColumnFacts::name);
    if (found == table.columns.end()) return concat({"has no column ", in_quotes(column.name)});
    if (found->kind != column.kind)
      return concat({"has the column ", in_quotes(column.name), " with the type ", in_quotes(found->type)});
  }
  for (const adapter::ColumnFacts& column : table.columns)
    if (!column.is_nullable && !column.has_default &&
        std::ranges::find(expected, column.name, &OwnColumn::name) == expected.end())
      return concat({"has the column ", in_quotes(column.name), ", which this library cannot fill"});
  return {};
}

void refuse_foreign_table(const std::string& name, const adapter::TableFacts& table,
                          std::span<const OwnColumn> expected) {
  if (!table.fix.empty())
    throw advised_error(ErrorKind::mismatch, concat({in_quotes(name), " ", table.objection}), nothing_changed,
                        table.fix);
  const std::string objection = table.objection.empty() ? find_objection(table, expected) : table.objection;
  if (objection.empty()) return;
  throw advised_error(ErrorKind::mismatch,
                      concat({in_quotes(name), " cannot be this library's table: it ", shown(objection)}),
                      nothing_changed,
                      "Find out who made it, and drop or rename it, or choose another version_table in"
                      " migrate.yaml.");
}

void refuse_interference(const std::string& name, const adapter::TableFacts& table) {
  if (table.interference.empty()) return;
  throw advised_error(ErrorKind::mismatch,
                      concat({in_quotes(name), " ", shown(table.interference),
                              ", which may change or refuse what this library writes"}),
                      nothing_changed, "Remove it, and run the command again.");
}

std::optional<std::size_t> row_width(const std::optional<adapter::TableFacts>& version_table) {
  if (!version_table) return {};
  return std::ranges::find(version_table->columns, version_columns().front().name,
                           &adapter::ColumnFacts::name)
      ->width;
}

Error too_narrow(const std::string& row, std::size_t width, const TableNames& names) {
  ErrorContext context;
  context.revision = row;
  return advised_error(ErrorKind::unavailable,
                       concat({"revision ", in_quotes(row), " has ", std::to_string(row.size()),
                               " characters, and the version table holds ids of ", std::to_string(width)}),
                       nothing_changed,
                       concat({"Let its owner run: ALTER TABLE ", names.version_sql,
                               " ALTER COLUMN version_num TYPE VARCHAR(64)."}),
                       std::move(context));
}

}  // namespace

TablesFound find_tables(const Ledger& ledger) {
  const TableNames& names = ledger.names();
  const std::array both{names.version, names.history};
  const std::vector<std::optional<adapter::TableFacts>> tables = ledger.session().find_tables(both);
  if (tables[0]) refuse_foreign_table(names.version, *tables[0], version_columns());
  if (tables[1]) refuse_foreign_table(names.history, *tables[1], history_columns());
  if (tables[0]) refuse_interference(names.version, *tables[0]);
  if (tables[1]) refuse_interference(names.history, *tables[1]);
  if (tables[1] && !tables[0])
    throw advised_error(
        ErrorKind::mismatch,
        concat({"the table ", in_quotes(names.version), " is missing, but ", in_quotes(names.history),
                " exists"}),
        nothing_changed,
        "Restore the database from a backup, or create the table as docs/history-table.md describes it and"
        " run \"stamp REVISION...\".");
  const auto is_untrusted = [](const std::optional<adapter::TableFacts>& table) {
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

void Ledger::require_width(const Plan& plan, const TablesFound& found) const {
  for (const PlanStep& step : plan.steps)
    for (const std::string& row : step.added)
      if (found.row_width && row.size() > *found.row_width) throw too_narrow(row, *found.row_width, names_);
}

void Ledger::create_missing_tables(const TablesFound& found) {
  if (!found.version) session_.execute(create_version_table(names_, dialect()), {});
  if (!found.history) session_.execute(create_history_table(names_, dialect()), {});
  std::vector<std::string> created;
  if (!found.version) created.push_back(names_.version);
  if (!found.history) created.push_back(names_.history);
  if (created.empty()) return;
  for (const std::string& statement : session_.revocations(created, adapter::WriteRights::granted))
    session_.execute(statement, {});
}

}  // namespace migrate::core
