#include "migc/operations/ddl_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "migc/engine/ddl_words.h"
#include "migc/engine/engine_traits.h"
#include "migc/operations/literal.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

std::string_view identity_words(const PortableColumn& column, Dialect dialect) {
  if (column.identity == Identity::always) return identity_words(dialect, Counting::always);
  const bool counts = column.identity == Identity::by_default || column.autoincrement;
  return counts ? identity_words(dialect, Counting::by_default) : std::string_view();
}

std::string collation_words(const SqlText& collation, Dialect dialect) {
  const std::optional<std::string>& name = collation.of(dialect);
  if (!name) return "";
  return " COLLATE " + collation_word(dialect, *name);
}

std::string deferral_words(Deferral deferral) {
  switch (deferral) {
    case Deferral::none:
      return "";
    case Deferral::initially_immediate:
      return " DEFERRABLE INITIALLY IMMEDIATE";
    case Deferral::initially_deferred:
      return " DEFERRABLE INITIALLY DEFERRED";
  }
  return "";
}

std::string key_words(std::string_view kind, const PortableConstraint& constraint, Dialect dialect) {
  const bool can_wait = traits_of(dialect).has_deferrable_keys;
  return fmt::format("{} ({}){}", kind, quoted_names(constraint.columns),
                     can_wait ? deferral_words(constraint.deferral) : "");
}

std::string foreign_key_words(const PortableConstraint& constraint) {
  const ForeignKeyTarget& target = constraint.target;
  std::string text = fmt::format("FOREIGN KEY ({}) REFERENCES {}", quoted_names(constraint.columns),
                                 quoted_name(target.table));
  if (!target.columns.empty()) text += fmt::format(" ({})", quoted_names(target.columns));
  if (!target.on_delete.empty()) text += " ON DELETE " + target.on_delete;
  if (!target.on_update.empty()) text += " ON UPDATE " + target.on_update;
  return text + deferral_words(constraint.deferral);
}

// Only a column needs no parentheses.
std::string operand_words(const Operand& operand, Dialect dialect) {
  const std::string& expression = *operand.expression.of(dialect);
  return operand.column.empty() ? fmt::format("({})", expression) : expression;
}

std::string exclude_words(const PortableConstraint& constraint) {
  std::vector<std::string> elements;
  for (const ExcludedElement& element : constraint.elements)
    elements.push_back(
        fmt::format("{} WITH {}", operand_words(element.operand, Dialect::postgres), element.comparison));
  std::string text = "EXCLUDE ";
  if (!constraint.method.empty()) text += "USING " + constraint.method + ' ';
  text += fmt::format("({})", fmt::join(elements, ", "));
  if (const auto& where = constraint.condition.of(Dialect::postgres))
    text += fmt::format(" WHERE ({})", *where);
  return text + deferral_words(constraint.deferral);
}

std::string element_words(const IndexElement& element, Dialect dialect) {
  return operand_words(element.operand, dialect) + collation_words(element.collation, dialect) +
         order_words(dialect, element.operator_class, element.order);
}

}  // namespace

std::string default_expression(const Literal& literal, const Type& type, Dialect dialect) {
  const std::string text = spell_literal(literal, value_kind(type), dialect);
  return literal.kind == LiteralKind::expression ? fmt::format("({})", text) : text;
}

std::string column_definition(const PortableColumn& column, Dialect dialect, Strictness strictness,
                              ColumnRole role) {
  std::string type(role == ColumnRole::row_number ? row_number_type(dialect) : "");
  if (type.empty()) type = spell_type(column.type, dialect, strictness);
  std::string text = quoted_name(column.name.text) + ' ' + type;
  text += collation_words(column.collation, dialect);
  text += identity_words(column, dialect);
  if (!column.nullable) text += " NOT NULL";
  if (column.default_value)
    text += " DEFAULT " + default_expression(*column.default_value, column.type, dialect);
  if (column.generated) text += ' ' + generated_words(*column.generated, dialect);
  return text;
}

std::string generated_words(const GeneratedValue& generated, Dialect dialect) {
  return fmt::format("GENERATED ALWAYS AS ({}) {}", *generated.expression.of(dialect),
                     generated.stored ? "STORED" : "VIRTUAL");
}

std::string constraint_words(const PortableConstraint& constraint, Dialect dialect) {
  switch (constraint.kind) {
    case PortableConstraintKind::primary_key:
      return key_words("PRIMARY KEY", constraint, dialect);
    case PortableConstraintKind::unique:
      return key_words("UNIQUE", constraint, dialect);
    case PortableConstraintKind::check:
      return fmt::format("CHECK ({})", *constraint.condition.of(dialect));
    case PortableConstraintKind::foreign_key:
      return foreign_key_words(constraint);
    case PortableConstraintKind::exclude:
      return exclude_words(constraint);
  }
  return {};
}

std::string constraint_definition(const PortableConstraint& constraint, Dialect dialect) {
  if (!constraint.is_named) return constraint_words(constraint, dialect);
  return fmt::format("CONSTRAINT {} {}", quoted_name(constraint.name.text),
                     constraint_words(constraint, dialect));
}

std::string index_definition(const PortableIndex& index, Dialect dialect, std::string_view words) {
  std::vector<std::string> elements;
  for (const IndexElement& element : index.elements) elements.push_back(element_words(element, dialect));
  // An index is in the schema of its table.
  const bool has_methods = traits_of(dialect).has_index_methods;
  std::string text = fmt::format("CREATE {}INDEX{} {} ON {}", index.unique ? "UNIQUE " : "", words,
                                 quoted_name(index.name.name), quoted_name(index.table));
  if (has_methods && !index.method.empty()) text += " USING " + index.method;
  text += fmt::format(" ({})", fmt::join(elements, ", "));
  if (has_methods && !index.include.empty())
    text += fmt::format(" INCLUDE ({})", quoted_names(index.include));
  if (const auto& where = index.where.of(dialect)) text += " WHERE " + *where;
  return text;
}

std::string table_definition(const PortableTable& table, std::span<const std::string> parts,
                             bool if_not_exists) {
  return fmt::format("CREATE TABLE {}{} (\n  {}\n)", if_not_exists ? "IF NOT EXISTS " : "",
                     quoted_name(table.name), fmt::join(parts, ",\n  "));
}

ColumnRole role_of(const PortableTable& table, const PortableColumn& column) {
  if (!is_whole_number(column.type)) return ColumnRole::ordinary;
  for (const PortableConstraint& constraint : table.constraints)
    if (constraint.kind == PortableConstraintKind::primary_key && constraint.columns.size() == 1 &&
        constraint.columns.front() == column.name)
      return ColumnRole::row_number;
  return ColumnRole::ordinary;
}

}  // namespace migrate::migc
