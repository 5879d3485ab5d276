#include "migc/operations/table_statement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/characters.h"
#include "migc/engine/literals.h"
#include "migc/engine/types.h"
#include "migc/operations/literal.h"
#include "migc/operations/mapping_reader.h"
#include "migc/operations/sql_words.h"
#include "migc/operations/type.h"

namespace migrate::migc {

namespace {

// What ends a type or a default.
constexpr std::array<std::string_view, 15> column_words{
    "CONSTRAINT", "PRIMARY", "UNIQUE",    "CHECK",   "REFERENCES", "COLLATE",     "DEFAULT", "NOT",
    "NULL",       "AS",      "GENERATED", "OPTIONS", "STORAGE",    "COMPRESSION", "USING"};

// Types

// PostgreSQL's spelling of the types whose portable name is another word.
struct SpelledType {
  std::string_view spelled;
  BaseType base;
};
constexpr std::array other_spellings{SpelledType{"character varying", BaseType::string},
                                     SpelledType{"timestamp without time zone", BaseType::timestamp},
                                     SpelledType{"timestamp with time zone", BaseType::timestamptz},
                                     SpelledType{"time without time zone", BaseType::time}};

constexpr std::array portable_types{BaseType::boolean,
                                    BaseType::smallint,
                                    BaseType::integer,
                                    BaseType::bigint,
                                    BaseType::numeric,
                                    BaseType::real,
                                    BaseType::double_precision,
                                    BaseType::string,
                                    BaseType::text,
                                    BaseType::binary,
                                    BaseType::date,
                                    BaseType::time,
                                    BaseType::timestamp,
                                    BaseType::timestamptz,
                                    BaseType::interval,
                                    BaseType::uuid,
                                    BaseType::json,
                                    BaseType::jsonb};

// The first one: of those that SQLite spells TEXT, text.
std::optional<BaseType> find_portable(Dialect dialect, std::string_view name) {
  for (const SpelledType& each : other_spellings)
    if (dialect == Dialect::postgres && each.spelled == name) return each.base;
  for (const BaseType base : portable_types)
    if (core::equal_ignoring_case(type_name(dialect, base, Strictness::ordinary), name)) return base;
  return std::nullopt;
}

Type spelled_type(Dialect dialect, std::string text) {
  Type type{.base = BaseType::spelled};
  type.spelling.texts[static_cast<std::size_t>(dialect)] = std::move(text);
  return type;
}

std::vector<std::string> sizes_in(std::string_view text) {
  std::vector<std::string> sizes(1);
  for (const char c : text)
    if (c == ',')
      sizes.emplace_back();
    else if (c != ' ')
      sizes.back() += c;
  return sizes;
}

// Nothing where a portable type has another meaning.
std::optional<Type> portable_type(Dialect dialect, std::string_view text) {
  const bool is_array = text.ends_with("[]");
  if (is_array) text.remove_suffix(2);
  const std::size_t open = std::min(text.find('('), text.size());
  const bool has_sizes = open < text.size() && text.ends_with(')');
  if (open < text.size() && !has_sizes) return std::nullopt;
  const std::optional<BaseType> base = find_portable(dialect, text.substr(0, open));
  if (!base) return std::nullopt;
  Type type{.base = *base, .is_array = is_array};
  if (has_sizes) type.sizes = sizes_in(text.substr(open + 1, text.size() - open - 2));
  const ParsedType parsed = parse_type(to_string(type));
  return parsed.problem.empty() && parsed.type == type ? std::optional(type) : std::nullopt;
}

// Values

// An expression has no need of the parentheses around it.
Literal expression(Dialect dialect, const std::string& text) {
  StatementCursor at(dialect, text);
  const std::optional<std::string> inner = at.take_parenthesis();
  return {.kind = LiteralKind::expression, .expression = same_sql(inner && at.is_at_end() ? *inner : text)};
}

// PostgreSQL says the type of each text.
bool is_text_only(StatementCursor& at) {
  if (at.is_at_end()) return true;
  if (!at.take_symbol(':') || !at.take_symbol(':')) return false;
  if (!at.take("text") && !at.take_words({"character", "varying"})) return false;
  return at.is_at_end();
}

Literal literal_of(Dialect dialect, const std::string& text, const Type& type) {
  const ValueKind kind = value_kind(type);
  Literal literal = expression(dialect, text);
  if (kind == ValueKind::boolean)
    for (const bool value : {true, false})
      if (const std::string_view word = value ? "true" : "false";
          core::equal_ignoring_case(text, word) || text == boolean_literal(dialect, value))
        literal = {.kind = LiteralKind::boolean, .text = std::string(word)};
  if (is_number(text) && (kind == ValueKind::whole_number || kind == ValueKind::number))
    literal = {.kind = LiteralKind::number, .text = text};
  StatementCursor at(dialect, text);
  if (kind == ValueKind::text)
    if (std::optional<std::string> meant = at.take_string(); meant && is_text_only(at))
      literal = {.kind = LiteralKind::text, .text = std::move(*meant)};
  return judge_literal(literal, type, dialect).empty() ? literal : expression(dialect, text);
}

// Constraints

bool take_action(StatementCursor& at, std::string& action) {
  constexpr std::array<std::string_view, 3> pairs{"SET NULL", "SET DEFAULT", "NO ACTION"};
  for (const std::string_view pair : pairs) {
    const std::size_t blank = pair.find(' ');
    if (!at.take_words({pair.substr(0, blank), pair.substr(blank + 1)})) continue;
    action = pair == "NO ACTION" ? "" : pair;
    return true;
  }
  for (const std::string_view word : {"CASCADE", "RESTRICT"})
    if (at.take(word)) {
      action = word;
      return true;
    }
  return false;
}

bool take_actions(StatementCursor& at, ForeignKeyTarget& target) {
  for (;;) {
    if (at.take_words({"ON", "DELETE"})) {
      if (!take_action(at, target.on_delete)) return false;
    } else if (at.take_words({"ON", "UPDATE"})) {
      if (!take_action(at, target.on_update)) return false;
    } else {
      return !at.is_at("MATCH");
    }
  }
}

bool take_target(StatementCursor& at, PortableConstraint& key) {
  std::optional<ObjectName> table = at.take_object();
  if (!table) return false;
  key.target.table = std::move(*table);
  if (at.spelling() == "(") {
    std::optional<std::vector<Name>> columns = at.take_names();
    if (!columns) return false;
    key.target.columns = std::move(*columns);
  }
  return take_actions(at, key.target);
}

void take_deferral(StatementCursor& at, PortableConstraint& constraint) {
  if (at.take_words({"NOT", "DEFERRABLE"})) {
    at.take_words({"INITIALLY", "IMMEDIATE"});
    return;
  }
  if (!at.take("DEFERRABLE")) return;
  constraint.deferral =
      at.take_words({"INITIALLY", "DEFERRED"}) ? Deferral::initially_deferred : Deferral::initially_immediate;
  at.take_words({"INITIALLY", "IMMEDIATE"});
}

// "(id)", or "(id AUTOINCREMENT)" of SQLite.
bool take_key(StatementCursor& at, PortableConstraint& key, bool& counts) {
  StatementCursor ahead = at;
  std::optional<std::vector<Name>> names = ahead.take_names();
  if (!names && at.take_symbol('(')) {
    std::optional<Name> name = at.take_part();
    counts = name && at.take("AUTOINCREMENT") && at.take_symbol(')');
    if (!counts) return false;
    key.columns = {std::move(*name)};
    return true;
  }
  if (!names) return false;
  at = ahead;
  key.columns = std::move(*names);
  return true;
}

struct TakenConstraint {
  PortableConstraint constraint;
  bool counts = false;  // AUTOINCREMENT
};

bool take_words_of_key(StatementCursor& at, const Name* column, TakenConstraint& taken) {
  if (column == nullptr) return take_key(at, taken.constraint, taken.counts);
  taken.constraint.columns = {*column};
  taken.counts = at.take("AUTOINCREMENT");
  return true;
}

bool take_words_of_foreign_key(StatementCursor& at, const Name* column, TakenConstraint& taken) {
  if (column != nullptr) {
    taken.constraint.columns = {*column};
  } else {
    std::optional<std::vector<Name>> names = at.take_names();
    if (!names || !at.take("REFERENCES")) return false;
    taken.constraint.columns = std::move(*names);
  }
  return take_target(at, taken.constraint);
}

bool take_words_of_check(StatementCursor& at, TakenConstraint& taken) {
  const std::optional<std::string> condition = at.take_parenthesis();
  if (!condition) return false;
  taken.constraint.condition = same_sql(*condition);
  return true;
}

// After its name. `column`: that it is written with; nullptr: with the table.
std::optional<TakenConstraint> take_words_of_constraint(StatementCursor& at, const Name* column) {
  TakenConstraint taken;
  PortableConstraintKind& kind = taken.constraint.kind;
  bool is_right = false;
  if (at.take_words({"PRIMARY", "KEY"})) {
    kind = PortableConstraintKind::primary_key;
    is_right = take_words_of_key(at, column, taken);
  } else if (at.take("UNIQUE")) {
    kind = PortableConstraintKind::unique;
    is_right = take_words_of_key(at, column, taken);
  } else if (at.take("CHECK")) {
    is_right = take_words_of_check(at, taken);
  } else if (column == nullptr ? at.take_words({"FOREIGN", "KEY"}) : at.take("REFERENCES")) {
    kind = PortableConstraintKind::foreign_key;
    is_right = take_words_of_foreign_key(at, column, taken);
  }
  if (!is_right) return std::nullopt;
  take_deferral(at, taken.constraint);
  taken.constraint.not_valid = at.take_words({"NOT", "VALID"});
  return taken;
}

// Nothing: it has none.
bool take_constraint_name(StatementCursor& at, std::optional<Name>& name) {
  if (!at.take("CONSTRAINT")) return true;
  name = at.take_part();
  return name.has_value();
}

// Of a check, the columns that it is about count for the name that PostgreSQL gives it.
void name_constraint(PortableConstraint& constraint, std::optional<Name> name, const ObjectName& table,
                     const std::vector<PortableConstraint>& taken) {
  constraint.is_named = name.has_value();
  constraint.name = name ? std::move(*name) : Name{engine_constraint_name(table, constraint, taken)};
}

// Columns

class ColumnReader {
 public:
  ColumnReader(StatementCursor& at, const ObjectName& table, const std::vector<PortableConstraint>& taken)
      : at_(at), table_(table), taken_(taken) {}

  std::optional<ReadColumn> read() {
    std::optional<Name> name = at_.take_part();
    if (!name) return std::nullopt;
    column().name = std::move(*name);
    std::optional<Type> type = take_type(at_);
    if (!type) return std::nullopt;
    column().type = std::move(*type);
    while (!at_.is_at_end() && at_.spelling() != "," && at_.spelling() != ")")
      if (!take_property()) return std::nullopt;
    return std::move(read_);
  }

 private:
  PortableColumn& column() { return read_.column; }

  bool take_property() {
    if (at_.take_words({"NOT", "NULL"})) {
      column().nullable = false;
      return true;
    }
    if (at_.take("NULL")) return true;
    if (at_.take("COLLATE")) return take_collation();
    if (at_.take("DEFAULT")) {
      column().default_value = take_default(at_, column().type);
      return true;
    }
    if (at_.take("AS")) return take_generated();
    if (at_.take_words({"GENERATED", "ALWAYS", "AS"}))
      return at_.take("IDENTITY") ? take_identity(Identity::always) : take_generated();
    if (at_.take_words({"GENERATED", "BY", "DEFAULT", "AS", "IDENTITY"}))
      return take_identity(Identity::by_default);
    return take_constraint();
  }

  bool take_collation() {
    const std::optional<Name> name = at_.take_part();
    if (!name || at_.spelling() == ".") return false;
    column().collation = same_sql(name->text);
    return true;
  }

  bool take_generated() {
    const std::optional<std::string> expression = at_.take_parenthesis();
    if (!expression) return false;
    const bool is_stored = at_.take("STORED");
    if (!is_stored) static_cast<void>(at_.take("VIRTUAL"));
    column().generated = GeneratedValue{same_sql(*expression), is_stored};
    return true;
  }

  // One with options of its sequence is not told.
  bool take_identity(Identity identity) {
    column().identity = identity;
    column().nullable = false;
    return at_.spelling() != "(";
  }

  bool take_constraint() {
    std::optional<Name> name;
    if (!take_constraint_name(at_, name)) return false;
    std::optional<TakenConstraint> taken = take_words_of_constraint(at_, &column().name);
    if (!taken) return false;
    column().autoincrement |= taken->counts;
    PortableConstraint& constraint = taken->constraint;
    const bool is_check = constraint.kind == PortableConstraintKind::check;
    if (is_check) constraint.columns = {column().name};
    name_constraint(constraint, std::move(name), table_, taken_);
    if (is_check) constraint.columns.clear();
    read_.constraints.push_back(std::move(constraint));
    return true;
  }

  StatementCursor& at_;
  const ObjectName& table_;
  const std::vector<PortableConstraint>& taken_;
  ReadColumn read_;
};

// Tables

class TableReader {
 public:
  explicit TableReader(StatementCursor& at) : at_(at) {}

  std::optional<PortableTable> read() {
    std::optional<ObjectName> name = at_.take_object();
    if (!name || !at_.take_symbol('(')) return std::nullopt;
    table_.name = std::move(*name);
    do {
      if (!(begins_constraint() ? take_constraint() : take_column())) return std::nullopt;
    } while (at_.take_symbol(','));
    if (!at_.take_symbol(')') || !take_options() || table_.columns.empty()) return std::nullopt;
    return is_counting_right() && settle_key() ? std::optional(std::move(table_)) : std::nullopt;
  }

 private:
  bool begins_constraint() const {
    return std::ranges::any_of(std::array{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE"},
                               [&](std::string_view word) { return at_.is_at(word); });
  }

  bool take_column() {
    std::optional<ReadColumn> read = ColumnReader(at_, table_.name, table_.constraints).read();
    if (!read) return false;
    table_.columns.push_back(std::move(read->column));
    std::ranges::move(read->constraints, std::back_inserter(table_.constraints));
    return true;
  }

  bool take_constraint() {
    std::optional<Name> name;
    if (!take_constraint_name(at_, name)) return false;
    std::optional<TakenConstraint> taken = take_words_of_constraint(at_, nullptr);
    if (!taken) return false;
    PortableConstraint& constraint = taken->constraint;
    if (taken->counts) {
      PortableColumn* column = find_column(table_, constraint.columns.front().text);
      if (column == nullptr) return false;
      column->autoincrement = true;
    }
    name_constraint(constraint, std::move(name), table_.name, table_.constraints);
    table_.constraints.push_back(std::move(constraint));
    return true;
  }

  bool take_options() {
    if (at_.take("WITH")) return false;
    while (!at_.is_at_end()) {
      if (at_.take("STRICT"))
        table_.strict = true;
      else if (at_.take_words({"WITHOUT", "ROWID"}))
        table_.without_rowid = true;
      else
        return false;
      static_cast<void>(at_.take_symbol(','));
    }
    return true;
  }

  const PortableConstraint* primary_key() const {
    const auto found =
        std::ranges::find(table_.constraints, PortableConstraintKind::primary_key, &PortableConstraint::kind);
    return found == table_.constraints.end() ? nullptr : &*found;
  }

  bool is_counting_right() const {
    return std::ranges::none_of(table_.columns, &PortableColumn::autoincrement) || primary_key() != nullptr;
  }

  // Of SQLite's whole numbers only INTEGER is the number of the row, and operations make that of every one.
  bool settle_key() {
    const PortableConstraint* key = primary_key();
    if (key == nullptr) return true;
    if (at_.dialect() == Dialect::postgres)  // whose keys take no NULL
      for (PortableColumn& column : table_.columns)
        column.nullable &= std::ranges::find(key->columns, column.name) == key->columns.end();
    if (at_.dialect() != Dialect::sqlite || key->columns.size() != 1) return true;
    PortableColumn* column = find_column(table_, key->columns.front().text);
    if (column == nullptr) return false;
    if (is_whole_number(column->type) && column->type.base != BaseType::integer)
      column->type =
          spelled_type(at_.dialect(), spell_type(column->type, at_.dialect(), Strictness::ordinary));
    return true;
  }

  StatementCursor& at_;
  PortableTable table_;
};

}  // namespace

std::optional<PortableTable> take_table_definition(StatementCursor& at) {
  return TableReader(at).read();
}

std::optional<ReadColumn> take_column(StatementCursor& at, const ObjectName& table) {
  return ColumnReader(at, table, {}).read();
}

std::optional<PortableConstraint> take_constraint(StatementCursor& at, const ObjectName& table) {
  std::optional<Name> name;
  if (!take_constraint_name(at, name)) return std::nullopt;
  std::optional<TakenConstraint> taken = take_words_of_constraint(at, nullptr);
  if (!taken || taken->counts) return std::nullopt;
  name_constraint(taken->constraint, std::move(name), table, {});
  return std::move(taken->constraint);
}

std::optional<Type> take_type(StatementCursor& at) {
  for (const std::string_view word : column_words)
    if (at.is_at(word)) return std::nullopt;
  const std::string text = at.take_until(column_words);
  if (text.empty()) return std::nullopt;
  std::optional<Type> portable = portable_type(at.dialect(), text);
  return portable ? std::move(portable) : spelled_type(at.dialect(), text);
}

Literal take_default(StatementCursor& at, const Type& type) {
  return literal_of(at.dialect(), at.take_until(column_words), type);
}

}  // namespace migrate::migc
