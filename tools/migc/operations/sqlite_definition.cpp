#include "migc/operations/sqlite_definition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "migc/engine/ddl_words.h"
#include "migc/operations/ddl_parts.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

// A type in an author's own words may bring constraints: "TEXT COLLATE nocase".
ColumnDefinition column_of_type(const Type& type, Strictness strictness) {
  std::string text = spell_type(type, Dialect::sqlite, strictness);
  if (type.base == BaseType::spelled)
    if (std::optional<ColumnDefinition> column = parse_column("c " + text)) return std::move(*column);
  return {.name = {}, .type = std::move(text)};
}

ConstraintKind kind_of(PortableConstraintKind kind) {
  switch (kind) {
    case PortableConstraintKind::primary_key:
      return ConstraintKind::primary_key;
    case PortableConstraintKind::unique:
      return ConstraintKind::unique;
    case PortableConstraintKind::foreign_key:
      return ConstraintKind::foreign_key;
    case PortableConstraintKind::check:
    case PortableConstraintKind::exclude:  // which SQLite lacks
      break;
  }
  return ConstraintKind::check;
}

std::vector<std::string> texts_of(const std::vector<Name>& names) {
  std::vector<std::string> texts;
  for (const Name& name : names) texts.push_back(name.text);
  return texts;
}

}  // namespace

ColumnDefinition sqlite_column(const PortableColumn& column, Strictness strictness) {
  ColumnDefinition definition = column_of_type(column.type, strictness);
  definition.name = column.name.text;
  const auto add = [&](ConstraintKind kind, std::string text) {
    definition.constraints.push_back({.kind = kind, .name = {}, .text = std::move(text)});
  };
  if (const std::optional<std::string>& name = column.collation.of(Dialect::sqlite))
    add(ConstraintKind::collate, "COLLATE " + collation_word(Dialect::sqlite, *name));
  if (!column.nullable) add(ConstraintKind::not_null, "NOT NULL");
  if (column.default_value)
    add(ConstraintKind::default_value,
        "DEFAULT " + default_expression(*column.default_value, column.type, Dialect::sqlite));
  if (column.generated) add(ConstraintKind::generated, generated_words(*column.generated, Dialect::sqlite));
  return definition;
}

Constraint sqlite_constraint(const PortableConstraint& constraint) {
  return {.kind = kind_of(constraint.kind),
          .name = constraint.is_named ? constraint.name.text : "",
          .text = constraint_words(constraint, Dialect::sqlite),
          .columns = texts_of(constraint.columns)};
}

Constraint sqlite_enum_check(std::string name, std::string_view column, const std::vector<Name>& values) {
  return {.kind = ConstraintKind::check,
          .name = std::move(name),
          .text = fmt::format("CHECK ({} {})", quoted_name(column), in_values(values))};
}

std::string in_values(const std::vector<Name>& values) {
  std::vector<std::string> texts;
  for (const Name& value : values) texts.push_back(quoted_text(value.text));
  return fmt::format("IN ({})", fmt::join(texts, ", "));
}

}  // namespace migrate::migc
