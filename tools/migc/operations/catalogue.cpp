#include "migc/operations/catalogue.h"

#include <algorithm>

#include "migc/operations/quote.h"
#include "migc/operations/sql_words.h"

namespace migrate::migc {

namespace {

template <typename Value>
const Value* find_named(const std::vector<Value>& values, const ObjectName& name) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const Value& value) { return value.name == name; });
  return found == values.end() ? nullptr : &*found;
}

template <typename Value>
void erase_named(std::vector<Value>& values, const ObjectName& name) {
  std::erase_if(values, [&](const Value& value) { return value.name == name; });
}

bool has(const std::vector<Name>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [name](const Name& n) { return n.text == name; });
}

void rename_in_all(std::vector<Name>& names, const Name& name, const Name& to) {
  std::replace(names.begin(), names.end(), name, to);
}

void rename_in_sql(SqlText& sql, const Name& name, const Name& to) {
  for (const Dialect dialect : all_dialects)
    if (std::optional<std::string>& text = sql.texts[static_cast<std::size_t>(dialect)])
      text = rename_in(dialect, *text, name.text, to.text);
}

void rename_in_operand(Operand& operand, const Name& name, const Name& to) {
  rename_in_sql(operand.expression, name, to);
  if (operand.column == name) operand.column = to;
}

void rename_default(PortableColumn& column, const RenameEnumValue& rename) {
  const bool is_of_enum = column.type.base == BaseType::enumeration && column.type.enumeration == rename.name;
  if (is_of_enum && column.default_value && column.default_value->text == rename.value.text)
    column.default_value->text = rename.to.text;
}

void forbid_nulls_in_key(PortableTable& table, const PortableConstraint& constraint) {
  if (constraint.kind != PortableConstraintKind::primary_key || !constraint.is_named) return;
  for (PortableColumn& column : table.columns)
    if (has(constraint.columns, column.name.text)) column.nullable = false;
}

}  // namespace

void Catalogue::apply(const Operation& operation) {
  std::visit([this](const auto& value) { made(value); }, operation);
}

void Catalogue::made(const CreateTable& create) {
  if (!find_named(known_.tables, create.table.name)) known_.tables.push_back(create.table);
}

void Catalogue::made(const DropTable& drop) {
  erase_named(known_.tables, drop.table);
  std::erase_if(known_.indexes, [&](const PortableIndex& index) { return index.table == drop.table; });
  std::erase_if(known_.uses_beyond, [&](const EnumUse& use) { return use.table == drop.table; });
  std::erase_if(known_.objects, [&](const DatabaseObject& object) {
    return object.kind == ObjectKind::trigger && object.table == drop.table;
  });
}

void Catalogue::made(const AddColumn& add) {
  PortableTable* known = table(add.table);
  if (known == nullptr) return;
  known->columns.push_back(add.column);
  known->constraints.insert(known->constraints.end(), add.constraints.begin(), add.constraints.end());
}

void Catalogue::made(const DropColumn& drop) {
  std::erase_if(known_.uses_beyond, [&](const EnumUse& use) {
    return use.table == drop.table && use.column.name == drop.column;
  });
  PortableTable* known = table(drop.table);
  if (known == nullptr) return;
  std::erase_if(known->constraints, [&](const auto& c) { return involves(c, drop.column.text); });
  std::erase_if(known_.indexes, [&](const PortableIndex& index) {
    return index.table == drop.table && involves(index, drop.column.text);
  });
  std::erase_if(known->columns, [&](const PortableColumn& column) { return column.name == drop.column; });
}

void Catalogue::made(const CreateIndex& create) {
  if (!find_named(known_.indexes, create.index.name)) known_.indexes.push_back(create.index);
}

void Catalogue::made(const DropIndex& drop) {
  erase_named(known_.indexes, drop.index);
}

void Catalogue::made(const RenameIndex& rename) {
  if (find_index(rename.index) == nullptr) known_.sql.push_back(quoted_name(rename.to.text));
  for (PortableIndex& index : known_.indexes)
    if (index.name == rename.index) index.name.name = rename.to.text;
}

void Catalogue::made(const AddConstraint& add) {
  PortableTable* known = table(add.table);
  if (known == nullptr) return;
  known->constraints.push_back(add.constraint);
  forbid_nulls_in_key(*known, add.constraint);
}

void Catalogue::made(const ValidateConstraint& validate) {
  if (PortableTable* known = table(validate.table))
    for (PortableConstraint& constraint : known->constraints)
      if (constraint.name == validate.name) constraint.not_valid = false;
}

void Catalogue::made(const DropConstraint& drop) {
  if (PortableTable* known = table(drop.table))
    std::erase_if(known->constraints, [&](const auto& c) { return c.name == drop.name; });
}

void Catalogue::made(const RenameConstraint& rename) {
  if (PortableTable* known = table(rename.table))
    for (PortableConstraint& constraint : known->constraints)
      if (constraint.name == rename.name) {
        constraint.name = rename.to;
        constraint.is_named = true;
      }
}

void Catalogue::made(const CommentTable& comment) {
  if (PortableTable* known = table(comment.table)) known->comment = comment.comment;
}

void Catalogue::made(const CreateEnum& create) {
  known_.enums.push_back({create.name, create.values});
}

void Catalogue::made(const AddEnumValue& add) {
  if (KnownEnum* known = enumeration(add.name)) known->values = with_value(known->values, add);
}

void Catalogue::made(const DropEnumValue& drop) {
  if (KnownEnum* known = enumeration(drop.name)) known->values = without_value(known->values, drop.value);
}

void Catalogue::made(const RenameEnumValue& rename) {
  if (KnownEnum* known = enumeration(rename.name)) rename_in_all(known->values, rename.value, rename.to);
  for (PortableTable& known : known_.tables)
    for (PortableColumn& column : known.columns) rename_default(column, rename);
  for (EnumUse& use : known_.uses_beyond) rename_default(use.column, rename);
}

void Catalogue::made(const DropEnum& drop) {
  erase_named(known_.enums, drop.name);
}

void Catalogue::made(const CreateObject& create) {
  known_.objects.push_back(create.object);
}

void Catalogue::made(const DropObject& drop) {
  std::erase_if(known_.objects, [&](const DatabaseObject& object) {
    return object.kind == drop.object.kind && object.name == drop.object.name;
  });
}

void Catalogue::made(const Execute& execute) {
  if (execute.sql.of(dialect_)) apply_sql(*execute.sql.of(dialect_));
}

void Catalogue::apply_sql(std::string_view statement) {
  if (is_about_rows(dialect_, statement)) return;
  known_.sql.emplace_back(statement);
  for (const PortableTable& known : known_.tables)
    if (mentions(dialect_, statement, known.name.name)) keep_uses(known);
  std::erase_if(known_.tables,
                [&](const PortableTable& t) { return mentions(dialect_, statement, t.name.name); });
  std::erase_if(known_.indexes, [&](const PortableIndex& index) {
    return mentions(dialect_, statement, index.name.name) || mentions(dialect_, statement, index.table.name);
  });
  std::erase_if(known_.enums,
                [&](const KnownEnum& known) { return mentions(dialect_, statement, known.name.name); });
  std::erase_if(known_.objects,
                [&](const DatabaseObject& object) { return mentions(dialect_, statement, object.name); });
}

const PortableTable* Catalogue::find_table(const ObjectName& name) const {
  return find_named(known_.tables, name);
}

PortableTable* Catalogue::table(const ObjectName& name) {
  return const_cast<PortableTable*>(find_named(known_.tables, name));
}

KnownEnum* Catalogue::enumeration(const ObjectName& name) {
  return const_cast<KnownEnum*>(find_named(known_.enums, name));
}

void Catalogue::keep_uses(const PortableTable& known) {
  for (const PortableColumn& column : known.columns)
    if (column.type.base == BaseType::enumeration) known_.uses_beyond.push_back({known.name, column});
}

const PortableIndex* Catalogue::find_index(const ObjectName& name) const {
  return find_named(known_.indexes, name);
}

const KnownEnum* Catalogue::find_enum(const ObjectName& name) const {
  return find_named(known_.enums, name);
}

const DatabaseObject* Catalogue::find_object(ObjectKind kind, std::string_view name) const {
  const auto found =
      std::find_if(known_.objects.begin(), known_.objects.end(),
                   [&](const DatabaseObject& object) { return object.kind == kind && object.name == name; });
  return found == known_.objects.end() ? nullptr : &*found;
}

const PortableColumn* Catalogue::find_column_of(const ObjectName& name, std::string_view column) const {
  const PortableTable* known = find_table(name);
  return known == nullptr ? nullptr : find_column(*known, column);
}

bool Catalogue::may_be_made_by_sql(std::string_view name) const {
  return std::any_of(known_.sql.begin(), known_.sql.end(),
                     [this, name](const std::string& sql) { return mentions(dialect_, sql, name); });
}

std::vector<PortableIndex> Catalogue::indexes_of(const ObjectName& name) const {
  std::vector<PortableIndex> indexes;
  for (const PortableIndex& index : known_.indexes)
    if (index.table == name) indexes.push_back(index);
  return indexes;
}

std::vector<DatabaseObject> Catalogue::triggers_of(const ObjectName& name) const {
  std::vector<DatabaseObject> triggers;
  for (const DatabaseObject& object : known_.objects)
    if (object.kind == ObjectKind::trigger && object.table == name) triggers.push_back(object);
  return triggers;
}

std::vector<EnumUse> Catalogue::uses_of(const ObjectName& enumeration) const {
  std::vector<EnumUse> uses;
  for (const PortableTable& known : known_.tables)
    for (const PortableColumn& column : known.columns)
      if (column.type.base == BaseType::enumeration && column.type.enumeration == enumeration)
        uses.push_back({known.name, column});
  for (const EnumUse& use : known_.uses_beyond)
    if (use.column.type.enumeration == enumeration) uses.push_back(use);
  return uses;
}

std::vector<std::string> Catalogue::references_to(const ObjectName& name) const {
  std::vector<std::string> references;
  for (const PortableTable& known : known_.tables)
    for (const PortableConstraint& constraint : known.constraints)
      if (constraint.kind == PortableConstraintKind::foreign_key && constraint.target.table == name &&
          !(known.name == name))
        references.push_back(to_string(known.name) + '.' + constraint.name.text);
  return references;
}

std::vector<PortableConstraint> Catalogue::constraints_with(const ObjectName& name,
                                                            std::string_view column) const {
  std::vector<PortableConstraint> constraints;
  if (const PortableTable* known = find_table(name))
    for (const PortableConstraint& constraint : known->constraints)
      if (involves(constraint, column)) constraints.push_back(constraint);
  return constraints;
}

std::vector<PortableIndex> Catalogue::indexes_with(const ObjectName& name, std::string_view column) const {
  std::vector<PortableIndex> indexes = indexes_of(name);
  std::erase_if(indexes, [&](const PortableIndex& index) { return !involves(index, column); });
  return indexes;
}

std::vector<std::string_view> Catalogue::table_names() const {
  std::vector<std::string_view> names;
  for (const PortableTable& known : known_.tables) names.push_back(known.name.name);
  return names;
}

std::vector<std::string_view> Catalogue::index_names() const {
  std::vector<std::string_view> names;
  for (const PortableIndex& index : known_.indexes) names.push_back(index.name.name);
  return names;
}

bool Catalogue::involves(const Operand& operand, std::string_view column) const {
  const std::optional<std::string>& expression = operand.expression.of(dialect_);
  return expression && refers_to(dialect_, *expression, column);
}

bool Catalogue::involves(const PortableConstraint& constraint, std::string_view column) const {
  if (has(constraint.columns, column)) return true;
  const std::optional<std::string>& condition = constraint.condition.of(dialect_);
  return (condition && refers_to(dialect_, *condition, column)) ||
         std::any_of(constraint.elements.begin(), constraint.elements.end(),
                     [&](const ExcludedElement& e) { return involves(e.operand, column); });
}

bool Catalogue::involves(const PortableIndex& index, std::string_view column) const {
  const std::optional<std::string>& where = index.where.of(dialect_);
  return has(index.include, column) || (where && refers_to(dialect_, *where, column)) ||
         std::any_of(index.elements.begin(), index.elements.end(),
                     [&](const IndexElement& e) { return involves(e.operand, column); });
}

void Catalogue::made(const AlterColumn& change) {
  PortableTable* known = table(change.table);
  PortableColumn* column = known == nullptr ? nullptr : find_column(*known, change.column.text);
  if (column == nullptr) return;
  if (change.type) column->type = *change.type;
  if (change.nullable) column->nullable = *change.nullable;
  if (change.default_value) {
    column->default_value = change.default_value;
    if (change.default_value->kind == LiteralKind::null) column->default_value.reset();
  }
  if (change.identity) column->identity = *change.identity;
  if (change.autoincrement) column->autoincrement = *change.autoincrement;
  if (change.comment) column->comment = *change.comment;
  if (change.new_name) rename_column(*known, change.column, *change.new_name);
}

// The database renames in its own copy of a view or trigger; the text of the revision still says the old
// name.
void Catalogue::outdate_objects(const ObjectName& table, std::string_view renamed) {
  for (DatabaseObject& object : known_.objects) {
    const std::optional<std::string>& text = object.text ? object.text->of(dialect_) : std::nullopt;
    object.is_outdated |= text && mentions(dialect_, *text, table.name) && mentions(dialect_, *text, renamed);
  }
}

void Catalogue::rename_column(PortableTable& known, const Name& name, const Name& to) {
  outdate_objects(known.name, name.text);
  find_column(known, name.text)->name = to;
  for (PortableColumn& column : known.columns)
    if (column.generated) rename_in_sql(column.generated->expression, name, to);
  for (PortableConstraint& constraint : known.constraints) {
    rename_in_all(constraint.columns, name, to);
    rename_in_sql(constraint.condition, name, to);
    for (ExcludedElement& element : constraint.elements) rename_in_operand(element.operand, name, to);
  }
  for (PortableIndex& index : known_.indexes) {
    if (!(index.table == known.name)) continue;
    rename_in_all(index.include, name, to);
    rename_in_sql(index.where, name, to);
    for (IndexElement& element : index.elements) rename_in_operand(element.operand, name, to);
  }
  for (PortableTable& other : known_.tables)
    for (PortableConstraint& constraint : other.constraints)
      if (constraint.target.table == known.name) rename_in_all(constraint.target.columns, name, to);
}

void Catalogue::made(const RenameTable& rename) {
  const ObjectName& name = rename.table;
  outdate_objects(name, name.name);
  if (find_table(name) == nullptr) known_.sql.push_back(quoted_name(rename.to.text));
  ObjectName new_name = name;
  new_name.name = rename.to.text;
  for (PortableTable& known : known_.tables) {
    if (known.name == name) known.name = new_name;
    for (PortableConstraint& constraint : known.constraints)
      if (constraint.target.table == name) constraint.target.table = new_name;
  }
  for (PortableIndex& index : known_.indexes)
    if (index.table == name) index.table = new_name;
  for (EnumUse& use : known_.uses_beyond)
    if (use.table == name) use.table = new_name;
  for (DatabaseObject& object : known_.objects)
    if (object.table == name) object.table = new_name;
}

std::vector<Name> with_value(std::vector<Name> values, const AddEnumValue& add) {
  auto place = values.end();
  if (!add.before.empty()) place = std::find(values.begin(), values.end(), add.before);
  if (!add.after.empty()) place = std::find(values.begin(), values.end(), add.after);
  if (!add.after.empty() && place != values.end()) ++place;
  values.insert(place, add.value);
  return values;
}

std::vector<Name> without_value(std::vector<Name> values, const Name& value) {
  std::erase(values, value);
  return values;
}

}  // namespace migrate::migc
