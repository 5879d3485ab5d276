#include "migc/rows/row_draft.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/names.h"
#include "engine/sql_text.h"
#include "migc/rows/made_up_values.h"

namespace migrate::migc {

namespace {

constexpr const char* null = "NULL";

const ColumnShape* find_column_shape(Dialect dialect, const TableShape& table, const std::string& name) {
  for (const ColumnShape& column : table.columns)
    if (core::is_same_name(dialect, column.name, name)) return &column;
  return nullptr;
}

std::vector<std::string> quoted_names(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(core::quoted_name(name));
  return quoted;
}

// A value of one row of the parent, in which those columns are as they are in the child that are settled.
std::string parent_value(const TableShape& parent, const std::vector<std::string>& referred,
                         std::size_t place, std::size_t row, const std::vector<std::string>& conditions) {
  const auto select = [&](std::size_t offset) {
    return fmt::format("(SELECT {} FROM {} WHERE {} ORDER BY {} LIMIT 1 OFFSET {})", referred[place],
                       parent.rows_of, fmt::join(conditions, " AND "), fmt::join(referred, ", "), offset);
  };
  return row == 0 ? select(0) : fmt::format("coalesce({}, {})", select(row), select(0));
}

}  // namespace

bool is_optional(const TableShape& table, const ForeignKeyShape& key) {
  return std::ranges::any_of(key.columns, [&](std::size_t at) { return table.columns[at].is_nullable; });
}

std::vector<std::string> referred_columns(const Tables& tables, const ForeignKeyShape& key) {
  const auto parent = tables.find(key.table);
  if (parent == tables.end()) return {};
  if (!key.referred.empty()) return key.referred;
  std::vector<std::string> names;
  for (const std::size_t at : parent->second->primary_key) names.push_back(parent->second->columns[at].name);
  return names;
}

RowDraft RowDrafter::draft(const TableShape& table, const RowPlan& plan) const {
  RowDraft draft;
  for (const ColumnShape& column : table.columns) {
    const bool is_null = plan.prefers_null && column.is_nullable;
    const std::string value = is_null ? null : values_of(dialect_, column, plan.number).front();
    draft.values.push_back(column.is_given ? value : "");
  }
  std::vector<const ForeignKeyShape*> keys;
  for (const ForeignKeyShape& key : table.foreign_keys) keys.push_back(&key);
  // A column of several keys has its value from the shortest one, and the others look for rows that have it.
  std::ranges::stable_sort(keys, {}, [](const ForeignKeyShape* key) { return key->columns.size(); });
  std::vector<bool> is_settled(table.columns.size());
  for (const ForeignKeyShape* key : keys) refer(table, *key, plan, draft, is_settled);
  return draft;
}

void RowDrafter::refer(const TableShape& table, const ForeignKeyShape& key, const RowPlan& plan,
                       RowDraft& draft, std::vector<bool>& is_settled) const {
  const std::vector<std::string> names = referred_columns(tables_, key);
  if (names.size() != key.columns.size()) return;
  const std::vector<std::string> referred = quoted_names(names);
  const bool is_own = key.table == table.name;
  const bool does_without =
      is_optional(table, key) && (plan.prefers_null || plan.group != nullptr) && !(is_own && plan.parent > 0);
  const bool is_made_now =
      (is_own && !is_optional(table, key)) || (plan.group != nullptr && plan.group->contains(key.table));
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < referred.size(); ++i)
    conditions.push_back(is_settled[key.columns[i]]
                             ? fmt::format("{} = {}", referred[i], draft.values[key.columns[i]])
                             : fmt::format("{} IS NOT NULL", referred[i]));
  for (std::size_t i = 0; i < referred.size(); ++i) {
    const std::size_t at = key.columns[i];
    if (is_settled[at] || !table.columns[at].is_given) continue;
    if (does_without) {
      if (table.columns[at].is_nullable) draft.values[at] = null;
      continue;
    }
    is_settled[at] = true;
    if (is_made_now) {
      const ColumnShape* column = find_column_shape(dialect_, *tables_.at(key.table), names[i]);
      if (column != nullptr) draft.values[at] = values_of(dialect_, *column, plan.number).front();
    } else {
      const std::size_t row = is_own ? 0 : plan.parent;
      draft.values[at] = parent_value(*tables_.at(key.table), referred, i, row, conditions);
    }
  }
}

std::string insert_statement(Dialect dialect, const TableShape& table, const RowDraft& draft) {
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < draft.values.size(); ++i) {
    if (draft.values[i].empty()) continue;
    names.push_back(core::quoted_name(table.columns[i].name));
    values.push_back(draft.values[i]);
  }
  if (names.empty()) return fmt::format("INSERT INTO {} DEFAULT VALUES", table.name);
  // So that an identity gets the value that it is given.
  const char* overriding = dialect == Dialect::postgres ? " OVERRIDING SYSTEM VALUE" : "";
  return fmt::format("INSERT INTO {} ({}){} VALUES ({})", table.name, fmt::join(names, ", "), overriding,
                     fmt::join(values, ", "));
}

}  // namespace migrate::migc
