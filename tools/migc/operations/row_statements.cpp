#include "migc/operations/row_statements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "migc/operations/literal.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

constexpr std::size_t most_rows_in_statement = 200;

using Row = std::vector<Assignment>;

std::string value_of(const ObjectName& table, const Assignment& assignment, const Catalogue& catalogue) {
  const PortableColumn* column = catalogue.find_column_of(table, assignment.first.text);
  return spell_literal(assignment.second, column == nullptr ? ValueKind::unknown : value_kind(column->type),
                       catalogue.dialect());
}

bool have_same_columns(const Row& a, const Row& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const Assignment& left, const Assignment& right) { return left.first == right.first; });
}

std::string first_words(const BulkInsert& insert, const Row& row) {
  std::vector<Name> columns;
  for (const Assignment& assignment : row) columns.push_back(assignment.first);
  return fmt::format("INSERT INTO {} ({}) VALUES\n  ", quoted_name(insert.table), quoted_names(columns));
}

std::string row_text(const BulkInsert& insert, const Row& row, const Catalogue& before) {
  std::vector<std::string> values;
  for (const Assignment& assignment : row) values.push_back(value_of(insert.table, assignment, before));
  return fmt::format("({})", fmt::join(values, ", "));
}

}  // namespace

std::vector<std::string> insert_statements(const BulkInsert& insert, const Catalogue& before) {
  std::vector<std::string> statements;
  std::size_t rows = 0;
  for (std::size_t i = 0; i < insert.rows.size(); ++i) {
    const bool joins =
        i > 0 && rows < most_rows_in_statement && have_same_columns(insert.rows[i - 1], insert.rows[i]);
    if (joins) {
      statements.back() += ",\n  ";
    } else {
      statements.push_back(first_words(insert, insert.rows[i]));
      rows = 0;
    }
    statements.back() += row_text(insert, insert.rows[i], before);
    ++rows;
  }
  return statements;
}

std::string update_statement(const UpdateRows& update, const Catalogue& before) {
  std::vector<std::string> values;
  for (const Assignment& assignment : update.values)
    values.push_back(quoted_name(assignment.first.text) + " = " + value_of(update.table, assignment, before));
  return fmt::format("UPDATE {} SET {} WHERE {}", quoted_name(update.table), fmt::join(values, ", "),
                     *update.condition.of(before.dialect()));
}

std::string delete_statement(const DeleteRows& remove, Dialect dialect) {
  return fmt::format("DELETE FROM {} WHERE {}", quoted_name(remove.table), *remove.condition.of(dialect));
}

}  // namespace migrate::migc
