#include "migc/operations/statement_operation.h"

#include <array>
#include <optional>
#include <utility>

#include "migc/operations/quote.h"
#include "migc/operations/statement_cursor.h"
#include "migc/operations/table_statement.h"

namespace migrate::migc {

namespace {

using Operations = std::vector<Operation>;

// What ends an element of an index, and a new value.
constexpr std::array<std::string_view, 4> ends_of_element{"COLLATE", "ASC", "DESC", "NULLS"};
constexpr std::array<std::string_view, 2> ends_of_value{"WHERE", "FROM"};

class StatementReader {
 public:
  StatementReader(Dialect dialect, const std::string& statement)
      : statement_(statement), at_(dialect, statement) {}

  Operations read() {
    if (at_.take("CREATE")) return read_create();
    if (at_.take("DROP")) return read_drop();
    if (at_.take_words({"ALTER", "TABLE"})) return read_alter_table();
    if (at_.take_words({"ALTER", "INDEX"})) return read_alter_index();
    if (at_.take_words({"ALTER", "TYPE"})) return read_alter_type();
    if (at_.take_words({"COMMENT", "ON"})) return read_comment();
    if (at_.take("UPDATE")) return read_update();
    return {};
  }

 private:
  // Only where nothing of the statement is left.
  template <typename Made>
  Operations whole(Made made) {
    Operations operations;
    if (at_.is_at_end()) operations.emplace_back(std::move(made));
    return operations;
  }

  // CREATE

  Operations read_create() {
    if (at_.take("TABLE")) {
      std::optional<PortableTable> table = take_table_definition(at_);
      return table ? whole(CreateTable{.table = std::move(*table)}) : Operations();
    }
    if (at_.take_words({"TYPE"})) return read_enum();
    if (at_.take("VIEW")) return read_object(ObjectKind::view);
    if (at_.take("TRIGGER")) return read_object(ObjectKind::trigger);
    if (at_.take("SEQUENCE")) return read_object(ObjectKind::sequence);
    const bool is_unique = at_.take("UNIQUE");
    return at_.take("INDEX") ? read_index(is_unique) : Operations();
  }

  Operations read_enum() {
    std::optional<ObjectName> name = at_.take_object();
    if (!name || !at_.take_words({"AS", "ENUM"}) || !at_.take_symbol('(')) return {};
    CreateEnum create{.name = std::move(*name), .values = {}};
    do {
      std::optional<std::string> value = at_.take_string();
      if (!value || value->empty()) return {};
      create.values.push_back({std::move(*value)});
    } while (at_.take_symbol(','));
    return at_.take_symbol(')') ? whole(std::move(create)) : Operations();
  }

  Operations read_object(ObjectKind kind) {
    std::optional<ObjectName> name = at_.take_object();
    if (!name) return {};
    DatabaseObject object{.kind = kind, .name = to_string(*name)};
    if (kind == ObjectKind::trigger) {
      while (!at_.is_at_end() && !at_.is_at("ON")) at_.advance();
      if (!at_.take("ON")) return {};
      std::optional<ObjectName> table = at_.take_object();
      if (!table) return {};
      object.table = std::move(*table);
    }
    object.text = same_sql(statement_);
    return {CreateObject{std::move(object)}};
  }

  Operations read_index(bool is_unique) {
    CreateIndex create;
    PortableIndex& index = create.index;
    index.unique = is_unique;
    create.concurrently = at_.take("CONCURRENTLY");
    std::optional<ObjectName> name = at_.take_object();
    if (!name || !at_.take("ON") || at_.is_at("ONLY")) return {};
    std::optional<ObjectName> table = at_.take_object();
    if (!table) return {};
    index.name = std::move(*name);
    index.table = std::move(*table);
    index.name.schema = index.table.schema;
    if (at_.take("USING")) {
      std::optional<Name> method = at_.take_part();
      if (!method) return {};
      if (method->text != "btree") index.method = std::move(method->text);
    }
    if (!take_elements(index)) return {};
    if (at_.take("INCLUDE")) {
      std::optional<std::vector<Name>> names = at_.take_names();
      if (!names) return {};
      index.include = std::move(*names);
    }
    if (at_.take("WHERE")) index.where = same_sql(at_.take_rest());
    return whole(std::move(create));
  }

  bool take_elements(PortableIndex& index) {
    if (!at_.take_symbol('(')) return false;
    do {
      std::optional<IndexElement> element = take_element();
      if (!element) return false;
      index.elements.push_back(std::move(*element));
    } while (at_.take_symbol(','));
    return at_.take_symbol(')');
  }

  // A name, or an expression in parentheses. A call needs none; SQLite keeps it as it is written, and an
  // operation writes parentheses.
  std::optional<IndexElement> take_element() {
    IndexElement element;
    StatementCursor ahead = at_;
    if (std::optional<std::string> expression = at_.take_parenthesis()) {
      element.operand.expression = same_sql(std::move(*expression));
    } else if (std::optional<Name> column = at_.take_part()) {
      if (at_.spelling() == "(" || at_.spelling() == ".") {
        if (at_.dialect() == Dialect::sqlite) return std::nullopt;
        at_ = ahead;
        element.operand.expression = same_sql(at_.take_until(ends_of_element));
      } else {
        element.operand = {same_sql(quoted_name(column->text)), std::move(*column)};
      }
    } else {
      return std::nullopt;
    }
    return take_order(element) ? std::optional(std::move(element)) : std::nullopt;
  }

  bool take_order(IndexElement& element) {
    if (at_.take("COLLATE")) {
      std::optional<Name> collation = at_.take_part();
      if (!collation || at_.spelling() == ".") return false;
      element.collation = same_sql(std::move(collation->text));
    }
    const auto is_order = [&] { return at_.is_at("ASC") || at_.is_at("DESC") || at_.is_at("NULLS"); };
    if (!is_order() && at_.spelling() != "," && at_.spelling() != ")") {
      std::optional<Name> operators = at_.take_part();
      if (!operators) return false;
      element.operator_class = quoted_name(operators->text);
    }
    if (at_.take("DESC"))
      element.order = " DESC";
    else
      static_cast<void>(at_.take("ASC"));
    if (at_.take_words({"NULLS", "FIRST"})) element.order += " NULLS FIRST";
    if (at_.take_words({"NULLS", "LAST"})) element.order += " NULLS LAST";
    return at_.spelling() == "," || at_.spelling() == ")";
  }

  // DROP

  Operations read_drop() {
    if (at_.take("TABLE")) return dropped<DropTable>();
    if (at_.take("VIEW")) {
      std::optional<ObjectName> name = at_.take_object();
      return name ? whole(DropObject{{.kind = ObjectKind::view, .name = to_string(*name)}}) : Operations();
    }
    if (at_.take("TRIGGER")) return read_drop_trigger();
    if (!at_.take("INDEX")) return {};
    const bool is_concurrent = at_.take("CONCURRENTLY");
    std::optional<ObjectName> name = at_.take_object();
    return name ? whole(DropIndex{.index = std::move(*name), .concurrently = is_concurrent}) : Operations();
  }

  template <typename Drop>
  Operations dropped() {
    std::optional<ObjectName> name = at_.take_object();
    return name ? whole(Drop{std::move(*name)}) : Operations();
  }

  // SQLite's does not name the table, which the operation needs.
  Operations read_drop_trigger() {
    std::optional<Name> name = at_.take_part();
    if (!name || !at_.take("ON")) return {};
    std::optional<ObjectName> table = at_.take_object();
    if (!table) return {};
    return whole(
        DropObject{{.kind = ObjectKind::trigger, .name = std::move(name->text), .table = std::move(*table)}});
  }

  // ALTER

  Operations read_alter_table() {
    std::optional<ObjectName> table = at_.take_object();
    if (!table) return {};
    if (at_.take("RENAME")) return read_rename(std::move(*table));
    if (at_.take_words({"ADD", "COLUMN"})) return read_add_column(*table);
    if (at_.take("ADD")) {
      std::optional<PortableConstraint> constraint = take_constraint(at_, *table);
      return constraint ? whole(AddConstraint{std::move(*table), std::move(*constraint)}) : Operations();
    }
    if (at_.take_words({"DROP", "COLUMN"})) return part<DropColumn>(std::move(*table));
    if (at_.take_words({"DROP", "CONSTRAINT"})) return part<DropConstraint>(std::move(*table));
    if (at_.take_words({"VALIDATE", "CONSTRAINT"})) return part<ValidateConstraint>(std::move(*table));
    if (at_.take_words({"ALTER", "COLUMN"})) return read_alter_column(std::move(*table));
    return {};
  }

  template <typename Change>
  Operations part(ObjectName table) {
    std::optional<Name> name = at_.take_part();
    return name ? whole(Change{std::move(table), std::move(*name)}) : Operations();
  }

  Operations read_rename(ObjectName table) {
    const bool is_constraint = at_.take("CONSTRAINT"), is_column = !is_constraint && at_.take("COLUMN");
    std::optional<Name> name;
    if (is_constraint || is_column) name = at_.take_part();
    if (((is_constraint || is_column) && !name) || !at_.take("TO")) return {};
    std::optional<Name> to = at_.take_part();
    if (!to || to->text.find('.') != std::string::npos) return {};
    if (is_constraint) return whole(RenameConstraint{std::move(table), std::move(*name), std::move(*to)});
    if (is_column)
      return whole(
          AlterColumn{.table = std::move(table), .column = std::move(*name), .new_name = std::move(*to)});
    return whole(RenameTable{std::move(table), std::move(*to)});
  }

  // A constraint that cannot be written with the column is an operation of its own.
  Operations read_add_column(const ObjectName& table) {
    std::optional<ReadColumn> read = take_column(at_, table);
    if (!read || !at_.is_at_end()) return {};
    Operations operations;
    AddColumn add{.table = table, .column = std::move(read->column)};
    for (PortableConstraint& constraint : read->constraints) {
      if (is_written_with_column(constraint))
        add.constraints.push_back(std::move(constraint));
      else
        operations.emplace_back(AddConstraint{table, std::move(constraint)});
    }
    operations.insert(operations.begin(), std::move(add));
    return operations;
  }

  static bool is_written_with_column(const PortableConstraint& constraint) {
    if (constraint.kind == PortableConstraintKind::check) return !constraint.is_named;
    return constraint.kind == PortableConstraintKind::foreign_key || constraint.deferral == Deferral::none;
  }

  Operations read_alter_column(ObjectName table) {
    std::optional<Name> name = at_.take_part();
    if (!name) return {};
    AlterColumn alter{.table = std::move(table), .column = std::move(*name)};
    return take_change(alter) ? whole(std::move(alter)) : Operations();
  }

  bool take_change(AlterColumn& alter) {
    if (at_.take_words({"SET", "NOT", "NULL"}))
      alter.nullable = false;
    else if (at_.take_words({"DROP", "NOT", "NULL"}))
      alter.nullable = true;
    else if (at_.take_words({"DROP", "DEFAULT"}))
      alter.default_value = Literal{};
    else if (at_.take_words({"SET", "DEFAULT"}))
      alter.default_value = {.kind = LiteralKind::expression, .expression = same_sql(at_.take_rest())};
    else if (at_.take_words({"DROP", "IDENTITY"}))
      alter.identity = Identity::none;
    else if (at_.take("TYPE"))
      return take_new_type(alter);
    else
      return false;
    return true;
  }

  bool take_new_type(AlterColumn& alter) {
    alter.type = take_type(at_);
    if (at_.take("USING")) alter.conversion = same_sql(at_.take_rest());
    return alter.type.has_value();
  }

  Operations read_alter_index() {
    std::optional<ObjectName> name = at_.take_object();
    if (!name || !at_.take_words({"RENAME", "TO"})) return {};
    std::optional<Name> to = at_.take_part();
    if (!to || to->text.find('.') != std::string::npos) return {};
    return whole(RenameIndex{std::move(*name), std::move(*to)});
  }

  Operations read_alter_type() {
    std::optional<ObjectName> name = at_.take_object();
    if (!name) return {};
    const bool is_rename = at_.take_words({"RENAME", "VALUE"});
    if (!is_rename && !at_.take_words({"ADD", "VALUE"})) return {};
    std::optional<std::string> value = at_.take_string();
    if (!value || value->empty()) return {};
    if (is_rename) {
      if (!at_.take("TO")) return {};
      std::optional<std::string> to = at_.take_string();
      if (!to || to->empty()) return {};
      return whole(RenameEnumValue{std::move(*name), {std::move(*value)}, {std::move(*to)}});
    }
    AddEnumValue add{.name = std::move(*name), .value = {std::move(*value)}};
    if (at_.take("BEFORE")) add.before = {at_.take_string().value_or("")};
    if (at_.take("AFTER")) add.after = {at_.take_string().value_or("")};
    return whole(std::move(add));
  }

  // Others

  Operations read_comment() {
    const bool is_table = at_.take("TABLE");
    if (!is_table && !at_.take("COLUMN")) return {};
    std::optional<ObjectName> name = at_.take_object();
    std::optional<Name> column;
    if (name && !is_table) column = column_of(*name);
    if (!name || (!is_table && !column) || !at_.take("IS")) return {};
    std::string text;
    if (!at_.take("NULL")) {
      std::optional<std::string> comment = at_.take_string();
      if (!comment || comment->empty()) return {};
      text = std::move(*comment);
    }
    if (is_table) return whole(CommentTable{std::move(*name), std::move(text)});
    return whole(
        AlterColumn{.table = std::move(*name), .column = std::move(*column), .comment = std::move(text)});
  }

  // "runs.note" or "app.runs.note": the last name, which leaves that of the table.
  std::optional<Name> column_of(ObjectName& name) {
    if (at_.take_symbol('.')) return at_.take_part();
    if (name.schema.empty()) return std::nullopt;
    Name column{std::exchange(name.name, std::exchange(name.schema, {}))};
    return column;
  }

  // One column, whose name a key of YAML can be.
  Operations read_update() {
    std::optional<ObjectName> table = at_.take_object();
    if (!table || !at_.take("SET")) return {};
    std::optional<Name> column = at_.take_part();
    if (!column || !at_.take_symbol('=')) return {};
    const std::string value = at_.take_until(ends_of_value);
    std::string condition = "TRUE";
    if (at_.take("WHERE")) condition = at_.take_rest();
    if (value == "DEFAULT") return {};
    Literal literal{.kind = LiteralKind::expression, .expression = same_sql(value)};
    return whole(UpdateRows{.table = std::move(*table),
                            .values = {{std::move(*column), std::move(literal)}},
                            .condition = same_sql(std::move(condition))});
  }

  const std::string& statement_;
  StatementCursor at_;
};

}  // namespace

std::vector<Operation> statement_operations(Dialect dialect, const std::string& statement) {
  return StatementReader(dialect, statement).read();
}

}  // namespace migrate::migc
