#include "migc/operations/table_operations.h"

#include <algorithm>
#include <utility>

#include "migc/engine/sqlite/table_definition.h"
#include "migc/operations/sql_words.h"

namespace migrate::migc {

namespace {

const PortableColumn* column_named(const PortableTable& table, const std::string& name) {
  const auto found = std::ranges::find_if(
      table.columns, [&](const PortableColumn& column) { return is_same_name(column.name.text, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

// What it was called counts only where it was given a name.
bool is_same_constraint(const PortableConstraint& a, const PortableConstraint& b) {
  PortableConstraint named = a;
  if (!a.is_named && !b.is_named) named.name = b.name;
  return named == b;
}

// Those of `table` that `other` has not.
std::vector<const PortableConstraint*> constraints_beyond(const PortableTable& table,
                                                          const PortableTable& other) {
  std::vector<const PortableConstraint*> found;
  std::vector<bool> is_taken(other.constraints.size());
  for (const PortableConstraint& constraint : table.constraints) {
    std::size_t i = 0;
    while (i < is_taken.size() && (is_taken[i] || !is_same_constraint(constraint, other.constraints[i]))) ++i;
    if (i == is_taken.size())
      found.push_back(&constraint);
    else
      is_taken[i] = true;
  }
  return found;
}

class TableOperations {
 public:
  TableOperations(const PortableTable& before, const PortableTable& after,
                  const std::map<std::string, std::string>& sources)
      : before_(before), after_(after), sources_(sources) {}

  std::optional<std::vector<Operation>> find() {
    if (before_.strict != after_.strict || before_.without_rowid != after_.without_rowid) return std::nullopt;
    added_ = constraints_beyond(after_, before_);
    if (!drop_constraints()) return std::nullopt;
    for (const PortableColumn& column : after_.columns)
      if (column_named(before_, column.name.text) == nullptr) add(column);
    for (const PortableColumn& column : before_.columns)
      if (column_named(after_, column.name.text) == nullptr)
        operations_.emplace_back(DropColumn{before_.name, column.name});
    for (const PortableColumn& column : before_.columns)
      if (const PortableColumn* wanted = column_named(after_, column.name.text))
        if (!change(column, *wanted)) return std::nullopt;
    for (const PortableConstraint* constraint : added_)
      operations_.emplace_back(AddConstraint{after_.name, *constraint});
    return std::move(operations_);
  }

 private:
  // One without a name has no operation, but is dropped with its column.
  bool drop_constraints() {
    for (const PortableConstraint* constraint : constraints_beyond(before_, after_))
      if (!constraint->is_named) {
        if (!goes_with_column(*constraint)) return false;
      } else if (!rename_constraint(*constraint)) {
        operations_.emplace_back(DropConstraint{before_.name, constraint->name});
      }
    return true;
  }

  // To one that differs in its name only.
  bool rename_constraint(const PortableConstraint& constraint) {
    const auto found = std::ranges::find_if(added_, [&](const PortableConstraint* other) {
      PortableConstraint renamed = constraint;
      renamed.name = other->name;
      return renamed == *other;
    });
    if (found == added_.end()) return false;
    operations_.emplace_back(RenameConstraint{before_.name, constraint.name, (*found)->name});
    added_.erase(found);
    return true;
  }

  bool goes_with_column(const PortableConstraint& constraint) const {
    return std::ranges::any_of(before_.columns, [&](const PortableColumn& column) {
      if (column_named(after_, column.name.text) != nullptr) return false;
      const auto& condition = constraint.condition.of(Dialect::sqlite);
      return std::ranges::find(constraint.columns, column.name) != constraint.columns.end() ||
             (condition && refers_to(Dialect::sqlite, *condition, column.name.text));
    });
  }

  const std::string* source_of(const PortableColumn& column) const {
    const auto found = sources_.find(column.name.text);
    return found == sources_.end() ? nullptr : &found->second;
  }

  // With NULL in it until it gets its values.
  void add(const PortableColumn& column) {
    const std::string* source = source_of(column);
    PortableColumn added = column;
    if (source != nullptr) added.nullable = true;
    operations_.emplace_back(AddColumn{.table = after_.name, .column = std::move(added)});
    if (source == nullptr) return;
    AlterColumn fill{.table = after_.name, .column = column.name, .type = column.type};
    fill.conversion = same_sql(*source);
    if (!column.nullable) fill.nullable = false;
    operations_.emplace_back(std::move(fill));
  }

  bool change(const PortableColumn& now, const PortableColumn& wanted) {
    if (now.collation != wanted.collation || now.generated != wanted.generated) return false;
    AlterColumn alter{.table = after_.name, .column = now.name};
    const std::string* source = source_of(wanted);
    if (!(now.type == wanted.type) || source != nullptr) alter.type = wanted.type;
    if (source != nullptr) alter.conversion = same_sql(*source);
    if (now.nullable != wanted.nullable) alter.nullable = wanted.nullable;
    if (now.default_value != wanted.default_value)
      alter.default_value = wanted.default_value.value_or(Literal{});
    if (now.autoincrement != wanted.autoincrement) alter.autoincrement = wanted.autoincrement;
    if (alter.type || alter.nullable || alter.default_value || alter.autoincrement)
      operations_.emplace_back(std::move(alter));
    return true;
  }

  const PortableTable& before_;
  const PortableTable& after_;
  const std::map<std::string, std::string>& sources_;
  std::vector<const PortableConstraint*> added_;
  std::vector<Operation> operations_;
};

}  // namespace

std::optional<std::vector<Operation>> table_operations(const PortableTable& before,
                                                       const PortableTable& after,
                                                       const std::map<std::string, std::string>& sources) {
  return TableOperations(before, after, sources).find();
}

}  // namespace migrate::migc
