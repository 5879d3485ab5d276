#pragma once

// What operations are made of, for migc/replay/archive.h.

#include "migc/operations/catalogue.h"
#include "migc/operations/operation.h"
#include "migc/replay/archive.h"

namespace migrate::migc {

void visit_members(Const<Name> auto& value, auto&& visit) {
  auto& [text, at] = value;
  visit(text, at);
}
void visit_members(Const<ObjectName> auto& value, auto&& visit) {
  auto& [schema, name, at] = value;
  visit(schema, name, at);
}
void visit_members(Const<SqlText> auto& value, auto&& visit) {
  auto& [texts, at, text_at, one_for_all] = value;
  visit(texts, at, text_at, one_for_all);
}
void visit_members(Const<Literal> auto& value, auto&& visit) {
  auto& [kind, text, expression, at] = value;
  visit(kind, text, expression, at);
}
void visit_members(Const<Type> auto& value, auto&& visit) {
  auto& [base, is_array, sizes, enumeration, spelling, at] = value;
  visit(base, is_array, sizes, enumeration, spelling, at);
}
void visit_members(Const<GeneratedValue> auto& value, auto&& visit) {
  auto& [expression, stored] = value;
  visit(expression, stored);
}
void visit_members(Const<PortableColumn> auto& value, auto&& visit) {
  auto& [name, type, nullable, default_value, collation, generated, identity, autoincrement, comment] = value;
  visit(name, type, nullable, default_value, collation, generated, identity, autoincrement, comment);
}
void visit_members(Const<Operand> auto& value, auto&& visit) {
  auto& [expression, column] = value;
  visit(expression, column);
}
void visit_members(Const<ExcludedElement> auto& value, auto&& visit) {
  auto& [operand, comparison] = value;
  visit(operand, comparison);
}
void visit_members(Const<ForeignKeyTarget> auto& value, auto&& visit) {
  auto& [table, columns, on_delete, on_update] = value;
  visit(table, columns, on_delete, on_update);
}
void visit_members(Const<PortableConstraint> auto& value, auto&& visit) {
  auto& [kind, name, is_named, columns, condition, target, method, elements, deferral, not_valid] = value;
  visit(kind, name, is_named, columns, condition, target, method, elements, deferral, not_valid);
}
void visit_members(Const<IndexElement> auto& value, auto&& visit) {
  auto& [operand, collation, operator_class, order] = value;
  visit(operand, collation, operator_class, order);
}
void visit_members(Const<PortableIndex> auto& value, auto&& visit) {
  auto& [name, table, elements, unique, where, include, method] = value;
  visit(name, table, elements, unique, where, include, method);
}
void visit_members(Const<PortableTable> auto& value, auto&& visit) {
  auto& [name, columns, constraints, comment, strict, without_rowid, storage] = value;
  visit(name, columns, constraints, comment, strict, without_rowid, storage);
}
void visit_members(Const<DatabaseObject> auto& value, auto&& visit) {
  auto& [kind, name, table, text, at, is_outdated] = value;
  visit(kind, name, table, text, at, is_outdated);
}
void visit_members(Const<KnownEnum> auto& value, auto&& visit) {
  auto& [name, values] = value;
  visit(name, values);
}
void visit_members(Const<EnumUse> auto& value, auto&& visit) {
  auto& [table, column] = value;
  visit(table, column);
}
void visit_members(Const<CatalogueContents> auto& value, auto&& visit) {
  auto& [tables, indexes, enums, objects, uses_beyond, sql] = value;
  visit(tables, indexes, enums, objects, uses_beyond, sql);
}

}  // namespace migrate::migc
