#include "migc/operations/check_operation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "core/text/suggest.h"
#include "engine/capabilities.h"
#include "engine/names.h"
#include "migc/engine/engine_traits.h"
#include "migc/folder/dialect_names.h"
#include "migc/operations/foreign_keys.h"
#include "migc/operations/literal.h"
#include "migc/operations/quote.h"
#include "migc/operations/sql_fragment.h"
#include "migc/operations/sql_words.h"

namespace migrate::migc {

namespace {

class OperationChecker {
 public:
  OperationChecker(std::size_t at, const Catalogue& catalogue, const SchemaView& schema, Mistakes& mistakes)
      : at_(at),
        catalogue_(catalogue),
        traits_(traits_of(catalogue.dialect())),
        known_(schema),
        mistakes_(mistakes) {}

  bool is_right() const noexcept { return is_right_; }

  void operator()(const CreateTable& create) {
    const PortableTable& table = create.table;
    if (!check_schema(table.name)) return;
    if (!create.if_not_exists && known_.has_surely_table(table.name))
      report(table.name.at, fmt::format("table \"{}\" already exists", to_string(table.name)));
    else if (!create.if_not_exists)
      check_new_relation(table.name, table.name.at);
    for (const PortableConstraint& constraint : table.constraints) check_new_relation(table.name, constraint);
    check_parts(table);
  }
  void operator()(const DropTable& drop) {
    const bool is_virtual = known_.other_kind(drop.table) == "virtual table";
    if (!drop.if_exists && !is_virtual && !has_table(drop.table)) return;
    for (const std::string& reference : catalogue_.references_to(drop.table))
      report(
          drop.table.at,
          fmt::format("table \"{}\" cannot be dropped while the foreign key {} refers to it; drop that first",
                      to_string(drop.table), reference));
    for (const DatabaseObject& object : catalogue_.contents().objects)
      if (object.kind == ObjectKind::view && reads(object, drop.table))
        report(drop.table.at,
               fmt::format("table \"{}\" cannot be dropped while the view \"{}\" reads it; drop that first",
                           to_string(drop.table), object.name));
  }
  void operator()(const RenameTable& rename) {
    if (has_table(rename.table)) check_new_table(rename.table, rename.to);
  }

  void operator()(const AddColumn& add) {
    if (!has_table(add.table)) return;
    check_new_column(add.table, add.column.name);
    const PortableTable* table = catalogue_.find_table(add.table);
    check_column(add.column, table != nullptr && table->strict);
    std::vector<std::string> columns{add.column.name.text};
    if (auto others = known_.columns(add.table))
      columns.insert(columns.end(), others->begin(), others->end());
    PortableTable after = table != nullptr ? *table : PortableTable{.name = add.table};
    after.columns.push_back(add.column);
    after.constraints.insert(after.constraints.end(), add.constraints.begin(), add.constraints.end());
    for (const PortableConstraint& constraint : add.constraints) check_constraint(constraint, columns, after);
  }
  void operator()(const DropColumn& drop) {
    if (!has_column(drop.table, drop.column)) return;
    const auto columns = known_.columns(drop.table);
    if (columns && columns->size() == 1)
      report(drop.column.at, fmt::format("column \"{}\" is the last one of table \"{}\"; drop the table",
                                         drop.column.text, to_string(drop.table)));
    for (const std::string& reference : references_to_column(drop.table, drop.column.text, catalogue_))
      report(drop.column.at,
             fmt::format(
                 "column \"{}\" cannot be dropped while the foreign key {} refers to it; drop that first",
                 drop.column.text, reference));
  }
  void operator()(const AlterColumn& change) {
    if (!has_column(change.table, change.column)) return;
    const PortableTable* table = catalogue_.find_table(change.table);
    if (change.type) check_type(*change.type, table != nullptr && table->strict);
    const PortableColumn* column = catalogue_.find_column_of(change.table, change.column.text);
    if (change.type && column != nullptr && traits_.converts_values && !change.conversion &&
        !converts_by_itself(column->type, *change.type))
      report(change.type->at,
             fmt::format("{} does not make {} of {} by itself; write \"using\" as well, such as {}::{}",
                         to_string(dialect()), to_string(*change.type), to_string(column->type),
                         quoted_name(change.column.text),
                         spell_type(*change.type, dialect(), Strictness::ordinary)));
    if (change.default_value && (change.type || column != nullptr))
      check_literal(*change.default_value, change.type ? *change.type : column->type);
    if (change.type && !change.default_value && column != nullptr && column->default_value)
      check_kept_default(*change.type, *column);
    const bool counts =
        change.identity.value_or(Identity::none) != Identity::none || change.autoincrement == true;
    if (counts && !traits_.counts_in_null_columns && column != nullptr &&
        change.nullable.value_or(column->nullable))
      report(change.column.at, fmt::format("column \"{}\" may be null, and {} counts only in columns "
                                           "that may not; write nullable: false",
                                           change.column.text, to_string(dialect())));
    if (change.conversion && traits_.converts_values) check_sql(*change.conversion, "using");
    if (change.conversion && !traits_.converts_values) check_optional_sql(*change.conversion, "using");
    if (change.new_name) check_new_column(change.table, *change.new_name);
  }

  void operator()(const CreateIndex& create) {
    if (!has_table(create.index.table) || !check_schema(create.index.name)) return;
    if (!create.if_not_exists && known_.has_surely_index(create.index.name))
      report(create.index.name.at, fmt::format("index \"{}\" already exists", to_string(create.index.name)));
    else if (!create.if_not_exists)
      check_new_relation({.schema = create.index.table.schema, .name = create.index.name.name},
                         create.index.name.at);
    if (!create.index.where.empty()) check_sql(create.index.where, "where");
    for (const IndexElement& element : create.index.elements) check_index_element(create.index, element);
    if (traits_.has_index_methods) check_words(create.index.method, create.index.name.at, "method");
    for (const Name& column : create.index.include) has_column(create.index.table, column);
  }
  void operator()(const DropIndex& drop) {
    if (!drop.if_exists) has_index(drop.index);
  }
  void operator()(const RenameIndex& rename) { has_index(rename.index); }

  void operator()(const AddConstraint& add) {
    if (!has_table(add.table)) return;
    const PortableTable* table = catalogue_.find_table(add.table);
    if (table != nullptr && add.constraint.kind == PortableConstraintKind::primary_key &&
        has_primary_key(*table))
      return report(at_, fmt::format("table \"{}\" has a primary key already", to_string(add.table)));
    if (const auto columns = known_.columns(add.table))
      check_constraint(add.constraint, *columns,
                       table != nullptr ? *table : PortableTable{.name = add.table});
    const std::string& name = add.constraint.name.text;
    const auto names = known_.constraints(add.table);
    if (!names || std::find(names->begin(), names->end(), name) == names->end())
      return check_new_relation(add.table, add.constraint);
    report(add.constraint.name.at == 0 ? at_ : add.constraint.name.at,
           fmt::format("table \"{}\" has a constraint \"{}\" already", to_string(add.table), name));
  }
  void operator()(const ValidateConstraint& validate) { has_constraint(validate.table, validate.name); }
  void operator()(const DropConstraint& drop) {
    if (!has_constraint(drop.table, drop.name)) return;
    for (const std::string& reference : references_through(drop.table, drop.name.text, catalogue_))
      report(drop.name.at,
             fmt::format(
                 "constraint \"{}\" cannot be dropped while the foreign key {} needs it; drop that first",
                 drop.name.text, reference));
  }
  void operator()(const RenameConstraint& rename) { has_constraint(rename.table, rename.name); }
  void operator()(const CommentTable& comment) { has_table(comment.table); }

  void operator()(const CreateEnum& create) {
    check_schema(create.name);
    for (auto value = create.values.begin(); value != create.values.end(); ++value)
      if (std::find(create.values.begin(), value, *value) != value)
        report(value->at, fmt::format("value \"{}\" appears twice", value->text));
    if (catalogue_.find_enum(create.name) != nullptr)
      report(create.name.at, fmt::format("enum \"{}\" already exists", to_string(create.name)));
  }
  void operator()(const AddEnumValue& add) {
    const KnownEnum* known = find_enum(add.name);
    if (known == nullptr) return;
    if (std::find(known->values.begin(), known->values.end(), add.value) != known->values.end())
      report(add.value.at,
             fmt::format("enum \"{}\" has the value \"{}\" already", to_string(add.name), add.value.text));
    if (!add.before.empty()) has_value(*known, add.before);
    if (!add.after.empty()) has_value(*known, add.after);
  }
  void operator()(const DropEnumValue& drop) {
    if (const KnownEnum* known = find_enum(drop.name)) has_value(*known, drop.value);
  }
  void operator()(const RenameEnumValue& rename) {
    if (const KnownEnum* known = find_enum(rename.name)) has_value(*known, rename.value);
  }
  void operator()(const DropEnum& drop) {
    if (find_enum(drop.name) == nullptr) return;
    for (const EnumUse& use : catalogue_.uses_of(drop.name))
      report(drop.name.at, fmt::format("enum \"{}\" cannot be dropped while {}.{} uses it",
                                       to_string(drop.name), to_string(use.table), use.column.name.text));
  }

  void operator()(const CreateObject& create) {
    const DatabaseObject& object = create.object;
    const bool replaces = object.text && object.text->of(dialect()) &&
                          mentions(dialect(), *object.text->of(dialect()), "replace");
    if ((object.kind == ObjectKind::view || object.kind == ObjectKind::sequence) && !replaces)
      check_new_relation(read_object_name(object.name), object.at);
    if (traits_.has_all_objects || object.kind == ObjectKind::view || object.kind == ObjectKind::trigger) {
      if (object.text) has_text(*object.text, "text");
    } else if (object.text && object.text->of(dialect())) {
      report(object.at,
             fmt::format("{0} has no such objects; write text: {{postgres: …}}, and {0} is left as it is",
                         to_string(dialect())));
    }
  }
  void operator()(const DropObject& drop) {
    if (!known_.has_object(drop.object))
      report(drop.object.at,
             fmt::format("{} \"{}\" was not made before this point of the chain",
                         object_kind_words[static_cast<std::size_t>(drop.object.kind)], drop.object.name));
    else if (drop.object.kind == ObjectKind::function && traits_.has_all_objects)
      check_words(drop.object.name, drop.object.at, "name");
  }

  void operator()(const BulkInsert& insert) {
    if (!has_table(insert.table)) return;
    const PortableTable* table = catalogue_.find_table(insert.table);
    for (const auto& row : insert.rows) {
      check_assignments(insert.table, row);
      if (table != nullptr && !row.empty() && !traits_.runs_in_migc) check_completeness(*table, row);
    }
  }
  void operator()(const UpdateRows& update) {
    if (!has_table(update.table)) return;
    check_assignments(update.table, update.values);
    check_sql(update.condition, "where");
  }
  void operator()(const DeleteRows& remove) {
    if (has_table(remove.table)) check_sql(remove.condition, "where");
  }
  void operator()(const Execute&) {}
  void operator()(const Call&) {}

 private:
  Dialect dialect() const { return catalogue_.dialect(); }

  void report(std::size_t at, const std::string& message) {
    is_right_ = false;
    mistakes_.report(at, message);
  }

  template <typename Names>
  void report_unknown(std::size_t at, std::string_view what, std::string_view name, const Names& names,
                      std::string_view owner = "") {
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    report(at, fmt::format("{} \"{}\"{} does not exist at this point of the chain{}", what, name, owner,
                           core::did_you_mean(name, candidates)));
  }
  static std::string of_table(const ObjectName& table) {
    return fmt::format(" of table \"{}\"", to_string(table));
  }

  bool check_schema(const ObjectName& name) {
    if (core::has_schemas(dialect()) || name.schema.empty()) return true;
    report(name.at,
           fmt::format("{} has no schemas; \"{}\" needs \"only: postgres\", or a chain for postgres alone",
                       to_string(dialect()), to_string(name)));
    return false;
  }
  bool has_table(const ObjectName& table) {
    if (table.name.empty() || !check_schema(table)) return false;
    if (known_.has_table(table)) return true;
    if (const std::string_view kind = known_.other_kind(table); !kind.empty()) {
      report(table.at, fmt::format("\"{}\" is no table but a {}", table.name, kind));
      return false;
    }
    report_unknown(table.at, "table", to_string(table), known_.tables());
    return false;
  }
  void has_index(const ObjectName& index) {
    if (check_schema(index) && !known_.has_index(index))
      report_unknown(index.at, "index", to_string(index), known_.indexes());
  }
  bool has_column(const ObjectName& table, const Name& column) {
    if (!has_table(table)) return false;
    const auto columns = known_.columns(table);
    if (!columns || std::find(columns->begin(), columns->end(), column.text) != columns->end()) return true;
    report_unknown(column.at, "column", column.text, *columns, of_table(table));
    return false;
  }
  bool has_constraint(const ObjectName& table, const Name& name) {
    if (!has_table(table)) return false;
    const auto names = known_.constraints(table);
    if (!names || std::find(names->begin(), names->end(), name.text) != names->end()) return true;
    report_unknown(name.at, "constraint", name.text, *names, of_table(table));
    return false;
  }
  bool reads(const DatabaseObject& view, const ObjectName& table) const {
    const std::optional<std::string>& text = view.text ? view.text->of(dialect()) : std::nullopt;
    return text && mentions(dialect(), *text, table.name);
  }
  const KnownEnum* find_enum(const ObjectName& name) {
    const KnownEnum* known = catalogue_.find_enum(name);
    if (known == nullptr)
      report(name.at, fmt::format("enum \"{}\" was not made by create_enum before this point of the chain",
                                  to_string(name)));
    return known;
  }
  void has_value(const KnownEnum& known, const Name& value) {
    std::vector<std::string_view> values;
    for (const Name& other : known.values) values.push_back(other.text);
    if (std::find(values.begin(), values.end(), value.text) == values.end())
      report_unknown(value.at, "value", value.text, values,
                     fmt::format(" of enum \"{}\"", to_string(known.name)));
  }

  void check_new_table(const ObjectName& table, const Name& to) {
    // To a table's own name in other letters.
    if (traits_.ignores_case && core::is_same_name(dialect(), table.name, to.text)) return;
    if (known_.has_surely_table({.schema = table.schema, .name = to.text}))
      report(to.at, fmt::format("table \"{}\" already exists", to.text));
    else
      check_new_relation({.schema = table.schema, .name = to.text}, to.at);
  }
  void check_new_relation(const ObjectName& name, std::size_t at) {
    if (known_.has_relation(name))
      report(at, fmt::format("\"{}\" is the name of something else, of a table, index, view or constraint",
                             to_string(name)));
  }
  void check_new_relation(const ObjectName& table, const PortableConstraint& constraint) {
    if (has_index_of_its_own(constraint))
      check_new_relation({.schema = table.schema, .name = constraint.name.text},
                         constraint.name.at == 0 ? at_ : constraint.name.at);
  }
  void check_new_column(const ObjectName& table, const Name& name) {
    const auto columns = known_.columns(table);
    if (columns && std::find(columns->begin(), columns->end(), name.text) != columns->end())
      report(name.at, fmt::format("table \"{}\" has a column \"{}\" already", to_string(table), name.text));
  }
  bool has_text(const SqlText& sql, std::string_view what) {
    if (sql.of(dialect())) return true;
    report(sql.at == 0 ? at_ : sql.at,
           fmt::format("{} has no text for {}; add one, or write \"only: {}\" in the operation", what,
                       to_string(dialect()), fmt::join(other_dialects(), ", ")));
    return false;
  }
  std::vector<std::string_view> other_dialects() const {
    std::vector<std::string_view> others;
    for (const std::string_view name : dialect_names)
      if (name != to_string(dialect())) others.push_back(name);
    return others;
  }
  void check_sql(const SqlText& sql, std::string_view what) {
    if (has_text(sql, what)) check_optional_sql(sql, what);
  }
  void check_optional_sql(const SqlText& sql, std::string_view what) {
    const std::optional<std::string>& text = sql.of(dialect());
    const std::optional<SqlProblem> problem = text ? judge_fragment(*text, dialect()) : std::nullopt;
    if (!problem) return;
    const std::size_t begin = sql.text_at[static_cast<std::size_t>(dialect())];
    report(place_in(mistakes_.file(), begin, *text, problem->offset),
           fmt::format("{}{} {}", is_wrong_for_all(sql, *problem) ? "" : dialect_prefix(), what,
                       problem->message));
  }
  // Then the mistake is not the dialect's, and is reported once.
  static bool is_wrong_for_all(const SqlText& sql, const SqlProblem& problem) {
    return sql.one_for_all && std::ranges::all_of(all_dialects, [&](Dialect dialect) {
             const std::optional<SqlProblem> other = judge_fragment(*sql.of(dialect), dialect);
             return other && other->message == problem.message && other->offset == problem.offset;
           });
  }
  std::string dialect_prefix() const { return fmt::format("{}: ", to_string(dialect())); }
  // Words that migc writes as they are.
  void check_words(std::string_view text, std::size_t at, std::string_view what) {
    if (text.empty()) return;
    if (const std::optional<SqlProblem> problem = judge_fragment(text, dialect()))
      report(at, fmt::format("{} {}", what, problem->message));
  }
  void check_type(const Type& type, bool strict) {
    const Strictness strictness = strict ? Strictness::strict : Strictness::ordinary;
    if (const std::string problem = judge_type(type, dialect(), strictness); !problem.empty())
      report(type.at, problem);
    if (type.base == BaseType::spelled) check_spelled_type(type);
    if (type.base != BaseType::enumeration || catalogue_.find_enum(type.enumeration) != nullptr) return;
    if (!traits_.has_enums || !catalogue_.may_be_made_by_sql(type.enumeration.name))
      report(type.at, fmt::format("enum \"{}\" was not made by create_enum before this point of the chain",
                                  to_string(type.enumeration)));
  }
  void check_spelled_type(const Type& type) {
    check_optional_sql(type.spelling, "type");
    const std::optional<std::string>& text = type.spelling.of(dialect());
    if (is_right_ && !may_be_type(dialect(), *text))
      report(type.spelling.text_at[static_cast<std::size_t>(dialect())],
             fmt::format("{}\"{}\" is no type", dialect_prefix(), *text));
  }
  void check_literal(const Literal& literal, const Type& type) {
    if (const std::string problem = judge_literal(literal, type, dialect()); !problem.empty())
      return report(literal.at, problem);
    if (literal.kind == LiteralKind::expression) check_optional_sql(literal.expression, "sql");
    if (type.base != BaseType::enumeration || type.is_array || literal.kind != LiteralKind::text) return;
    if (const KnownEnum* known = catalogue_.find_enum(type.enumeration))
      has_value(*known, {literal.text, literal.at});
  }
  void check_kept_default(const Type& type, const PortableColumn& column) {
    if (const std::string problem = judge_literal(*column.default_value, type, dialect()); !problem.empty())
      report(type.at, fmt::format("the default stays, and {}", problem));
  }
  void check_column(const PortableColumn& column, bool strict) {
    const bool counts = column.identity != Identity::none || column.autoincrement;
    if (static_cast<int>(counts) + static_cast<int>(column.default_value.has_value()) +
            static_cast<int>(column.generated.has_value()) >
        1)
      report(column.name.at,
             fmt::format("column \"{}\" can have one of default, generated, and identity or autoincrement",
                         column.name.text));
    check_type(column.type, strict);
    check_collation(column.collation);
    if (column.default_value) check_literal(*column.default_value, column.type);
    if (column.generated) check_sql(column.generated->expression, "generated");
    if (column.generated && !column.generated->stored && !traits_.has_virtual_columns)
      report(column.generated->expression.at,
             fmt::format("{} computes such columns when they are stored only; write stored: true",
                         to_string(dialect())));
    if (counts && !is_whole_number(column.type))
      report(column.type.at,
             fmt::format("a column that counts by itself must be smallint, integer or bigint, not {}",
                         to_string(column.type)));
  }
  // PostgreSQL names none in quotes with quotes of their own.
  void check_collation(const SqlText& collation) {
    const std::optional<std::string>& name = collation.of(dialect());
    if (name && name->find('"') != std::string::npos)
      report(collation.at, "collation is a name without quotes");
  }
  void check_index_element(const PortableIndex& index, const IndexElement& element) {
    if (!element.operand.column.empty())
      has_column(index.table, element.operand.column);
    else
      check_sql(element.operand.expression, "expression");
    check_collation(element.collation);
    if (traits_.has_index_methods) check_words(element.operator_class, index.name.at, "operator_class");
  }
  void check_storage(const PortableTable& table) {
    for (const auto& [key, value] : table.storage) {
      check_words(key.text, key.at, "storage");
      check_words(value, key.at, key.text);
    }
  }
  void check_exclusion(const PortableConstraint& constraint) {
    const std::size_t at = constraint.name.at == 0 ? at_ : constraint.name.at;
    check_words(constraint.method, at, "method");
    check_optional_sql(constraint.condition, "where");
    for (const ExcludedElement& element : constraint.elements) {
      check_words(element.comparison, at, "with");
      if (element.operand.column.empty()) check_sql(element.operand.expression, "expression");
    }
  }
  void check_parts(const PortableTable& table) {
    if (traits_.has_storage_parameters) check_storage(table);
    std::vector<std::string> columns;
    for (const PortableColumn& column : table.columns) {
      check_column(column, table.strict);
      columns.push_back(column.name.text);
      const bool counts = column.identity != Identity::none || column.autoincrement;
      if (counts && traits_.counts_in_keys_only && is_whole_number(column.type) &&
          role_is_ordinary(table, column))
        report(column.name.at,
               fmt::format("in {} only the lone column of a primary key counts by itself, and \"{}\" is none",
                           to_string(dialect()), column.name.text));
    }
    for (const PortableConstraint& constraint : table.constraints)
      check_constraint(constraint, columns, table);
  }
  static bool has_primary_key(const PortableTable& table) {
    return std::any_of(table.constraints.begin(), table.constraints.end(), [](const PortableConstraint& c) {
      return c.kind == PortableConstraintKind::primary_key;
    });
  }
  static bool role_is_ordinary(const PortableTable& table, const PortableColumn& column) {
    return std::none_of(table.constraints.begin(), table.constraints.end(), [&](const PortableConstraint& c) {
      return c.kind == PortableConstraintKind::primary_key && c.columns == std::vector<Name>{column.name};
    });
  }
  // `table` as it will be; of one that is not known, only the name.
  void check_constraint(const PortableConstraint& constraint, const std::vector<std::string>& columns,
                        const PortableTable& table) {
    for (const Name& column : constraint.columns)
      if (std::find(columns.begin(), columns.end(), column.text) == columns.end())
        report_unknown(column.at, "column", column.text, columns, of_table(table.name));
    if (constraint.kind == PortableConstraintKind::check) check_sql(constraint.condition, "condition");
    if (constraint.kind == PortableConstraintKind::exclude && !traits_.has_exclusion_constraints)
      report(constraint.name.at == 0 ? at_ : constraint.name.at,
             fmt::format("{0} has no exclusion constraints; write \"only: postgres\", and {0} goes without",
                         to_string(dialect())));
    else if (constraint.kind == PortableConstraintKind::exclude)
      check_exclusion(constraint);
    if (constraint.kind != PortableConstraintKind::foreign_key) return;
    if (!(constraint.target.table == table.name)) {
      if (!has_table(constraint.target.table)) return;
      for (const Name& column : constraint.target.columns)
        if (!has_column(constraint.target.table, column)) return;
    }
    if (const std::string problem = judge_reference(table, constraint, catalogue_); !problem.empty())
      report(constraint.target.table.at, problem);
  }
  void check_assignments(const ObjectName& table, const std::vector<Assignment>& assignments) {
    for (const auto& [name, literal] : assignments) {
      if (!has_column(table, name)) continue;
      const PortableColumn* column = catalogue_.find_column_of(table, name.text);
      check_literal(literal, column == nullptr ? Type{.base = BaseType::spelled} : column->type);
      if (column == nullptr) continue;
      if (column->generated || (!traits_.runs_in_migc && column->identity == Identity::always))
        report(name.at, fmt::format("column \"{}\" gets its values by itself; leave it out", name.text));
      else if (!traits_.runs_in_migc && !column->nullable && literal.kind == LiteralKind::null)
        report(literal.at, fmt::format("column \"{}\" is NOT NULL", name.text));
    }
  }
  // An engine that runs in migc says so itself.
  void check_completeness(const PortableTable& table, const std::vector<Assignment>& row) {
    for (const PortableColumn& column : table.columns)
      if (needs_value(column) && std::none_of(row.begin(), row.end(), [&](const Assignment& assignment) {
            return assignment.first == column.name;
          }))
        report(row.front().first.at,
               fmt::format("the row has no value for column \"{}\", which is NOT NULL and has no default",
                           column.name.text));
  }

  std::size_t at_;
  const Catalogue& catalogue_;
  const EngineTraits& traits_;
  const SchemaView& known_;
  Mistakes& mistakes_;
  bool is_right_ = true;
};

}  // namespace

bool check_operation(const Operation& operation, std::size_t at, const Catalogue& catalogue,
                     const SchemaView& schema, Mistakes& mistakes) {
  OperationChecker checker(at, catalogue, schema, mistakes);
  std::visit([&checker](const auto& value) { checker(value); }, operation);
  return checker.is_right();
}

}  // namespace migrate::migc
