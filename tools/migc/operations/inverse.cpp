#include "migc/operations/inverse.h"

#include <fmt/format.h>

#include <algorithm>

#include "migc/engine/engine_traits.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

Inverse one(Operation operation) {
  return {.operations = {std::move(operation)}};
}

Inverse none(std::string why) {
  return {.why_not = std::move(why)};
}

Inverse unknown(std::string_view what, std::string_view name) {
  return none(fmt::format(
      "operations did not make {} \"{}\", or SQL may have changed it since, so what it was is not known",
      what, name));
}

Inverse outdated(const DatabaseObject& object) {
  return none(fmt::format("the text of {} \"{}\" uses a name that was changed since",
                          object_kind_words[static_cast<std::size_t>(object.kind)], object.name));
}

// Rows that were there before are not written down anywhere.
Inverse changes_rows() {
  return none("which rows to change back, and to what, is not written down");
}

Inverse may_be_there(std::string_view key) {
  return none(fmt::format("\"{}\" leaves open whether there is anything to undo", key));
}

// The old type, by a cast where PostgreSQL asks for one; a cast to a shorter text would cut it in silence.
std::optional<SqlText> conversion_back(const Name& column, const Type& type) {
  if (type.base == BaseType::string || type.base == BaseType::spelled) return std::nullopt;
  const std::string name = quoted_name(column.text);
  const std::string through = type.base == BaseType::enumeration ? "::text" : "";
  SqlText text;
  text.texts[static_cast<std::size_t>(Dialect::postgres)] =
      name + through + "::" + spell_type(type, Dialect::postgres, Strictness::ordinary);
  return text;
}

// What the operation changes, as it was in `known`.
AlterColumn altered_back(const AlterColumn& change, const PortableColumn& known) {
  AlterColumn back{.table = change.table, .column = change.column};
  if (change.type) {
    back.type = known.type;
    back.conversion = conversion_back(change.column, known.type);
  }
  if (change.nullable) back.nullable = known.nullable;
  if (change.default_value) back.default_value = known.default_value.value_or(Literal{});
  if (change.identity) back.identity = known.identity;
  if (change.autoincrement) back.autoincrement = known.autoincrement;
  if (change.comment) back.comment = known.comment;
  return back;
}

Inverse rename_back(const AlterColumn& change) {
  return one(AlterColumn{.table = change.table, .column = *change.new_name, .new_name = change.column});
}

bool only_renames(const AlterColumn& change) {
  return change.new_name && !change.type && !change.nullable && !change.default_value && !change.identity &&
         !change.autoincrement && !change.comment;
}

class Inverter {
 public:
  explicit Inverter(const Catalogue& before) : before_(before) {}

  Inverse operator()(const CreateTable& create) const {
    if (create.if_not_exists) return may_be_there("if_not_exists");
    return one(DropTable{create.table.name});
  }
  Inverse operator()(const DropTable& drop) const {
    if (drop.if_exists) return may_be_there("if_exists");
    const PortableTable* table = before_.find_table(drop.table);
    if (table == nullptr) return unknown("table", to_string(drop.table));
    Inverse inverse = one(CreateTable{*table});
    for (const PortableIndex& index : before_.indexes_of(drop.table))
      inverse.operations.emplace_back(CreateIndex{.index = index});
    for (const DatabaseObject& trigger : before_.triggers_of(drop.table)) {
      if (trigger.is_outdated) return outdated(trigger);
      inverse.operations.emplace_back(CreateObject{trigger});
    }
    inverse.loses_rows = true;
    return inverse;
  }
  Inverse operator()(const RenameTable& rename) const {
    return one(RenameTable{{.schema = rename.table.schema, .name = rename.to.text}, {rename.table.name}});
  }

  Inverse operator()(const AddColumn& add) const { return one(DropColumn{add.table, add.column.name}); }
  Inverse operator()(const DropColumn& drop) const {
    const PortableColumn* column = before_.find_column_of(drop.table, drop.column.text);
    if (column == nullptr) return unknown("table", to_string(drop.table));
    if (needs_value(*column))
      return none("the rows would need a value for a column that is NOT NULL and has no default");
    if (const std::string key = key_over(drop.table, *column); !key.empty())
      return none(fmt::format("it needs a value for each row, because {} covers the column", key));
    Inverse inverse = one(AddColumn{.table = drop.table, .column = *column});
    for (const PortableConstraint& constraint : before_.constraints_with(drop.table, drop.column.text))
      inverse.operations.emplace_back(AddConstraint{drop.table, constraint});
    for (const PortableIndex& index : before_.indexes_with(drop.table, drop.column.text))
      inverse.operations.emplace_back(CreateIndex{.index = index});
    inverse.loses_rows = true;
    return inverse;
  }
  Inverse operator()(const AlterColumn& change) const {
    if (only_renames(change)) return rename_back(change);
    if (change.conversion) return none("\"using\" does not say how the values become what they were");
    const PortableColumn* column = before_.find_column_of(change.table, change.column.text);
    if (column == nullptr) return unknown("table", to_string(change.table));
    Inverse inverse;
    if (change.new_name) inverse = rename_back(change);
    inverse.operations.emplace_back(altered_back(change, *column));
    return inverse;
  }

  Inverse operator()(const CreateIndex& create) const {
    if (create.if_not_exists) return may_be_there("if_not_exists");
    return one(DropIndex{.index = create.index.name, .concurrently = create.concurrently});
  }
  Inverse operator()(const DropIndex& drop) const {
    if (drop.if_exists) return may_be_there("if_exists");
    const PortableIndex* index = before_.find_index(drop.index);
    if (index == nullptr) return unknown("index", to_string(drop.index));
    return one(CreateIndex{.index = *index, .concurrently = drop.concurrently});
  }
  Inverse operator()(const RenameIndex& rename) const {
    return one(RenameIndex{{.schema = rename.index.schema, .name = rename.to.text}, {rename.index.name}});
  }

  Inverse operator()(const AddConstraint& add) const {
    Inverse inverse = one(DropConstraint{add.table, add.constraint.name});
    if (add.constraint.kind == PortableConstraintKind::primary_key)
      for (const Name& column : add.constraint.columns) {
        const PortableColumn* known = before_.find_column_of(add.table, column.text);
        if (known != nullptr && known->nullable)
          inverse.operations.emplace_back(
              AlterColumn{.table = add.table, .column = column, .nullable = true});
      }
    return inverse;
  }
  // There is no other way to make a constraint one that old rows may break.
  Inverse operator()(const ValidateConstraint& validate) const {
    if (!traits_of(before_.dialect()).has_invalid_constraints) return {};
    const PortableConstraint* constraint = find(validate.table, validate.name);
    if (constraint == nullptr) return unknown("constraint", validate.name.text);
    if (!constraint->not_valid) return {};
    return {.operations = {DropConstraint{validate.table, validate.name},
                           AddConstraint{validate.table, *constraint}}};
  }
  Inverse operator()(const DropConstraint& drop) const {
    const PortableConstraint* constraint = find(drop.table, drop.name);
    if (constraint == nullptr) return unknown("constraint", drop.name.text);
    return one(AddConstraint{drop.table, *constraint});
  }
  Inverse operator()(const RenameConstraint& rename) const {
    return one(RenameConstraint{rename.table, rename.to, rename.name});
  }
  Inverse operator()(const CommentTable& comment) const {
    const PortableTable* table = before_.find_table(comment.table);
    if (table == nullptr) return unknown("table", to_string(comment.table));
    return one(CommentTable{comment.table, table->comment});
  }

  Inverse operator()(const CreateEnum& create) const { return one(DropEnum{create.name}); }
  Inverse operator()(const AddEnumValue& add) const { return one(DropEnumValue{add.name, add.value}); }
  Inverse operator()(const DropEnumValue& drop) const {
    const KnownEnum* known = before_.find_enum(drop.name);
    if (known == nullptr) return unknown("enum", to_string(drop.name));
    const auto place = std::find(known->values.begin(), known->values.end(), drop.value);
    AddEnumValue add{.name = drop.name, .value = drop.value};
    if (place + 1 < known->values.end()) add.before = *(place + 1);
    return one(std::move(add));
  }
  Inverse operator()(const RenameEnumValue& rename) const {
    return one(RenameEnumValue{rename.name, rename.to, rename.value});
  }
  Inverse operator()(const DropEnum& drop) const {
    const KnownEnum* known = before_.find_enum(drop.name);
    if (known == nullptr) return unknown("enum", to_string(drop.name));
    return one(CreateEnum{drop.name, known->values});
  }

  Inverse operator()(const CreateObject& create) const {
    DatabaseObject object = create.object;
    if (object.text && !object.text->of(before_.dialect())) return {};
    object.text.reset();
    return one(DropObject{std::move(object)});
  }
  Inverse operator()(const DropObject& drop) const {
    const DatabaseObject* object = before_.find_object(drop.object.kind, drop.object.name);
    if (object == nullptr) return unknown("object", drop.object.name);
    if (object->is_outdated) return outdated(*object);
    Inverse inverse = one(CreateObject{*object});
    inverse.loses_rows = object->kind == ObjectKind::sequence;
    return inverse;
  }

  Inverse operator()(const BulkInsert&) const { return changes_rows(); }
  Inverse operator()(const UpdateRows&) const { return changes_rows(); }
  Inverse operator()(const DeleteRows&) const { return changes_rows(); }
  Inverse operator()(const Execute&) const { return none("what SQL does is known to its author only"); }
  Inverse operator()(const Call&) const { return none("what a C++ step does is known to its author only"); }

 private:
  // What two rows with the same value in the column would break, once that is what they have; empty where
  // nothing does. Rows with NULL are all different.
  std::string key_over(const ObjectName& table, const PortableColumn& column) const {
    if (column.generated || column.identity != Identity::none || column.autoincrement) return "";
    for (const PortableConstraint& constraint : before_.constraints_with(table, column.name.text))
      if (is_key(constraint) && column.default_value)
        return fmt::format("constraint \"{}\"", constraint.name.text);
    for (const PortableIndex& index : before_.indexes_with(table, column.name.text))
      if (index.unique && (column.default_value || !has_element(index, column.name)))
        return fmt::format("unique index \"{}\"", index.name.name);
    return "";
  }
  static bool is_key(const PortableConstraint& constraint) {
    return constraint.kind == PortableConstraintKind::primary_key ||
           constraint.kind == PortableConstraintKind::unique ||
           constraint.kind == PortableConstraintKind::exclude;
  }
  // As itself; within an expression, rows with NULL may be alike.
  static bool has_element(const PortableIndex& index, const Name& column) {
    return std::any_of(index.elements.begin(), index.elements.end(),
                       [&](const IndexElement& element) { return element.operand.column == column; });
  }

  const PortableConstraint* find(const ObjectName& table, const Name& name) const {
    const PortableTable* known = before_.find_table(table);
    return known == nullptr ? nullptr : find_constraint(*known, name.text);
  }

  const Catalogue& before_;
};

}  // namespace

Inverse inverse_of(const Operation& operation, const Catalogue& before) {
  return std::visit(Inverter(before), operation);
}

}  // namespace migrate::migc
