#include "migc/transition/postgres_table_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace migrate::migc {

namespace {

using Texts = std::vector<std::string>;
using Parts = std::vector<const PostgresDefinition*>;

// What is said of the table, in the order of creation.
Parts parts_of(const PostgresSchema& schema, PostgresSchema::Index table, std::string_view kind) {
  Parts parts;
  for (const PostgresSchema::Need& need : schema.needed_by(table))
    if (const PostgresDefinition& part = schema[need.thing];
        part.is(kind) && part.table == schema[table].name && schema.parent(need.thing) == table)
      if (std::ranges::find(parts, &part) == parts.end()) parts.push_back(&part);
  std::ranges::stable_sort(parts, {}, &PostgresDefinition::place);
  return parts;
}

Texts clauses(const Parts& parts) {
  Texts texts;
  for (const PostgresDefinition* part : parts)
    if (!part->clause.empty()) texts.push_back(part->clause);
  return texts;
}

std::string in_parentheses(std::string_view before, const Texts& texts) {
  return texts.empty() ? "" : fmt::format(" {} ({})", before, fmt::join(texts, ", "));
}

// Those that the statement says itself: others come from parents or the type.
Texts columns_of(const PostgresSchema& schema, const std::string& table) {
  Texts texts;
  for (const PostgresColumn* column : schema.columns_of(table))
    if (column->is_local) texts.push_back(column->clause(default_of(schema, *column)));
  return texts;
}

std::string lines(const Texts& texts) {
  return texts.empty() ? "()" : fmt::format("(\n  {}\n)", fmt::join(texts, ",\n  "));
}

class TableText {
 public:
  TableText(const PostgresSchema& schema, PostgresSchema::Index table,
            const std::vector<PostgresSchema::Index>& foreign_keys)
      : schema_(schema), table_(table), parents_(parts("parent")), types_(parts("type of table")) {
    if (!is_partition() && types_.empty()) inside_ = columns_of(schema, schema[table].name);
    for (std::string& text : clauses(parts("constraint"))) inside_.push_back(std::move(text));
    for (const PostgresSchema::Index key : foreign_keys) inside_.push_back(schema[key].clause);
  }

  std::string text() const {
    const PostgresDefinition& table = schema_[table_];
    const bool is_unlogged = !parts("unlogged").empty();
    std::string text = fmt::format("CREATE {}{} {}", is_unlogged ? "UNLOGGED " : "", table.shape, table.name);
    if (!types_.empty()) text += " OF " + types_.front()->clause;
    if (is_partition()) text += " PARTITION OF " + parents_.front()->clause;
    const bool may_be_empty = is_partition() || !types_.empty();
    if (!inside_.empty() || !may_be_empty) text += ' ' + lines(inside_);
    if (is_partition()) text += ' ' + parents_.front()->shape;
    if (!is_partition()) text += in_parentheses("INHERITS", clauses(parents_));
    return text + table.clause + in_parentheses("WITH", clauses(parts("option"))) +
           in_parentheses("OPTIONS", clauses(parts("foreign option")));
  }

 private:
  Parts parts(std::string_view kind) const { return parts_of(schema_, table_, kind); }
  bool is_partition() const { return parents_.size() == 1 && !parents_.front()->shape.empty(); }

  const PostgresSchema& schema_;
  PostgresSchema::Index table_;
  Parts parents_;
  Parts types_;
  Texts inside_;
};

std::string storage_of(const PostgresColumn& column) {
  return column.storage.empty() ? "DEFAULT" : column.storage;
}

}  // namespace

std::string create_table(const PostgresSchema& schema, PostgresSchema::Index table,
                         const std::vector<PostgresSchema::Index>& foreign_keys) {
  return TableText(schema, table, foreign_keys).text();
}

bool comes_with_parent(const PostgresDefinition& definition) {
  constexpr std::array<std::string_view, 12> kinds{"version of extension",
                                                   "column",
                                                   "default",
                                                   "constraint",
                                                   "option",
                                                   "unlogged",
                                                   "parent",
                                                   "foreign option",
                                                   "type of table",
                                                   "NOT NULL of domain",
                                                   "default of domain",
                                                   "constraint of domain"};
  return std::ranges::find(kinds, definition.kind) != kinds.end() && !definition.clause.empty();
}

std::string default_of(const PostgresSchema& schema, const PostgresColumn& column) {
  const auto found = schema.find("default", column.path());
  return found ? schema[*found].clause : "";
}

std::vector<std::string> settings_of(const PostgresColumn& now, const PostgresColumn& wanted) {
  const std::string alter = fmt::format("ALTER TABLE {} ALTER COLUMN {} ", wanted.table, wanted.name);
  Texts statements;
  // The server has no word for the usual storage before 16; a column of another type has that again.
  if (now.storage != wanted.storage && !wanted.storage.empty())
    statements.push_back(alter + "SET STORAGE " + storage_of(wanted));
  if (now.compression != wanted.compression)
    statements.push_back(alter + "SET COMPRESSION " +
                         (wanted.compression.empty() ? "default" : wanted.compression));
  if (now.statistics != wanted.statistics)
    statements.push_back(alter + "SET STATISTICS " + (wanted.statistics.empty() ? "-1" : wanted.statistics));
  if (now.options != wanted.options && !now.options.empty())
    statements.push_back(alter + "RESET (n_distinct, n_distinct_inherited)");
  if (now.options != wanted.options && !wanted.options.empty())
    statements.push_back(alter + "SET (" + wanted.options + ")");
  return statements;
}

}  // namespace migrate::migc
