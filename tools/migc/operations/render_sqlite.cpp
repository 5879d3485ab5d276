#include "migc/operations/render_sqlite.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "migc/engine/sqlite/token_reader.h"
#include "migc/operations/ddl_parts.h"
#include "migc/operations/quote.h"
#include "migc/operations/row_statements.h"
#include "migc/operations/sql_words.h"
#include "migc/operations/sqlite_definition.h"
#include "sqlite/table_changes.h"

namespace migrate::migc {

namespace {

Strictness strictness_of(bool strict) {
  return strict ? Strictness::strict : Strictness::ordinary;
}

// Its name tells nothing once the column has been renamed. Returns it; nothing where it has none.
std::optional<std::string> drop_enum_check(TableDefinition& table, std::string_view column,
                                           const std::vector<Name>& values) {
  const std::string expected = in_values(values);
  const auto check = std::ranges::find_if(table.constraints, [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::check && refers_to(Dialect::sqlite, constraint.text, column) &&
           constraint.text.find(expected) != std::string::npos;
  });
  if (check == table.constraints.end()) return std::nullopt;
  const std::string name = check->name;
  table.constraints.erase(check);
  return name.empty() ? std::nullopt : std::optional(name);
}

// Whether an index is over the column; its own name and that of its table do not count.
bool indexes(std::string_view sql, std::string_view column) {
  const SqliteTokens tokens(sql);
  std::size_t list = 0;
  while (list < tokens.size() && !tokens.is_symbol(list, '(')) ++list;
  return refers_to(Dialect::sqlite, tokens.text(list, tokens.size()), column);
}

bool goes_with(const Constraint& constraint, const std::string& column) {
  return std::any_of(constraint.columns.begin(), constraint.columns.end(),
                     [&](const std::string& name) { return is_same_name(name, column); }) ||
         (constraint.kind == ConstraintKind::check && refers_to(Dialect::sqlite, constraint.text, column));
}

}  // namespace

class SqliteRenderer {
 public:
  SqliteRenderer(SqliteWriter& writer, const Catalogue& before) : writer_(writer), before_(before) {}

  void operator()(const CreateTable& create) {
    const PortableTable& table = create.table;
    std::vector<std::string> parts;
    for (const PortableColumn& column : table.columns)
      parts.push_back(
          column_definition(column, Dialect::sqlite, strictness_of(table.strict), role_of(table, column)));
    for (const PortableConstraint& constraint : table.constraints)
      parts.push_back(with_autoincrement(table, constraint));
    for (const PortableColumn& column : table.columns)
      if (column.type.base == BaseType::enumeration)
        parts.push_back(text_of(check_of(table.name, column.name, column.type)));
    std::vector<std::string_view> options;
    if (table.strict) options.push_back("STRICT");
    if (table.without_rowid) options.push_back("WITHOUT ROWID");
    run(table_definition(table, parts, create.if_not_exists) +
        (options.empty() ? "" : fmt::format(" {}", fmt::join(options, ", "))));
  }
  void operator()(const DropTable& drop) {
    run(fmt::format("DROP TABLE {}{}", drop.if_exists ? "IF EXISTS " : "", quoted_name(drop.table)));
  }
  void operator()(const RenameTable& rename) {
    std::string name = rename.table.name;
    // SQLite refuses the name that a table has already, in other letters as well.
    if (is_same_name(name, rename.to.text)) {
      name.insert(0, sqlite::rebuild_prefix);
      run(rename_table_statement(rename.table.name, name));
    }
    run(rename_table_statement(name, rename.to.text));
    writer_.first_names_[rename.to.text] = writer_.first_name(rename.table.name);
  }

  void operator()(const AddColumn& add) {
    if (drops(add.table.name, add.column.name.text)) writer_.end_change();
    TableDefinition& table = change(add.table);
    table.columns.push_back(sqlite_column(add.column, strictness_of(table.strict)));
    for (const PortableConstraint& constraint : add.constraints)
      table.constraints.push_back(sqlite_constraint(constraint));
    if (add.column.type.base == BaseType::enumeration)
      table.constraints.push_back(check_of(add.table, add.column.name, add.column.type));
  }
  void operator()(const DropColumn& drop) {
    drop_indexes(drop.table.name, drop.column.text);
    TableDefinition& table = change(drop.table);
    std::erase_if(table.constraints, [&](const Constraint& c) { return goes_with(c, drop.column.text); });
    drop_column(table, drop.column.text);
  }
  void operator()(const AlterColumn& alter) {
    if (alter.type || alter.nullable || alter.default_value || alter.autoincrement) change_column(alter);
    if (alter.new_name)
      run(rename_column_statement(alter.table.name, alter.column.text, alter.new_name->text));
  }

  void operator()(const CreateIndex& create) {
    run(index_definition(create.index, Dialect::sqlite, create.if_not_exists ? " IF NOT EXISTS" : ""));
  }
  void operator()(const DropIndex& drop) {
    run(fmt::format("DROP INDEX {}{}", drop.if_exists ? "IF EXISTS " : "", quoted_name(drop.index)));
  }
  // SQLite keeps the text of an index as it was written, and has no other name for it.
  void operator()(const RenameIndex& rename) {
    writer_.end_change();
    const std::optional<SchemaObject> index = writer_.schema_.find_object(rename.index.name);
    const SqliteTokens tokens(index->sql);
    std::size_t on = 0;
    while (on < tokens.size() && !tokens.is_word(on, "on")) ++on;
    run("DROP INDEX " + quoted_name(rename.index));
    run(fmt::format("CREATE {}INDEX {} {}", tokens.is_word(1, "unique") ? "UNIQUE " : "",
                    quoted_name(rename.to.text), tokens.text(on, tokens.size())));
  }

  void operator()(const AddConstraint& add) {
    TableDefinition& table = change(add.table);
    table.constraints.push_back(sqlite_constraint(add.constraint));
    if (add.constraint.kind != PortableConstraintKind::primary_key || !add.constraint.is_named) return;
    for (const Name& name : add.constraint.columns)
      if (ColumnDefinition* column = find_column(table, name.text)) set_nullable(*column, false);
  }
  void operator()(const ValidateConstraint&) {}
  void operator()(const DropConstraint& drop) { drop_constraint(change(drop.table), drop.name.text); }
  void operator()(const RenameConstraint& rename) {
    rename_constraint(change(rename.table), rename.name.text, rename.to.text);
  }
  void operator()(const CommentTable&) {}

  void operator()(const CreateEnum&) {}
  void operator()(const AddEnumValue& add) {
    replace_values(add.name, with_value(before_.find_enum(add.name)->values, add));
  }
  void operator()(const DropEnumValue& drop) {
    replace_values(drop.name, without_value(before_.find_enum(drop.name)->values, drop.value));
  }
  void operator()(const RenameEnumValue& rename) {
    std::vector<Name> values = before_.find_enum(rename.name)->values;
    std::replace(values.begin(), values.end(), rename.value, rename.to);
    for (const EnumUse& use : replace_values(rename.name, values)) rename_value(use, rename);
  }
  void operator()(const DropEnum&) {}

  void operator()(const CreateObject& create) {
    if (create.object.text && create.object.text->of(Dialect::sqlite))
      run(*create.object.text->of(Dialect::sqlite));
  }
  void operator()(const DropObject& drop) {
    if (drop.object.kind == ObjectKind::view) run("DROP VIEW " + quoted_name(drop.object.name));
    if (drop.object.kind == ObjectKind::trigger) run("DROP TRIGGER " + quoted_name(drop.object.name));
  }

  void operator()(const BulkInsert& insert) {
    for (std::string& statement : insert_statements(insert, before_)) run(std::move(statement));
  }
  void operator()(const UpdateRows& update) { run(update_statement(update, before_)); }
  void operator()(const DeleteRows& remove) { run(delete_statement(remove, Dialect::sqlite)); }
  void operator()(const Execute&) {}
  void operator()(const Call&) {}

 private:
  void run(std::string statement) {
    writer_.end_change();
    writer_.run(std::move(statement));
  }
  TableDefinition& change(const ObjectName& table) { return writer_.change(table.name).after; }

  Constraint check_of(const ObjectName& table, const Name& column, const Type& type) const {
    return sqlite_enum_check(enum_check_name(table, column.text), column.text,
                             before_.find_enum(type.enumeration)->values);
  }

  // As CREATE TABLE names constraints.
  static std::string text_of(const Constraint& constraint) {
    return fmt::format("CONSTRAINT {} {}", quoted_name(constraint.name), constraint.text);
  }

  static std::string with_autoincrement(const PortableTable& table, const PortableConstraint& constraint) {
    std::string text = constraint_definition(constraint, Dialect::sqlite);
    const PortableColumn* column =
        constraint.columns.empty() ? nullptr : find_column(table, constraint.columns.front().text);
    if (constraint.kind == PortableConstraintKind::primary_key && column != nullptr && column->autoincrement)
      text.insert(text.size() - 1, " AUTOINCREMENT");
    return text;
  }

  bool drops(const std::string& table, const std::string& column) const {
    return writer_.pending_ && is_same_name(writer_.pending_->before.name, table) &&
           find_column(writer_.pending_->before, column) != nullptr;
  }

  // PostgreSQL drops them together with the column.
  void drop_indexes(const std::string& table, const std::string& column) {
    for (const SchemaObject& index : writer_.schema_.indexes_of(table))
      if (indexes(index.sql, column)) writer_.run("DROP INDEX " + quoted_name(index.name));
  }

  void change_column(const AlterColumn& alter) {
    TableDefinition& table = change(alter.table);
    ColumnDefinition& column = *find_column(table, alter.column.text);
    const PortableColumn* known = before_.find_column_of(alter.table, alter.column.text);
    if (alter.type) {
      change_type(alter, table, column, known);
      if (alter.conversion && alter.conversion->of(Dialect::sqlite))
        writer_.pending_->sources[column.name] = *alter.conversion->of(Dialect::sqlite);
    }
    if (alter.nullable) set_nullable(column, *alter.nullable);
    if (alter.default_value) change_default(alter, column, known);
    if (alter.autoincrement) set_autoincrement(table, *alter.autoincrement);
  }

  void change_type(const AlterColumn& alter, TableDefinition& table, ColumnDefinition& column,
                   const PortableColumn* known) {
    const bool is_row_number = rowid_column(table) == &column && is_whole_number(*alter.type);
    column.type =
        is_row_number ? "INTEGER" : spell_type(*alter.type, Dialect::sqlite, strictness_of(table.strict));
    if (known != nullptr && known->type.base == BaseType::enumeration)
      if (const KnownEnum* old = before_.find_enum(known->type.enumeration))
        drop_enum_check(table, column.name, old->values);
    if (alter.type->base == BaseType::enumeration)
      table.constraints.push_back(check_of(alter.table, alter.column, *alter.type));
  }

  static void change_default(const AlterColumn& alter, ColumnDefinition& column,
                             const PortableColumn* known) {
    const Type unknown{.base = BaseType::spelled};
    const Type& type = alter.type ? *alter.type : known != nullptr ? known->type : unknown;
    if (alter.default_value->kind == LiteralKind::null)
      set_default(column, std::nullopt);
    else
      set_default(column, default_expression(*alter.default_value, type, Dialect::sqlite));
  }

  std::vector<EnumUse> replace_values(const ObjectName& name, const std::vector<Name>& values) {
    std::vector<EnumUse> uses = before_.uses_of(name);
    std::erase_if(uses, [this](const EnumUse& use) { return !has_column(use); });
    for (const EnumUse& use : uses) {
      TableDefinition& table = change(use.table);
      const std::string& column = use.column.name.text;
      const std::string check = drop_enum_check(table, column, before_.find_enum(name)->values)
                                    .value_or(enum_check_name(use.table, column));
      table.constraints.push_back(sqlite_enum_check(check, column, values));
    }
    return uses;
  }

  // SQL may have dropped it.
  bool has_column(const EnumUse& use) const {
    const std::optional<TableDefinition> table = writer_.view_.find_table(use.table.name);
    return table && find_column(*table, use.column.name.text) != nullptr;
  }

  void rename_value(const EnumUse& use, const RenameEnumValue& rename) {
    const std::string column = quoted_name(use.column.name.text);
    writer_.change(use.table.name).sources[use.column.name.text] =
        fmt::format("CASE {0} WHEN {1} THEN {2} ELSE {0} END", column, quoted_text(rename.value.text),
                    quoted_text(rename.to.text));
    if (use.column.default_value && use.column.default_value->text == rename.value.text)
      set_default(*find_column(change(use.table), use.column.name.text), quoted_text(rename.to.text));
  }

  SqliteWriter& writer_;
  const Catalogue& before_;
};

void SqliteWriter::write(const PlacedOperation& operation, const Catalogue& before) {
  at_ = operation.at;
  std::visit(SqliteRenderer(*this, before), operation.operation);
}

void SqliteWriter::write_sql(std::string statement, std::size_t at) {
  end_change();
  at_ = at;
  run(std::move(statement));
}

std::string SqliteWriter::need_of_transaction() const {
  if (rebuilt_.empty()) return {};
  return fmt::format(
      "on SQLite this rebuilds the table \"{}\", and with \"transaction: none\" each statement "
      "of that would be committed on its own; move it to a revision of its own",
      *rebuilt_.begin());
}

void SqliteWriter::flush() {
  end_change();
  std::ranges::move(std::exchange(statements_, {}), std::back_inserter(complete_));
}

void SqliteWriter::end_change() {
  if (!pending_) return;
  const TableChange change = *std::exchange(pending_, std::nullopt);
  const TableStatements result = change_table(schema_, change);
  if (result.error) {
    mistakes_.report(pending_at_, "sqlite: " + result.error->message);
    return;
  }
  if (const std::optional<EngineError> error = schema_.run_all(result.statements))
    mistakes_.report(pending_at_, "sqlite: " + error->message);
  for (const std::string& statement : result.statements) statements_.push_back({statement, pending_at_});
  if (result.rebuilds) rebuilt_.insert(first_name(change.before.name));
}

TableChange& SqliteWriter::change(const std::string& table) {
  if (pending_ && !is_same_name(pending_->before.name, table)) end_change();
  if (!pending_) {
    pending_ = begin_change(schema_, table);
    pending_at_ = at_;
  }
  return *pending_;
}

void SqliteWriter::run(std::string statement) {
  if (const std::optional<EngineError> error = schema_.run(statement))
    mistakes_.report(at_, "sqlite: " + error->message);
  statements_.push_back({std::move(statement), at_});
}

std::string SqliteWriter::first_name(const std::string& table) const {
  const auto found = first_names_.find(table);
  return found == first_names_.end() ? table : found->second;
}

}  // namespace migrate::migc
