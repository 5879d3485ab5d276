#include "migc/operations/foreign_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

bool is_key(const PortableConstraint& constraint) {
  return constraint.kind == PortableConstraintKind::primary_key ||
         constraint.kind == PortableConstraintKind::unique;
}

bool is_foreign_key(const PortableConstraint& constraint) {
  return constraint.kind == PortableConstraintKind::foreign_key;
}

bool has_column(const std::vector<Name>& columns, std::string_view name) {
  return std::any_of(columns.begin(), columns.end(), [name](const Name& c) { return c.text == name; });
}

// In any order.
bool are_same(const std::vector<Name>& a, const std::vector<Name>& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

bool is_over(const PortableIndex& index, const std::vector<Name>& columns) {
  std::vector<Name> indexed;
  for (const IndexElement& element : index.elements) indexed.push_back(element.operand.column);
  return index.unique && index.where.empty() && are_same(indexed, columns);
}

// Whether no two rows can have the same values there, also without the constraint of that name.
bool are_unique(const PortableTable& table, const std::vector<Name>& columns, std::string_view without,
                const Catalogue& catalogue) {
  const std::vector<PortableIndex> indexes = catalogue.indexes_of(table.name);
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [&](const PortableConstraint& c) {
                       return is_key(c) && c.name.text != without && are_same(c.columns, columns);
                     }) ||
         std::any_of(indexes.begin(), indexes.end(),
                     [&](const PortableIndex& index) { return is_over(index, columns); });
}

// Empty where the table has no primary key.
std::vector<Name> referenced_columns(const PortableTable& target, const PortableConstraint& foreign_key) {
  if (!foreign_key.target.columns.empty()) return foreign_key.target.columns;
  for (const PortableConstraint& constraint : target.constraints)
    if (constraint.kind == PortableConstraintKind::primary_key) return constraint.columns;
  return {};
}

bool can_be_equal(const Type& a, const Type& b) {
  const auto is_number = [](ValueKind kind) {
    return kind == ValueKind::whole_number || kind == ValueKind::number;
  };
  const ValueKind left = value_kind(a);
  const ValueKind right = value_kind(b);
  return left == right || left == ValueKind::unknown || right == ValueKind::unknown ||
         (is_number(left) && is_number(right));
}

std::string judge_types(const PortableTable& table, const std::vector<Name>& columns,
                        const PortableTable& target, const std::vector<Name>& referenced) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const PortableColumn* column = find_column(table, columns[i].text);
    const PortableColumn* other = find_column(target, referenced[i].text);
    if (column != nullptr && other != nullptr && !can_be_equal(column->type, other->type))
      return fmt::format("column \"{}\" is {}, and \"{}\" of table \"{}\", to which it refers, is {}",
                         column->name.text, to_string(column->type), other->name.text, to_string(target.name),
                         to_string(other->type));
  }
  return {};
}

template <typename Predicate>
std::vector<std::string> references_where(const ObjectName& table, const Catalogue& catalogue,
                                          const Predicate& predicate) {
  std::vector<std::string> references;
  for (const PortableTable& other : catalogue.contents().tables)
    for (const PortableConstraint& constraint : other.constraints)
      if (is_foreign_key(constraint) && constraint.target.table == table && predicate(other, constraint))
        references.push_back(to_string(other.name) + '.' + constraint.name.text);
  return references;
}

}  // namespace

std::string judge_reference(const PortableTable& table, const PortableConstraint& foreign_key,
                            const Catalogue& catalogue) {
  const ObjectName& name = foreign_key.target.table;
  const PortableTable* target = name == table.name ? &table : catalogue.find_table(name);
  if (target == nullptr) return {};
  const std::vector<Name> referenced = referenced_columns(*target, foreign_key);
  if (referenced.empty())
    return fmt::format("table \"{}\" has no primary key to refer to; write referenced_columns",
                       to_string(name));
  if (referenced.size() != foreign_key.columns.size())
    return fmt::format("({}) cannot refer to ({}) of table \"{}\": the numbers of columns differ",
                       quoted_names(foreign_key.columns), quoted_names(referenced), to_string(name));
  if (!are_unique(*target, referenced, "", catalogue))
    return fmt::format(
        "({}) of table \"{}\" can be the same in several rows; to refer to it takes a unique constraint",
        quoted_names(referenced), to_string(name));
  return judge_types(table, foreign_key.columns, *target, referenced);
}

std::vector<std::string> references_through(const ObjectName& table, std::string_view constraint,
                                            const Catalogue& catalogue) {
  const PortableTable* known = catalogue.find_table(table);
  const PortableConstraint* key = known == nullptr ? nullptr : find_constraint(*known, constraint);
  if (key == nullptr || !is_key(*key) || are_unique(*known, key->columns, constraint, catalogue)) return {};
  return references_where(table, catalogue, [&](const PortableTable&, const PortableConstraint& reference) {
    return are_same(referenced_columns(*known, reference), key->columns);
  });
}

std::vector<std::string> references_to_column(const ObjectName& table, std::string_view column,
                                              const Catalogue& catalogue) {
  const PortableTable* known = catalogue.find_table(table);
  if (known == nullptr) return {};
  return references_where(table, catalogue, [&](const PortableTable& other, const PortableConstraint& c) {
    return !(other.name == table) && has_column(referenced_columns(*known, c), column);
  });
}

}  // namespace migrate::migc
