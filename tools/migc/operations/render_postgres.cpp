#include "migc/operations/render_postgres.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "migc/operations/ddl_parts.h"
#include "migc/operations/quote.h"
#include "migc/operations/row_statements.h"

namespace migrate::migc {

namespace {

using Statements = std::vector<std::string>;

std::string quoted_or_null(const std::string& text) {
  return text.empty() ? "NULL" : quoted_text(text);
}

std::string column_comment(const ObjectName& table, const Name& column, const std::string& comment) {
  return fmt::format("COMMENT ON COLUMN {}.{} IS {}", quoted_name(table), quoted_name(column.text),
                     quoted_or_null(comment));
}

std::string enum_values(const std::vector<Name>& values) {
  std::vector<std::string> texts;
  for (const Name& value : values) texts.push_back(quoted_text(value.text));
  return fmt::format("{}", fmt::join(texts, ", "));
}

// A name in the schema of another.
ObjectName beside(const ObjectName& name, std::string text) {
  return {.schema = name.schema, .name = std::move(text)};
}

std::string not_valid_words(const PortableConstraint& constraint) {
  return constraint.not_valid ? " NOT VALID" : "";
}

class PostgresRenderer {
 public:
  explicit PostgresRenderer(const Catalogue& before) : before_(before) {}

  Statements operator()(const CreateTable& create) const {
    std::vector<std::string> parts;
    for (const PortableColumn& column : create.table.columns)
      parts.push_back(column_definition(column, Dialect::postgres, Strictness::ordinary));
    for (const PortableConstraint& constraint : create.table.constraints)
      parts.push_back(constraint_definition(constraint, Dialect::postgres));
    Statements statements{table_definition(create.table, parts, create.if_not_exists) +
                          storage(create.table)};
    if (!create.table.comment.empty()) statements.push_back(comment(create.table.name, create.table.comment));
    for (const PortableColumn& column : create.table.columns)
      if (!column.comment.empty())
        statements.push_back(column_comment(create.table.name, column.name, column.comment));
    return statements;
  }
  Statements operator()(const DropTable& drop) const {
    return {fmt::format("DROP TABLE {}{}", drop.if_exists ? "IF EXISTS " : "", quoted_name(drop.table))};
  }
  Statements operator()(const RenameTable& rename) const {
    return {alter(rename.table, "RENAME TO " + quoted_name(rename.to.text))};
  }

  Statements operator()(const AddColumn& add) const {
    std::string text = "ADD COLUMN " + column_definition(add.column, Dialect::postgres, Strictness::ordinary);
    for (const PortableConstraint& constraint : add.constraints)
      text += ", ADD " + constraint_definition(constraint, Dialect::postgres);
    Statements statements{alter(add.table, text)};
    if (!add.column.comment.empty())
      statements.push_back(column_comment(add.table, add.column.name, add.column.comment));
    return statements;
  }
  Statements operator()(const DropColumn& drop) const {
    return {alter(drop.table, "DROP COLUMN " + quoted_name(drop.column.text))};
  }
  Statements operator()(const AlterColumn& change) const {
    Statements statements;
    if (const std::string actions = column_actions(change); !actions.empty())
      statements.push_back(alter(change.table, actions));
    if (adds_identity(change)) statements.push_back(count_on(change.table, change.column));
    if (change.comment) statements.push_back(column_comment(change.table, change.column, *change.comment));
    if (change.new_name)
      statements.push_back(
          alter(change.table, fmt::format("RENAME COLUMN {} TO {}", quoted_name(change.column.text),
                                          quoted_name(change.new_name->text))));
    return statements;
  }

  Statements operator()(const CreateIndex& create) const {
    return {index_definition(create.index, Dialect::postgres,
                             std::string(create.concurrently ? " CONCURRENTLY" : "") +
                                 (create.if_not_exists ? " IF NOT EXISTS" : ""))};
  }
  Statements operator()(const DropIndex& drop) const {
    return {fmt::format("DROP INDEX {}{}{}", drop.concurrently ? "CONCURRENTLY " : "",
                        drop.if_exists ? "IF EXISTS " : "", quoted_name(drop.index))};
  }
  Statements operator()(const RenameIndex& rename) const {
    return {
        fmt::format("ALTER INDEX {} RENAME TO {}", quoted_name(rename.index), quoted_name(rename.to.text))};
  }

  Statements operator()(const AddConstraint& add) const {
    return {alter(add.table, "ADD " + constraint_definition(add.constraint, Dialect::postgres) +
                                 not_valid_words(add.constraint))};
  }
  Statements operator()(const ValidateConstraint& validate) const {
    return {alter(validate.table, "VALIDATE CONSTRAINT " + quoted_name(validate.name.text))};
  }
  Statements operator()(const DropConstraint& drop) const {
    return {alter(drop.table, "DROP CONSTRAINT " + quoted_name(drop.name.text))};
  }
  Statements operator()(const RenameConstraint& rename) const {
    return {alter(rename.table, fmt::format("RENAME CONSTRAINT {} TO {}", quoted_name(rename.name.text),
                                            quoted_name(rename.to.text)))};
  }
  Statements operator()(const CommentTable& change) const { return {comment(change.table, change.comment)}; }

  Statements operator()(const CreateEnum& create) const {
    return {fmt::format("CREATE TYPE {} AS ENUM ({})", quoted_name(create.name), enum_values(create.values))};
  }
  Statements operator()(const AddEnumValue& add) const {
    std::string text =
        fmt::format("ALTER TYPE {} ADD VALUE {}", quoted_name(add.name), quoted_text(add.value.text));
    if (!add.before.empty()) text += " BEFORE " + quoted_text(add.before.text);
    if (!add.after.empty()) text += " AFTER " + quoted_text(add.after.text);
    return {text};
  }
  // PostgreSQL cannot take a value away: a type without it takes the place of the old one.
  Statements operator()(const DropEnumValue& drop) const {
    const ObjectName old = beside(drop.name, drop.name.name + "__old");
    Statements statements{
        fmt::format("ALTER TYPE {} RENAME TO {}", quoted_name(drop.name), quoted_name(old.name)),
        fmt::format("CREATE TYPE {} AS ENUM ({})", quoted_name(drop.name),
                    enum_values(without_value(before_.find_enum(drop.name)->values, drop.value)))};
    for (const EnumUse& use : before_.uses_of(drop.name)) retype(use, statements);
    statements.push_back("DROP TYPE " + quoted_name(old));
    return statements;
  }
  Statements operator()(const RenameEnumValue& rename) const {
    return {fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", quoted_name(rename.name),
                        quoted_text(rename.value.text), quoted_text(rename.to.text))};
  }
  Statements operator()(const DropEnum& drop) const { return {"DROP TYPE " + quoted_name(drop.name)}; }

  Statements operator()(const CreateObject& create) const {
    const DatabaseObject& object = create.object;
    if (object.text)
      return object.text->of(Dialect::postgres) ? Statements{*object.text->of(Dialect::postgres)}
                                                : Statements{};
    return {fmt::format("CREATE {} {}", keyword(object.kind), quoted_name(object.name))};
  }
  Statements operator()(const DropObject& drop) const {
    const DatabaseObject& object = drop.object;
    std::string text = fmt::format("DROP {} ", keyword(object.kind));
    if (object.kind == ObjectKind::trigger)
      return {text + fmt::format("{} ON {}", quoted_name(object.name), quoted_name(object.table))};
    return {text +
            (object.kind == ObjectKind::function ? object.name : quoted_name(read_object_name(object.name)))};
  }

  Statements operator()(const BulkInsert& insert) const {
    Statements statements = insert_statements(insert, before_);
    if (const PortableTable* table = before_.find_table(insert.table))
      for (const PortableColumn& column : table->columns)
        if (counts(column) && has_values(insert, column.name))
          statements.push_back(count_on(insert.table, column.name));
    return statements;
  }
  Statements operator()(const UpdateRows& update) const { return {update_statement(update, before_)}; }
  Statements operator()(const DeleteRows& remove) const {
    return {delete_statement(remove, Dialect::postgres)};
  }
  Statements operator()(const Execute&) const { return {}; }
  Statements operator()(const Call&) const { return {}; }

 private:
  static std::string alter(const ObjectName& table, std::string_view action) {
    return fmt::format("ALTER TABLE {} {}", quoted_name(table), action);
  }
  static std::string comment(const ObjectName& table, const std::string& text) {
    return fmt::format("COMMENT ON TABLE {} IS {}", quoted_name(table), quoted_or_null(text));
  }
  static std::string storage(const PortableTable& table) {
    std::vector<std::string> parameters;
    for (const auto& [key, value] : table.storage) parameters.push_back(key.text + " = " + value);
    return parameters.empty() ? "" : fmt::format(" WITH ({})", fmt::join(parameters, ", "));
  }
  static std::string keyword(ObjectKind kind) {
    return upper(object_kind_words[static_cast<std::size_t>(kind)]);
  }

  // A default that does not fit the new type would make the change fail.
  std::string column_actions(const AlterColumn& change) const {
    const std::string column = "ALTER COLUMN " + quoted_name(change.column.text) + ' ';
    const PortableColumn* known = before_.find_column_of(change.table, change.column.text);
    const bool has_default =
        known == nullptr ? change.default_value.has_value() : known->default_value.has_value();
    std::vector<std::string> actions;
    if (change.type) {
      if (has_default) actions.push_back(column + "DROP DEFAULT");
      std::string text = column + "TYPE " + spell_type(*change.type, Dialect::postgres, Strictness::ordinary);
      if (change.conversion && change.conversion->of(Dialect::postgres))
        text += " USING " + *change.conversion->of(Dialect::postgres);
      actions.push_back(text);
    }
    if (change.default_value && !(change.type && change.default_value->kind == LiteralKind::null))
      actions.push_back(column + default_action(*change.default_value, change, known));
    if (!change.default_value && change.type && known != nullptr && has_default)
      actions.push_back(column + default_action(*known->default_value, change, known));
    if (change.nullable) actions.push_back(column + (*change.nullable ? "DROP NOT NULL" : "SET NOT NULL"));
    if (const std::string action = identity_action(change, known); !action.empty())
      actions.push_back(column + action);
    return fmt::format("{}", fmt::join(actions, ", "));
  }

  static std::string default_action(const Literal& value, const AlterColumn& change,
                                    const PortableColumn* known) {
    if (value.kind == LiteralKind::null) return "DROP DEFAULT";
    const Type unknown{.base = BaseType::spelled};
    const Type& type = change.type ? *change.type : known != nullptr ? known->type : unknown;
    return "SET DEFAULT " + default_expression(value, type, Dialect::postgres);
  }

  static bool counts(const PortableColumn& column) {
    return column.identity != Identity::none || column.autoincrement;
  }

  static bool has_values(const BulkInsert& insert, const Name& column) {
    return std::any_of(insert.rows.begin(), insert.rows.end(), [&](const std::vector<Assignment>& row) {
      return std::any_of(row.begin(), row.end(), [&](const Assignment& a) { return a.first == column; });
    });
  }

  // The sequence of a column knows nothing of numbers that it did not give: it has to continue after the
  // largest, and never back.
  static std::string count_on(const ObjectName& table, const Name& column) {
    const std::string sequence = fmt::format("pg_get_serial_sequence({}, {})",
                                             quoted_text(quoted_name(table)), quoted_text(column.text));
    return fmt::format(
        "SELECT setval({0}, greatest(max({1}), nextval({0}) - 1)) FROM {2} HAVING max({1}) > 0", sequence,
        quoted_name(column.text), quoted_name(table));
  }

  bool adds_identity(const AlterColumn& change) const {
    const PortableColumn* known = before_.find_column_of(change.table, change.column.text);
    return identity_action(change, known).starts_with("ADD");
  }

  static std::string identity_action(const AlterColumn& change, const PortableColumn* known) {
    if (!change.identity && !change.autoincrement) return "";
    Identity identity = change.identity.value_or(Identity::none);
    if (change.autoincrement == true && identity == Identity::none) identity = Identity::by_default;
    if (identity == Identity::none) return "DROP IDENTITY";
    const bool has_identity = known != nullptr && (known->identity != Identity::none || known->autoincrement);
    return fmt::format("{} GENERATED {}{}", has_identity ? "SET" : "ADD",
                       identity == Identity::always ? "ALWAYS" : "BY DEFAULT",
                       has_identity ? "" : " AS IDENTITY");
  }

  // What compares the column with values of the old type is recreated afterwards.
  void retype(const EnumUse& use, Statements& statements) const {
    Statements made_again;
    for (const PortableIndex& index : before_.indexes_with(use.table, use.column.name.text)) {
      if (!has_expression(index)) continue;
      const ObjectName name{.schema = use.table.schema, .name = index.name.name};
      statements.push_back("DROP INDEX " + quoted_name(name));
      made_again.push_back(index_definition(index, Dialect::postgres, ""));
    }
    for (const PortableConstraint& constraint : before_.constraints_with(use.table, use.column.name.text)) {
      if (constraint.kind != PortableConstraintKind::check) continue;
      statements.push_back(alter(use.table, "DROP CONSTRAINT " + quoted_name(constraint.name.text)));
      made_again.push_back(alter(use.table, "ADD " + constraint_definition(constraint, Dialect::postgres) +
                                                not_valid_words(constraint)));
    }
    statements.push_back(retyped(use));
    std::move(made_again.begin(), made_again.end(), std::back_inserter(statements));
  }

  static bool has_expression(const PortableIndex& index) {
    return index.where.of(Dialect::postgres) ||
           std::any_of(index.elements.begin(), index.elements.end(),
                       [](const IndexElement& element) { return element.operand.column.empty(); });
  }

  std::string retyped(const EnumUse& use) const {
    const std::string column = quoted_name(use.column.name.text);
    const std::string type = spell_type(use.column.type, Dialect::postgres, Strictness::ordinary);
    const std::string through = use.column.type.is_array ? "text[]" : "text";
    std::string actions;
    if (use.column.default_value) actions = fmt::format("ALTER COLUMN {} DROP DEFAULT, ", column);
    actions += fmt::format("ALTER COLUMN {0} TYPE {1} USING {0}::{2}::{1}", column, type, through);
    if (use.column.default_value)
      actions +=
          fmt::format(", ALTER COLUMN {} SET DEFAULT {}", column,
                      default_expression(*use.column.default_value, use.column.type, Dialect::postgres));
    return alter(use.table, actions);
  }

  const Catalogue& before_;
};

}  // namespace

void PostgresWriter::write(const PlacedOperation& operation, const Catalogue& before) {
  for (std::string& text : std::visit(PostgresRenderer(before), operation.operation))
    write_sql(std::move(text), operation.at);
}

void PostgresWriter::write_sql(std::string statement, std::size_t at) {
  statements_.push_back({std::move(statement), at});
}

}  // namespace migrate::migc
