#include "migc/operations/parse_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

// Of a constraint that its author left without one.
void give_name(PortableConstraint& constraint, const ObjectName& table,
               const std::vector<PortableConstraint>& taken, Names names, std::size_t at) {
  constraint.is_named = names == Names::ours;
  constraint.name = {constraint.is_named ? constraint_name(table, constraint, taken)
                                         : engine_constraint_name(table, constraint, taken),
                     at};
}

void read_deferral(Fields& fields, PortableConstraint& constraint) {
  constexpr std::array<std::string_view, 2> words{"immediate", "deferred"};
  const bool deferrable = fields.flag("deferrable");
  const std::optional<std::size_t> initially = fields.choice("initially", words);
  if (initially == 1)
    constraint.deferral = Deferral::initially_deferred;
  else if (deferrable || initially == 0)
    constraint.deferral = Deferral::initially_immediate;
}

std::string read_action(Fields& fields, std::string_view key) {
  constexpr std::array<std::string_view, 5> words{"cascade", "restrict", "set_null", "set_default",
                                                  "no_action"};
  constexpr std::array<std::string_view, 5> actions{"CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", ""};
  const std::optional<std::size_t> word = fields.choice(key, words);
  return word ? std::string(actions[*word]) : "";
}

void read_target(Fields& fields, PortableConstraint& constraint) {
  constraint.target.table = fields.object("references");
  constraint.target.columns = fields.optional_names("referenced_columns");
  constraint.target.on_delete = read_action(fields, "on_delete");
  constraint.target.on_update = read_action(fields, "on_update");
  read_deferral(fields, constraint);
  constraint.not_valid = fields.flag("not_valid");
}

Operand column_operand(const Name& column) {
  return {same_sql(quoted_name(column.text)), column};
}

Operand read_operand(Fields& fields) {
  const Name column = fields.optional_name("column");
  const std::optional<SqlText> expression = fields.optional_sql("expression");
  if (column.empty() == !expression)
    fields.mistakes().report(fields.at(), "an element is either a column or an expression");
  return expression ? Operand{*expression} : column_operand(column);
}

void read_elements(Fields& fields, PortableConstraint& constraint) {
  constraint.method = fields.optional_text("method");
  const YamlValue* elements = fields.get("elements");
  if (elements != nullptr)
    for (const YamlValue& value : elements->items) {
      Fields element(value, "an element", fields.mistakes());
      ExcludedElement& added = constraint.elements.emplace_back();
      added.operand = read_operand(element);
      added.comparison = element.name("with").text;
      element.finish();
    }
  constraint.condition = fields.optional_sql("where").value_or(SqlText{});
  read_deferral(fields, constraint);
}

IndexElement read_index_element(const YamlValue& value, Mistakes& mistakes) {
  constexpr std::array<std::string_view, 2> orders{"asc", "desc"};
  constexpr std::array<std::string_view, 2> nulls{"first", "last"};
  IndexElement element;
  if (value.kind == YamlKind::scalar) {
    element.operand = column_operand(read_name(value, "columns", mistakes));
    return element;
  }
  Fields fields(value, "an element of an index", mistakes);
  element.operand = read_operand(fields);
  element.collation = fields.optional_sql("collation").value_or(SqlText{});
  element.operator_class = fields.optional_text("operator_class");
  const auto order = fields.choice("order", orders);
  const auto place = fields.choice("nulls", nulls);
  if (order) element.order = *order == 1 ? " DESC" : " ASC";
  if (place) element.order += *place == 0 ? " NULLS FIRST" : " NULLS LAST";
  fields.finish();
  return element;
}

// `unique: true` and `unique: NAME`, `primary_key` alike.
void read_column_key(Fields& fields, std::string_view key, PortableConstraintKind kind, const Name& column,
                     const ObjectName& table, Names names, std::vector<PortableConstraint>& constraints) {
  const YamlValue* value = fields.find(key);
  if (value == nullptr || (value->plain && value->text == "false")) return;
  PortableConstraint constraint{.kind = kind, .columns = {column}};
  if (value->plain && value->text == "true")
    give_name(constraint, table, constraints, names, value->at);
  else
    constraint.name = read_name(*value, key, fields.mistakes());
  constraints.push_back(std::move(constraint));
}

void read_column_check(Fields& fields, const Name& column, const ObjectName& table, Names names,
                       std::vector<PortableConstraint>& constraints) {
  const std::optional<SqlText> condition = fields.optional_sql("check");
  if (!condition) return;
  PortableConstraint constraint{
      .kind = PortableConstraintKind::check, .columns = {column}, .condition = *condition};
  give_name(constraint, table, constraints, names, condition->at);
  constraint.columns.clear();
  constraints.push_back(std::move(constraint));
}

void read_column_reference(Fields& fields, const Name& column, const ObjectName& table, Names names,
                           std::vector<PortableConstraint>& constraints) {
  const YamlValue* value = fields.find("references");
  if (value == nullptr) return;
  PortableConstraint constraint{.kind = PortableConstraintKind::foreign_key, .columns = {column}};
  if (value->kind == YamlKind::scalar) {
    constraint.target.table = fields.object("references");
  } else {
    Fields target(*value, "references", fields.mistakes());
    constraint.target.table = target.object("table");
    if (const Name other = target.optional_name("column"); !other.empty())
      constraint.target.columns.push_back(other);
    constraint.name = target.optional_name("name");
    constraint.target.on_delete = read_action(target, "on_delete");
    constraint.target.on_update = read_action(target, "on_update");
    read_deferral(target, constraint);
    target.finish();
  }
  if (constraint.name.empty()) give_name(constraint, table, constraints, names, value->at);
  constraints.push_back(std::move(constraint));
}

std::optional<GeneratedValue> read_generated(Fields& fields) {
  const YamlValue* value = fields.find("generated");
  if (value == nullptr) return std::nullopt;
  if (value->kind == YamlKind::scalar)
    return GeneratedValue{read_sql(*value, "generated", fields.mistakes())};
  Fields generated(*value, "generated", fields.mistakes());
  GeneratedValue result{generated.sql("expression"), generated.optional_flag("stored").value_or(true)};
  generated.finish();
  return result;
}

bool is_in_primary_key(const PortableTable& table, const Name& column) {
  for (const PortableConstraint& constraint : table.constraints)
    if (constraint.kind == PortableConstraintKind::primary_key)
      return std::find(constraint.columns.begin(), constraint.columns.end(), column) !=
             constraint.columns.end();
  return false;
}

// A column that is `primary_key: true` in a table that has more of them is part of one key.
void join_primary_keys(PortableTable& table, Mistakes& mistakes) {
  PortableConstraint* first = nullptr;
  std::vector<PortableConstraint> joined;
  joined.reserve(table.constraints.size());
  for (PortableConstraint& constraint : table.constraints) {
    if (constraint.kind != PortableConstraintKind::primary_key) {
      joined.push_back(std::move(constraint));
    } else if (first == nullptr) {
      first = &joined.emplace_back(std::move(constraint));
    } else if (first->columns.size() == 1 && constraint.columns.size() == 1) {
      first->columns.push_back(constraint.columns.front());
    } else {
      mistakes.report(constraint.name.at, "a table has one primary key, and this is the second");
    }
  }
  table.constraints = std::move(joined);
}

void read_table_constraints(Fields& fields, std::string_view key, PortableConstraintKind kind, Names names,
                            PortableTable& table) {
  const YamlValue* list = fields.find(key);
  if (list == nullptr) return;
  if (list->kind != YamlKind::sequence)
    fields.mistakes().report(list->at, fmt::format("{} must be a list", key));
  for (const YamlValue& value : list->items) {
    Fields constraint(value, std::string(key), fields.mistakes());
    table.constraints.push_back(read_constraint(constraint, kind, table.name, table.constraints, names));
    constraint.finish();
    if (table.constraints.back().not_valid)
      fields.mistakes().report(value.at, "a new table has no rows to pass over; leave \"not_valid\" out");
  }
}

void read_table_primary_key(Fields& fields, Names names, PortableTable& table) {
  const YamlValue* value = fields.find("primary_key");
  if (value == nullptr) return;
  PortableConstraint key{.kind = PortableConstraintKind::primary_key};
  give_name(key, table.name, table.constraints, names, value->at);
  if (value->kind == YamlKind::mapping) {
    Fields parts(*value, "primary_key", fields.mistakes());
    key = read_constraint(parts, PortableConstraintKind::primary_key, table.name, table.constraints, names);
    parts.finish();
  } else {
    key.columns = read_names(*value, "primary_key", fields.mistakes());
  }
  table.constraints.push_back(std::move(key));
}

void read_columns(Fields& fields, Names names, PortableTable& table) {
  const YamlValue* list = fields.get("columns");
  if (list == nullptr) return;
  if (list->items.empty()) fields.mistakes().report(list->at, "columns must be a list of columns");
  for (const YamlValue& value : list->items) {
    Fields column(value, "a column", fields.mistakes());
    PortableColumn added = read_column(column, table.name, table.constraints, names);
    column.finish();
    if (find_column(table, added.name.text) != nullptr)
      fields.mistakes().report(added.name.at, fmt::format("column \"{}\" appears twice", added.name.text));
    table.columns.push_back(std::move(added));
  }
}

void read_storage(Fields& fields, PortableTable& table) {
  const YamlValue* storage = fields.find("storage");
  if (storage == nullptr) return;
  if (storage->kind != YamlKind::mapping)
    fields.mistakes().report(storage->at, fmt::format("storage must be a mapping of parameters to values, "
                                                      "not {}",
                                                      describe(*storage)));
  for (const YamlEntry& entry : storage->entries) {
    if (entry.value.kind != YamlKind::scalar)
      fields.mistakes().report(entry.value.at, fmt::format("{} must be a text or a number, not {}", entry.key,
                                                           describe(entry.value)));
    table.storage.emplace_back(Name{entry.key, entry.at}, entry.value.text);
  }
}

}  // namespace

Type read_type(const YamlValue& value, Mistakes& mistakes) {
  Type type;
  if (value.kind == YamlKind::mapping) {
    type.base = BaseType::spelled;
    type.spelling = read_sql(value, "type", mistakes);
  } else if (value.kind != YamlKind::scalar) {
    mistakes.report(value.at, fmt::format("type must be a text or {{sqlite: TYPE, postgres: TYPE}}, not {}",
                                          describe(value)));
  } else {
    ParsedType parsed = parse_type(value.text);
    if (!parsed.problem.empty()) mistakes.report(value.at, parsed.problem);
    type = std::move(parsed.type);
  }
  type.at = value.at;
  return type;
}

std::optional<Identity> read_identity(Fields& fields) {
  constexpr std::array<std::string_view, 3> words{"none", "always", "by_default"};
  const std::optional<std::size_t> word = fields.choice("identity", words);
  if (!word) return std::nullopt;
  return static_cast<Identity>(*word);
}

Names read_names_of_constraints(Fields& fields) {
  return fields.flag("engine_defaults") ? Names::of_engine : Names::ours;
}

PortableColumn read_column(Fields& fields, const ObjectName& table,
                           std::vector<PortableConstraint>& constraints, Names names) {
  PortableColumn column;
  column.name = fields.name("name");
  if (const YamlValue* type = fields.get("type")) column.type = read_type(*type, fields.mistakes());
  column.nullable = fields.optional_flag("nullable").value_or(true);
  if (const YamlValue* value = fields.find("default"))
    if (value->kind != YamlKind::null)
      column.default_value = read_literal(*value, "default", fields.mistakes());
  column.collation = fields.optional_sql("collation").value_or(SqlText{});
  column.generated = read_generated(fields);
  column.identity = read_identity(fields).value_or(Identity::none);
  column.autoincrement = fields.flag("autoincrement");
  column.comment = fields.optional_text("comment");
  read_column_key(fields, "primary_key", PortableConstraintKind::primary_key, column.name, table, names,
                  constraints);
  read_column_key(fields, "unique", PortableConstraintKind::unique, column.name, table, names, constraints);
  read_column_check(fields, column.name, table, names, constraints);
  read_column_reference(fields, column.name, table, names, constraints);
  return column;
}

PortableConstraint read_constraint(Fields& fields, PortableConstraintKind kind, const ObjectName& table,
                                   const std::vector<PortableConstraint>& taken, Names names) {
  PortableConstraint constraint{.kind = kind};
  constraint.name = fields.optional_name("name");
  switch (kind) {
    case PortableConstraintKind::primary_key:
    case PortableConstraintKind::unique:
      constraint.columns = fields.names("columns");
      read_deferral(fields, constraint);
      break;
    case PortableConstraintKind::check:
      constraint.condition = fields.sql("condition");
      constraint.not_valid = fields.flag("not_valid");
      break;
    case PortableConstraintKind::foreign_key:
      constraint.columns = fields.names("columns");
      read_target(fields, constraint);
      break;
    case PortableConstraintKind::exclude:
      read_elements(fields, constraint);
      break;
  }
  if (constraint.name.empty()) give_name(constraint, table, taken, names, constraint.name.at);
  return constraint;
}

PortableTable read_table(Fields& fields) {
  PortableTable table;
  table.name = fields.object("name");
  const Names names = read_names_of_constraints(fields);
  read_columns(fields, names, table);
  read_table_primary_key(fields, names, table);
  join_primary_keys(table, fields.mistakes());
  read_table_constraints(fields, "unique", PortableConstraintKind::unique, names, table);
  read_table_constraints(fields, "checks", PortableConstraintKind::check, names, table);
  read_table_constraints(fields, "foreign_keys", PortableConstraintKind::foreign_key, names, table);
  read_table_constraints(fields, "exclude", PortableConstraintKind::exclude, names, table);
  table.comment = fields.optional_text("comment");
  table.strict = fields.flag("strict");
  table.without_rowid = fields.flag("without_rowid");
  read_storage(fields, table);
  for (PortableColumn& column : table.columns)
    if (names == Names::ours && is_in_primary_key(table, column.name)) column.nullable = false;
  return table;
}

PortableIndex read_index(Fields& fields) {
  PortableIndex index;
  index.name = fields.object("name");
  index.table = fields.object("table");
  if (const YamlValue* columns = fields.get("columns")) {
    if (columns->kind == YamlKind::scalar)
      index.elements.push_back(read_index_element(*columns, fields.mistakes()));
    for (const YamlValue& value : columns->items)
      index.elements.push_back(read_index_element(value, fields.mistakes()));
  }
  index.unique = fields.flag("unique");
  index.where = fields.optional_sql("where").value_or(SqlText{});
  index.include = fields.optional_names("include");
  index.method = fields.optional_text("method");
  return index;
}

}  // namespace migrate::migc
