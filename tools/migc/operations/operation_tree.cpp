#include "migc/operations/operation_tree.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "migc/operations/yaml_text.h"

namespace migrate::migc {

namespace {

// A mapping that leaves out what is not said.
class Keys {
 public:
  Keys& add(std::string_view key, YamlValue value) {
    add_entry(mapping_, key, std::move(value));
    return *this;
  }
  Keys& text(std::string_view key, std::string_view text) {
    return text.empty() ? *this : add(key, yaml_text(text));
  }
  Keys& name(std::string_view key, const ObjectName& name) { return text(key, to_string(name)); }
  Keys& flag(std::string_view key, bool is_set) { return is_set ? add(key, yaml_word("true")) : *this; }
  Keys& names(std::string_view key, const std::vector<Name>& names) {
    if (names.size() == 1) return text(key, names.front().text);
    YamlValue list = yaml_list();
    for (const Name& name : names) list.items.push_back(yaml_text(name.text));
    return names.empty() ? *this : add(key, std::move(list));
  }
  Keys& sql(std::string_view key, const SqlText& sql) {
    return sql.empty() ? *this : add(key, sql_tree(sql));
  }
  bool empty() const { return mapping_.entries.empty(); }
  YamlValue take() { return std::move(mapping_); }

  static YamlValue sql_tree(const SqlText& sql) {
    if (sql.one_for_all) return yaml_text(*sql.texts.front());
    YamlValue texts = yaml_mapping();
    for (const Dialect dialect : all_dialects)
      if (sql.of(dialect)) add_entry(texts, to_string(dialect), yaml_text(*sql.of(dialect)));
    return texts;
  }

 private:
  YamlValue mapping_ = yaml_mapping();
};

YamlValue type_tree(const Type& type) {
  return type.base == BaseType::spelled ? Keys::sql_tree(type.spelling) : yaml_text(to_string(type));
}

YamlValue literal_tree(const Literal& literal) {
  switch (literal.kind) {
    case LiteralKind::null:
      return {};
    case LiteralKind::boolean:
    case LiteralKind::number:
      return yaml_word(literal.text);
    case LiteralKind::text:
      return yaml_text(literal.text);
    case LiteralKind::expression:
      break;
  }
  return Keys().sql("sql", literal.expression).take();
}

std::string_view identity_word(Identity identity) {
  constexpr std::array<std::string_view, 3> words{"none", "always", "by_default"};
  return words[static_cast<std::size_t>(identity)];
}

void add_deferral(Keys& keys, const PortableConstraint& constraint) {
  if (constraint.deferral == Deferral::initially_deferred) keys.text("initially", "deferred");
  keys.flag("deferrable", constraint.deferral == Deferral::initially_immediate);
}

void add_action(Keys& keys, std::string_view key, std::string action) {
  std::ranges::transform(action, action.begin(),
                         [](char c) { return c == ' ' ? '_' : static_cast<char>(c - 'A' + 'a'); });
  keys.text(key, action);
}

void add_actions(Keys& keys, const PortableConstraint& constraint) {
  add_action(keys, "on_delete", constraint.target.on_delete);
  add_action(keys, "on_update", constraint.target.on_update);
  add_deferral(keys, constraint);
}

// What a constraint says besides its table.
void add_constraint(Keys& keys, const PortableConstraint& constraint) {
  if (constraint.is_named) keys.text("name", constraint.name.text);
  keys.names("columns", constraint.columns).sql("condition", constraint.condition);
  if (constraint.kind == PortableConstraintKind::foreign_key) {
    keys.name("references", constraint.target.table).names("referenced_columns", constraint.target.columns);
    add_actions(keys, constraint);
  } else {
    add_deferral(keys, constraint);
  }
  keys.flag("not_valid", constraint.not_valid);
}

YamlValue constraint_tree(const PortableConstraint& constraint) {
  Keys keys;
  add_constraint(keys, constraint);
  return keys.take();
}

bool is_lone_key(const PortableConstraint& constraint) {
  return constraint.kind == PortableConstraintKind::primary_key ||
         constraint.kind == PortableConstraintKind::unique;
}

// Whether it is written with its only column.
bool goes_with_column(const PortableConstraint& constraint) {
  if (constraint.columns.size() != 1 || constraint.not_valid) return false;
  if (is_lone_key(constraint)) return constraint.deferral == Deferral::none;
  return constraint.kind == PortableConstraintKind::foreign_key && constraint.target.columns.size() < 2;
}

YamlValue reference_tree(const PortableConstraint& key) {
  Keys keys;
  keys.name("table", key.target.table).names("column", key.target.columns);
  if (key.is_named) keys.text("name", key.name.text);
  add_actions(keys, key);
  YamlValue tree = keys.take();
  return tree.entries.size() == 1 ? std::move(tree.entries.front().value) : std::move(tree);
}

void add_with_column(Keys& keys, const PortableConstraint& constraint) {
  if (constraint.kind == PortableConstraintKind::foreign_key) {
    keys.add("references", reference_tree(constraint));
    return;
  }
  const std::string_view key =
      constraint.kind == PortableConstraintKind::primary_key ? "primary_key" : "unique";
  if (constraint.is_named)
    keys.text(key, constraint.name.text);
  else
    keys.flag(key, true);
}

// `is_in_key`: NOT NULL by that.
void add_column(Keys& keys, const PortableColumn& column, bool is_in_key) {
  keys.text("name", column.name.text).add("type", type_tree(column.type));
  if (!column.nullable && !is_in_key) keys.add("nullable", yaml_word("false"));
  if (column.default_value) keys.add("default", literal_tree(*column.default_value));
  keys.sql("collation", column.collation);
  if (column.generated && column.generated->stored) keys.sql("generated", column.generated->expression);
  if (column.generated && !column.generated->stored)
    keys.add("generated",
             Keys().sql("expression", column.generated->expression).add("stored", yaml_word("false")).take());
  if (column.identity != Identity::none) keys.text("identity", identity_word(column.identity));
  keys.flag("autoincrement", column.autoincrement).text("comment", column.comment);
}

// Each kind of constraint is written once with a column.
std::vector<const PortableConstraint*> constraints_with(const PortableColumn& column,
                                                        const std::vector<PortableConstraint>& all) {
  std::vector<const PortableConstraint*> found;
  for (const PortableConstraint& constraint : all)
    if (goes_with_column(constraint) && constraint.columns.front() == column.name &&
        std::ranges::none_of(found, [&](const auto* other) { return other->kind == constraint.kind; }))
      found.push_back(&constraint);
  return found;
}

bool leaves_to_engine(const std::vector<PortableConstraint>& constraints) {
  return std::ranges::any_of(constraints, [](const auto& constraint) { return !constraint.is_named; });
}

class TableTree {
 public:
  explicit TableTree(const PortableTable& table) : table_(table) {
    for (const PortableConstraint& constraint : table.constraints)
      if (constraint.kind == PortableConstraintKind::primary_key) primary_key_ = &constraint;
    is_by_engine_ = leaves_to_engine(table.constraints) ||
                    std::ranges::any_of(table.columns, [&](const PortableColumn& column) {
                      return column.nullable && is_in_key(column);
                    });
  }

  YamlValue tree() {
    keys_.name("name", table_.name).flag("engine_defaults", is_by_engine_);
    add_columns();
    if (primary_key_ != nullptr && !is_written(*primary_key_)) add_primary_key();
    add_list("unique", PortableConstraintKind::unique);
    add_list("checks", PortableConstraintKind::check);
    add_list("foreign_keys", PortableConstraintKind::foreign_key);
    keys_.text("comment", table_.comment).flag("strict", table_.strict);
    keys_.flag("without_rowid", table_.without_rowid);
    if (!table_.storage.empty()) {
      YamlValue storage = yaml_mapping();
      for (const auto& [key, value] : table_.storage) add_entry(storage, key.text, yaml_text(value));
      keys_.add("storage", std::move(storage));
    }
    return keys_.take();
  }

 private:
  bool is_in_key(const PortableColumn& column) const {
    return primary_key_ != nullptr &&
           std::ranges::find(primary_key_->columns, column.name) != primary_key_->columns.end();
  }

  bool is_written(const PortableConstraint& constraint) const {
    return std::ranges::find(written_, &constraint) != written_.end();
  }

  void add_columns() {
    YamlValue columns = yaml_list();
    for (const PortableColumn& column : table_.columns) {
      Keys keys;
      add_column(keys, column, !is_by_engine_ && is_in_key(column));
      for (const PortableConstraint* constraint : constraints_with(column, table_.constraints)) {
        add_with_column(keys, *constraint);
        written_.push_back(constraint);
      }
      columns.items.push_back(keys.take());
    }
    keys_.add("columns", std::move(columns));
  }

  void add_primary_key() {
    if (primary_key_->is_named || primary_key_->deferral != Deferral::none)
      keys_.add("primary_key", constraint_tree(*primary_key_));
    else
      keys_.names("primary_key", primary_key_->columns);
  }

  void add_list(std::string_view key, PortableConstraintKind kind) {
    YamlValue list = yaml_list();
    for (const PortableConstraint& constraint : table_.constraints)
      if (constraint.kind == kind && !is_written(constraint))
        list.items.push_back(constraint_tree(constraint));
    if (!list.items.empty()) keys_.add(key, std::move(list));
  }

  const PortableTable& table_;
  const PortableConstraint* primary_key_ = nullptr;
  bool is_by_engine_ = false;
  Keys keys_;
  std::vector<const PortableConstraint*> written_;
};

YamlValue element_tree(const IndexElement& element) {
  Keys keys;
  if (element.operand.column.empty())
    keys.sql("expression", element.operand.expression);
  else
    keys.text("column", element.operand.column.text);
  keys.sql("collation", element.collation);
  if (element.order.find("DESC") != std::string::npos) keys.text("order", "desc");
  if (element.order.find("FIRST") != std::string::npos) keys.text("nulls", "first");
  if (element.order.find("LAST") != std::string::npos) keys.text("nulls", "last");
  keys.text("operator_class", element.operator_class);
  YamlValue tree = keys.take();
  const bool is_column = tree.entries.size() == 1 && !element.operand.column.empty();
  return is_column ? std::move(tree.entries.front().value) : std::move(tree);
}

void add_object(Keys& keys, const DatabaseObject& object) {
  keys.text("kind", object_kind_words[static_cast<std::size_t>(object.kind)]).text("name", object.name);
  keys.name("table", object.table);
  if (object.text) keys.sql("text", *object.text);
}

constexpr std::string_view constraint_keyword(PortableConstraintKind kind) {
  constexpr std::array<std::string_view, 5> words{"create_primary_key", "create_unique_constraint",
                                                  "create_check_constraint", "create_foreign_key",
                                                  "create_exclude_constraint"};
  return words[static_cast<std::size_t>(kind)];
}

class OperationTree {
 public:
  YamlValue operator()(const CreateTable& create) const {
    return item("create_table", TableTree(create.table).tree());
  }
  YamlValue operator()(const DropTable& drop) const {
    return item("drop_table", Keys().name("name", drop.table).take());
  }
  YamlValue operator()(const RenameTable& rename) const {
    return item("rename_table", Keys().name("name", rename.table).text("to", rename.to.text).take());
  }
  YamlValue operator()(const AddColumn& add) const {
    Keys keys;
    keys.name("table", add.table);
    add_column(keys, add.column, false);
    for (const PortableConstraint& constraint : add.constraints) {
      if (constraint.kind == PortableConstraintKind::check)
        keys.sql("check", constraint.condition);
      else
        add_with_column(keys, constraint);
    }
    keys.flag("engine_defaults", leaves_to_engine(add.constraints));
    return item("add_column", keys.take());
  }
  YamlValue operator()(const DropColumn& drop) const {
    return item("drop_column", Keys().name("table", drop.table).text("name", drop.column.text).take());
  }
  YamlValue operator()(const AlterColumn& alter) const {
    Keys keys;
    keys.name("table", alter.table).text("name", alter.column.text);
    if (alter.new_name) keys.text("rename", alter.new_name->text);
    if (alter.type) keys.add("type", type_tree(*alter.type));
    if (alter.conversion) keys.sql("using", *alter.conversion);
    if (alter.nullable) keys.add("nullable", yaml_word(*alter.nullable ? "true" : "false"));
    if (alter.default_value) keys.add("default", literal_tree(*alter.default_value));
    if (alter.identity) keys.text("identity", identity_word(*alter.identity));
    if (alter.autoincrement) keys.add("autoincrement", yaml_word(*alter.autoincrement ? "true" : "false"));
    if (alter.comment) keys.add("comment", alter.comment->empty() ? YamlValue() : yaml_text(*alter.comment));
    return item("alter_column", keys.take());
  }
  YamlValue operator()(const CreateIndex& create) const {
    Keys keys;
    keys.name("name", create.index.name).name("table", create.index.table);
    YamlValue columns = yaml_list();
    for (const IndexElement& element : create.index.elements) columns.items.push_back(element_tree(element));
    const bool is_name = columns.items.size() == 1 && columns.items.front().kind == YamlKind::scalar;
    keys.add("columns", is_name ? std::move(columns.items.front()) : std::move(columns));
    keys.flag("unique", create.index.unique).sql("where", create.index.where);
    keys.names("include", create.index.include).text("method", create.index.method);
    keys.flag("concurrently", create.concurrently);
    return item("create_index", keys.take());
  }
  YamlValue operator()(const DropIndex& drop) const {
    Keys keys;
    keys.name("name", drop.index).flag("concurrently", drop.concurrently);
    return item("drop_index", keys.take());
  }
  YamlValue operator()(const RenameIndex& rename) const {
    return item("rename_index", Keys().name("name", rename.index).text("to", rename.to.text).take());
  }
  YamlValue operator()(const AddConstraint& add) const {
    Keys keys;
    keys.name("table", add.table);
    add_constraint(keys, add.constraint);
    keys.flag("engine_defaults", !add.constraint.is_named);
    return item(constraint_keyword(add.constraint.kind), keys.take());
  }
  YamlValue operator()(const ValidateConstraint& validate) const {
    return item("validate_constraint", part(validate.table, validate.name));
  }
  YamlValue operator()(const DropConstraint& drop) const {
    return item("drop_constraint", part(drop.table, drop.name));
  }
  YamlValue operator()(const RenameConstraint& rename) const {
    YamlValue keys = part(rename.table, rename.name);
    add_entry(keys, "to", yaml_text(rename.to.text));
    return item("rename_constraint", std::move(keys));
  }
  YamlValue operator()(const CommentTable& comment) const {
    Keys keys;
    keys.name("name", comment.table);
    keys.add("comment", comment.comment.empty() ? YamlValue() : yaml_text(comment.comment));
    return item("comment_table", keys.take());
  }
  YamlValue operator()(const CreateEnum& create) const {
    return item("create_enum", Keys().name("name", create.name).names("values", create.values).take());
  }
  YamlValue operator()(const AddEnumValue& add) const {
    Keys keys;
    keys.name("name", add.name).text("value", add.value.text);
    keys.text("before", add.before.text).text("after", add.after.text);
    return item("add_enum_value", keys.take());
  }
  YamlValue operator()(const DropEnumValue& drop) const {
    return item("drop_enum_value", Keys().name("name", drop.name).text("value", drop.value.text).take());
  }
  YamlValue operator()(const RenameEnumValue& rename) const {
    Keys keys;
    keys.name("name", rename.name).text("value", rename.value.text).text("to", rename.to.text);
    return item("rename_enum_value", keys.take());
  }
  YamlValue operator()(const DropEnum& drop) const {
    return item("drop_enum", Keys().name("name", drop.name).take());
  }
  YamlValue operator()(const CreateObject& create) const {
    Keys keys;
    add_object(keys, create.object);
    return item("create_object", keys.take());
  }
  YamlValue operator()(const DropObject& drop) const {
    Keys keys;
    add_object(keys, drop.object);
    return item("drop_object", keys.take());
  }
  YamlValue operator()(const BulkInsert& insert) const {
    YamlValue rows = yaml_list();
    for (const std::vector<Assignment>& row : insert.rows) rows.items.push_back(assignments(row));
    return item("bulk_insert", Keys().name("table", insert.table).add("rows", std::move(rows)).take());
  }
  YamlValue operator()(const UpdateRows& update) const {
    Keys keys;
    keys.name("table", update.table).add("set", assignments(update.values)).sql("where", update.condition);
    return item("update", keys.take());
  }
  YamlValue operator()(const DeleteRows& remove) const {
    return item("delete", Keys().name("table", remove.table).sql("where", remove.condition).take());
  }
  YamlValue operator()(const Execute& execute) const { return item("execute", Keys::sql_tree(execute.sql)); }
  YamlValue operator()(const Call& call) const { return item("call", yaml_text(call.step.text)); }

 private:
  static YamlValue item(std::string_view keyword, YamlValue keys) {
    return Keys().add(keyword, std::move(keys)).take();
  }
  static YamlValue part(const ObjectName& table, const Name& name) {
    return Keys().name("table", table).text("name", name.text).take();
  }
  static YamlValue assignments(const std::vector<Assignment>& values) {
    YamlValue mapping = yaml_mapping();
    for (const auto& [column, value] : values) add_entry(mapping, column.text, literal_tree(value));
    return mapping;
  }
};

}  // namespace

YamlValue operation_tree(const Operation& operation) {
  return std::visit(OperationTree(), operation);
}

}  // namespace migrate::migc
