#include "migc/operations/parse_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/suggest.h"
#include "migc/folder/cpp_names.h"
#include "migc/folder/dialect_names.h"
#include "migc/operations/mapping_reader.h"
#include "migc/operations/parse_table.h"

namespace migrate::migc {

namespace {

Operation parse_create_table(Fields& fields) {
  PortableTable table = read_table(fields);
  return CreateTable{std::move(table), fields.flag("if_not_exists")};
}

Operation parse_drop_table(Fields& fields) {
  ObjectName table = fields.object("name");
  return DropTable{std::move(table), fields.flag("if_exists")};
}

Operation parse_rename_table(Fields& fields) {
  ObjectName table = fields.object("name");
  return RenameTable{std::move(table), fields.new_object_name("to")};
}

Operation parse_add_column(Fields& fields) {
  AddColumn add;
  add.table = fields.object("table");
  add.column = read_column(fields, add.table, add.constraints, read_names_of_constraints(fields));
  return add;
}

Operation parse_drop_column(Fields& fields) {
  ObjectName table = fields.object("table");
  return DropColumn{std::move(table), fields.name("name")};
}

Operation parse_alter_column(Fields& fields) {
  AlterColumn alter;
  alter.table = fields.object("table");
  alter.column = fields.name("name");
  if (const YamlValue* type = fields.find("type")) alter.type = read_type(*type, fields.mistakes());
  alter.conversion = fields.optional_sql("using");
  alter.nullable = fields.optional_flag("nullable");
  if (const YamlValue* value = fields.find("default"))
    alter.default_value = read_literal(*value, "default", fields.mistakes());
  alter.identity = read_identity(fields);
  alter.autoincrement = fields.optional_flag("autoincrement");
  if (fields.has("comment")) alter.comment = fields.optional_text("comment");
  if (fields.has("rename")) alter.new_name = fields.name("rename");
  static_cast<void>(fields.find("comment"));
  static_cast<void>(fields.find("rename"));
  if (!alter.type && !alter.nullable && !alter.default_value && !alter.identity && !alter.autoincrement &&
      !alter.comment && !alter.new_name)
    fields.mistakes().report(fields.at(),
                             "alter_column says nothing to change: rename, type, nullable, default, "
                             "identity, autoincrement or comment");
  if (alter.conversion && !alter.type)
    fields.mistakes().report(alter.conversion->at,
                             "\"using\" says how values become the new type; write \"type\" as well");
  return alter;
}

Operation parse_create_index(Fields& fields) {
  CreateIndex create{.index = read_index(fields)};
  create.concurrently = fields.flag("concurrently");
  create.if_not_exists = fields.flag("if_not_exists");
  return create;
}

Operation parse_drop_index(Fields& fields) {
  DropIndex drop{.index = fields.object("name")};
  drop.concurrently = fields.flag("concurrently");
  drop.if_exists = fields.flag("if_exists");
  return drop;
}

Operation parse_rename_index(Fields& fields) {
  ObjectName index = fields.object("name");
  return RenameIndex{std::move(index), fields.new_object_name("to")};
}

template <PortableConstraintKind kind>
Operation parse_add_constraint(Fields& fields) {
  ObjectName table = fields.object("table");
  PortableConstraint constraint = read_constraint(fields, kind, table, {}, read_names_of_constraints(fields));
  return AddConstraint{std::move(table), std::move(constraint)};
}

Operation parse_validate_constraint(Fields& fields) {
  ObjectName table = fields.object("table");
  return ValidateConstraint{std::move(table), fields.name("name")};
}

Operation parse_drop_constraint(Fields& fields) {
  ObjectName table = fields.object("table");
  return DropConstraint{std::move(table), fields.name("name")};
}

Operation parse_rename_constraint(Fields& fields) {
  ObjectName table = fields.object("table");
  Name name = fields.name("name");
  return RenameConstraint{std::move(table), std::move(name), fields.name("to")};
}

Operation parse_comment_table(Fields& fields) {
  ObjectName table = fields.object("name");
  static_cast<void>(fields.get("comment"));
  return CommentTable{std::move(table), fields.optional_text("comment")};
}

Operation parse_create_enum(Fields& fields) {
  ObjectName name = fields.object("name");
  return CreateEnum{std::move(name), fields.names("values")};
}

Operation parse_add_enum_value(Fields& fields) {
  AddEnumValue add;
  add.name = fields.object("name");
  add.value = fields.name("value");
  add.before = fields.optional_name("before");
  add.after = fields.optional_name("after");
  if (!add.before.empty() && !add.after.empty())
    fields.mistakes().report(add.after.at, "write \"before\" or \"after\", not both");
  return add;
}

Operation parse_drop_enum_value(Fields& fields) {
  ObjectName name = fields.object("name");
  return DropEnumValue{std::move(name), fields.name("value")};
}

Operation parse_rename_enum_value(Fields& fields) {
  ObjectName name = fields.object("name");
  Name value = fields.name("value");
  return RenameEnumValue{std::move(name), std::move(value), fields.name("to")};
}

Operation parse_drop_enum(Fields& fields) {
  return DropEnum{fields.object("name")};
}

DatabaseObject read_object(Fields& fields) {
  DatabaseObject object{.kind = ObjectKind::view, .name = {}, .at = fields.at()};
  static_cast<void>(fields.get("kind"));
  object.kind = static_cast<ObjectKind>(fields.choice("kind", object_kind_words).value_or(0));
  object.name = fields.name("name").text;
  object.table = fields.optional_object("table");
  if (object.kind == ObjectKind::trigger && object.table.name.empty())
    fields.mistakes().report(fields.at(), "a trigger needs the key \"table\"");
  return object;
}

Operation parse_create_object(Fields& fields) {
  CreateObject create{read_object(fields)};
  create.object.text = fields.optional_sql("text");
  const bool has_own_text =
      create.object.kind == ObjectKind::schema || create.object.kind == ObjectKind::extension;
  if (!create.object.text && !has_own_text) static_cast<void>(fields.get("text"));
  return create;
}

Operation parse_drop_object(Fields& fields) {
  return DropObject{read_object(fields)};
}

std::vector<Assignment> read_assignments(const YamlValue& values, std::string_view what, Mistakes& mistakes) {
  std::vector<Assignment> assignments;
  if (values.kind != YamlKind::mapping || values.entries.empty())
    mistakes.report(values.at, fmt::format("{} must be a mapping of columns to values", what));
  for (const YamlEntry& entry : values.entries)
    assignments.emplace_back(Name{entry.key, entry.at}, read_literal(entry.value, entry.key, mistakes));
  return assignments;
}

Operation parse_bulk_insert(Fields& fields) {
  BulkInsert insert{fields.object("table"), {}};
  const YamlValue* rows = fields.get("rows");
  if (rows == nullptr) return insert;
  if (rows->items.empty()) fields.mistakes().report(rows->at, "rows must be a list of mappings");
  for (const YamlValue& row : rows->items)
    insert.rows.push_back(read_assignments(row, "a row", fields.mistakes()));
  return insert;
}

Operation parse_update(Fields& fields) {
  UpdateRows update{fields.object("table"), {}, {}};
  if (const YamlValue* values = fields.get("set"))
    update.values = read_assignments(*values, "set", fields.mistakes());
  update.condition = fields.sql("where");
  return update;
}

Operation parse_delete(Fields& fields) {
  ObjectName table = fields.object("table");
  return DeleteRows{std::move(table), fields.sql("where")};
}

struct OperationRow {
  std::string_view name;
  Operation (*parse)(Fields&);
};

constexpr std::array operation_rows{
    OperationRow{"create_table", parse_create_table},
    OperationRow{"drop_table", parse_drop_table},
    OperationRow{"rename_table", parse_rename_table},
    OperationRow{"add_column", parse_add_column},
    OperationRow{"drop_column", parse_drop_column},
    OperationRow{"alter_column", parse_alter_column},
    OperationRow{"create_index", parse_create_index},
    OperationRow{"drop_index", parse_drop_index},
    OperationRow{"rename_index", parse_rename_index},
    OperationRow{"create_primary_key", parse_add_constraint<PortableConstraintKind::primary_key>},
    OperationRow{"create_unique_constraint", parse_add_constraint<PortableConstraintKind::unique>},
    OperationRow{"create_check_constraint", parse_add_constraint<PortableConstraintKind::check>},
    OperationRow{"create_foreign_key", parse_add_constraint<PortableConstraintKind::foreign_key>},
    OperationRow{"create_exclude_constraint", parse_add_constraint<PortableConstraintKind::exclude>},
    OperationRow{"validate_constraint", parse_validate_constraint},
    OperationRow{"drop_constraint", parse_drop_constraint},
    OperationRow{"rename_constraint", parse_rename_constraint},
    OperationRow{"comment_table", parse_comment_table},
    OperationRow{"create_enum", parse_create_enum},
    OperationRow{"add_enum_value", parse_add_enum_value},
    OperationRow{"drop_enum_value", parse_drop_enum_value},
    OperationRow{"rename_enum_value", parse_rename_enum_value},
    OperationRow{"drop_enum", parse_drop_enum},
    OperationRow{"create_object", parse_create_object},
    OperationRow{"drop_object", parse_drop_object},
    OperationRow{"bulk_insert", parse_bulk_insert},
    OperationRow{"update", parse_update},
    OperationRow{"delete", parse_delete},
};

std::string unknown_operation(std::string_view name) {
  return fmt::format("unknown operation \"{}\"{}", name, core::did_you_mean(name, operation_words()));
}

std::optional<Dialect> read_only(Fields& fields) {
  const std::optional<std::size_t> word = fields.choice("only", dialect_names);
  if (!word) return std::nullopt;
  return all_dialects[*word];
}

Call parse_call(const YamlValue& value, Mistakes& mistakes) {
  Call call{read_name(value, "call", mistakes)};
  if (const std::string problem = judge_cpp_name("step", call.step.text);
      !call.step.empty() && !problem.empty())
    mistakes.report(value.at, problem);
  return call;
}

std::optional<PlacedOperation> parse_operation(const YamlEntry& entry, Mistakes& mistakes) {
  if (entry.key == "execute")
    return PlacedOperation{Execute{read_sql(entry.value, "execute", mistakes)}, entry.key, entry.at};
  if (entry.key == "call") return PlacedOperation{parse_call(entry.value, mistakes), entry.key, entry.at};
  const auto row = std::find_if(operation_rows.begin(), operation_rows.end(),
                                [&](const OperationRow& r) { return r.name == entry.key; });
  if (row == operation_rows.end()) {
    mistakes.report(entry.at, unknown_operation(entry.key));
    return std::nullopt;
  }
  Fields fields(entry.value, entry.key, mistakes);
  PlacedOperation placed{row->parse(fields), entry.key, entry.at, read_only(fields)};
  fields.finish();
  return placed;
}

}  // namespace

std::vector<PlacedOperation> parse_operations(const YamlValue& list, std::string_view section,
                                              Mistakes& mistakes) {
  std::vector<PlacedOperation> operations;
  if (list.kind != YamlKind::sequence)
    mistakes.report(list.at, fmt::format("{} must be a list of operations ([] for none), not {}", section,
                                         describe(list)));
  for (const YamlValue& item : list.items) {
    if (item.kind != YamlKind::mapping || item.entries.size() != 1) {
      mistakes.report(item.at, "an operation is a mapping with one key, its name");
      continue;
    }
    const YamlEntry& entry = item.entries.front();
    if (std::optional<PlacedOperation> operation = parse_operation(entry, mistakes))
      operations.push_back(std::move(*operation));
  }
  return operations;
}

std::vector<std::string_view> operation_words() {
  std::vector<std::string_view> words{"execute", "call"};
  for (const OperationRow& row : operation_rows) words.push_back(row.name);
  return words;
}

}  // namespace migrate::migc
