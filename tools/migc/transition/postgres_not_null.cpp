#include "migc/transition/postgres_not_null.h"

#include <fmt/format.h>

#include "migc/transition/postgres_columns.h"

namespace migrate::migc {

namespace {

using Statements = std::vector<std::string>;

std::string table_of(const PostgresColumn& column) {
  return fmt::format("ALTER TABLE {} ", column.table);
}

std::string column_of(const PostgresColumn& column) {
  return fmt::format("{}ALTER COLUMN {} ", table_of(column), column.name);
}

// "CONSTRAINT c NOT NULL a NO INHERIT NOT VALID", as a part of a table.
std::string table_clause(const PostgresNotNull& constraint, const std::string& column) {
  return fmt::format("CONSTRAINT {} NOT NULL {}{}{}", constraint.name, column,
                     constraint.is_inheritable ? "" : " NO INHERIT", constraint.is_valid ? "" : " NOT VALID");
}

// One that comes from a parent is there when the parent has got its own, but has not been checked.
Statements additions(const PostgresColumn& now, const PostgresColumn& wanted) {
  const PostgresNotNull& constraint = wanted.not_null;
  if (!constraint.is_own && now.is_inherited)
    return constraint.is_valid ? Statements{table_of(wanted) + "VALIDATE CONSTRAINT " + constraint.name}
                               : Statements{};
  if (constraint.is_plain()) return {column_of(wanted) + "SET NOT NULL"};
  return {table_of(wanted) + "ADD " + table_clause(constraint, wanted.name)};
}

Statements alterations(const PostgresNotNull& now, const PostgresColumn& column) {
  const PostgresNotNull& wanted = column.not_null;
  const std::string alter = table_of(column);
  Statements statements;
  std::string name = now.name;
  if (now.given_name != wanted.given_name) {
    statements.push_back(fmt::format("{}RENAME CONSTRAINT {} TO {}", alter, name, wanted.name));
    name = wanted.name;
  }
  if (!now.is_valid && wanted.is_valid) statements.push_back(alter + "VALIDATE CONSTRAINT " + name);
  if (now.is_inheritable != wanted.is_inheritable)
    statements.push_back(
        fmt::format("{}ALTER CONSTRAINT {} {}INHERIT", alter, name, wanted.is_inheritable ? "" : "NO "));
  if (!now.is_own && wanted.is_own) statements.push_back(column_of(column) + "SET NOT NULL");
  return statements;
}

}  // namespace

std::string PostgresNotNull::clause() const {
  if (!is_for_all_rows() || !is_own) return {};
  return (given_name.empty() ? " " : fmt::format(" CONSTRAINT {} ", given_name)) +
         (is_inheritable ? "NOT NULL" : "NOT NULL NO INHERIT");
}

std::vector<std::string> not_null_changes(const PostgresColumn& now, const PostgresColumn& wanted) {
  const bool is_set = now.not_null.is_set, is_wanted = wanted.not_null.is_set;
  if (is_set && is_wanted && (wanted.not_null.is_valid || !now.not_null.is_valid))
    return alterations(now.not_null, wanted);
  Statements statements;
  if (is_set) statements.push_back(column_of(wanted) + "DROP NOT NULL");
  if (is_wanted)
    for (std::string& statement : additions(now, wanted)) statements.push_back(std::move(statement));
  return statements;
}

}  // namespace migrate::migc
