#include "migc/engine/sqlite/create_table_parser.h"

#include <algorithm>

namespace migrate::migc {

bool CreateTableParser::is_any_of(std::initializer_list<std::string_view> keywords) const noexcept {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is(keyword); });
}

bool CreateTableParser::take(std::string_view keyword) noexcept {
  if (!is(keyword)) return false;
  ++at_;
  return true;
}

bool CreateTableParser::take_symbol(char symbol) noexcept {
  if (!tokens_.is_symbol(at_, symbol)) return false;
  ++at_;
  return true;
}

bool CreateTableParser::take_parenthesis() noexcept {
  if (!tokens_.is_symbol(at_, '(')) return false;
  const std::size_t after = tokens_.after_parenthesis(at_);
  if (!tokens_.is_symbol(after - 1, ')')) return false;
  at_ = after;
  return true;
}

std::optional<std::string> CreateTableParser::take_name() {
  if (!tokens_.is_name(at_)) return std::nullopt;
  return tokens_.name(at_++);
}

std::optional<TableDefinition> CreateTableParser::parse_statement() {
  TableDefinition table;
  if (!parse_table_name(table) || !take_symbol('(') || !parse_parts(table) || !parse_options(table))
    return std::nullopt;
  take_symbol(';');
  if (!at_end()) return std::nullopt;
  return table;
}

std::optional<ColumnDefinition> CreateTableParser::parse_lone_column() {
  std::optional<ColumnDefinition> column = parse_column();
  return at_end() ? column : std::nullopt;
}

bool CreateTableParser::parse_table_name(TableDefinition& table) {
  if (!take("CREATE")) return false;
  if (!take("TEMP")) take("TEMPORARY");
  if (!take("TABLE")) return false;
  if (take("IF") && !(take("NOT") && take("EXISTS"))) return false;
  std::optional<std::string> name = take_name();
  if (name && take_symbol('.')) name = take_name();
  if (name) table.name = std::move(*name);
  return name.has_value();
}

// SQLite lets the comma between table constraints be left out.
bool CreateTableParser::parse_parts(TableDefinition& table) {
  while (!take_symbol(')')) {
    if (starts_table_constraint()) {
      std::optional<Constraint> constraint = parse_table_constraint();
      if (!constraint) return false;
      table.constraints.push_back(std::move(*constraint));
    } else {
      std::optional<ColumnDefinition> column = parse_column();
      if (!column || !table.constraints.empty()) return false;
      table.columns.push_back(std::move(*column));
    }
    const bool goes_on = take_symbol(',') || (!table.constraints.empty() && starts_table_constraint());
    if (!goes_on && !tokens_.is_symbol(at_, ')')) return false;
  }
  return !table.columns.empty();
}

bool CreateTableParser::parse_options(TableDefinition& table) {
  if (at_end() || tokens_.is_symbol(at_, ';')) return true;
  do {
    if (take("STRICT"))
      table.strict = true;
    else if (take("WITHOUT") && take("ROWID"))
      table.without_rowid = true;
    else
      return false;
  } while (take_symbol(','));
  return true;
}

bool CreateTableParser::starts_table_constraint() const noexcept {
  return is_any_of({"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"});
}

bool CreateTableParser::starts_column_constraint() const noexcept {
  return is_any_of({"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE",
                    "REFERENCES", "AS"}) ||
         (is("GENERATED") && tokens_.is_word(at_ + 1, "ALWAYS"));
}

std::optional<ColumnDefinition> CreateTableParser::parse_column() {
  std::optional<std::string> name = take_name();
  if (!name) return std::nullopt;
  ColumnDefinition column{.name = std::move(*name), .type = parse_type()};
  while (starts_column_constraint()) {
    std::optional<Constraint> constraint = parse_column_constraint();
    if (!constraint) return std::nullopt;
    column.constraints.push_back(std::move(*constraint));
  }
  return column;
}

std::string CreateTableParser::parse_type() {
  const std::size_t first = at_;
  while (tokens_.is_name(at_) && !starts_column_constraint()) ++at_;
  if (at_ > first) take_parenthesis();
  return std::string(tokens_.text(first, at_));
}

std::optional<Constraint> CreateTableParser::parse_column_constraint() {
  std::string name;
  if (take("CONSTRAINT")) name = take_name().value_or("");
  const std::size_t first = at_;
  const std::optional<ConstraintKind> kind = skip_column_constraint();
  if (!kind) return std::nullopt;
  return Constraint{*kind, std::move(name), std::string(tokens_.text(first, at_))};
}

std::optional<ConstraintKind> CreateTableParser::skip_column_constraint() {
  const auto if_taken = [](bool taken, ConstraintKind kind) {
    return taken ? std::optional(kind) : std::nullopt;
  };
  if (take("PRIMARY")) return if_taken(skip_primary_key(), ConstraintKind::primary_key);
  if (take("NOT")) return if_taken(take("NULL") && skip_conflict_clause(), ConstraintKind::not_null);
  if (take("NULL")) return if_taken(skip_conflict_clause(), ConstraintKind::nullable);
  if (take("UNIQUE")) return if_taken(skip_conflict_clause(), ConstraintKind::unique);
  if (take("CHECK")) return if_taken(take_parenthesis(), ConstraintKind::check);
  if (take("DEFAULT")) return if_taken(skip_default(), ConstraintKind::default_value);
  if (take("COLLATE")) return if_taken(take_name().has_value(), ConstraintKind::collate);
  if (take("REFERENCES")) return if_taken(skip_references(), ConstraintKind::references);
  return if_taken(skip_generated(), ConstraintKind::generated);
}

std::optional<Constraint> CreateTableParser::parse_table_constraint() {
  std::string name;
  if (take("CONSTRAINT")) name = take_name().value_or("");
  const std::size_t first = at_;
  std::vector<std::string> columns;
  const std::optional<ConstraintKind> kind = skip_table_constraint(columns);
  if (!kind) return std::nullopt;
  return Constraint{*kind, std::move(name), std::string(tokens_.text(first, at_)), std::move(columns)};
}

std::optional<ConstraintKind> CreateTableParser::skip_table_constraint(std::vector<std::string>& columns) {
  if (take("PRIMARY") && take("KEY") && parse_column_list(columns) && skip_conflict_clause())
    return ConstraintKind::primary_key;
  if (take("UNIQUE") && parse_column_list(columns) && skip_conflict_clause()) return ConstraintKind::unique;
  if (take("CHECK") && take_parenthesis() && skip_conflict_clause()) return ConstraintKind::check;
  if (take("FOREIGN") && take("KEY") && parse_column_list(columns) && take("REFERENCES") && skip_references())
    return ConstraintKind::foreign_key;
  return std::nullopt;
}

// Nothing to skip is fine, too.
bool CreateTableParser::skip_conflict_clause() noexcept {
  if (!take("ON")) return true;
  if (!take("CONFLICT")) return false;
  ++at_;
  return true;
}

bool CreateTableParser::skip_primary_key() noexcept {
  if (!take("KEY")) return false;
  if (!take("ASC")) take("DESC");
  if (!skip_conflict_clause()) return false;
  take("AUTOINCREMENT");
  return true;
}

// A number or a blob is of several tokens that touch each other: 1.5e-3, x'00'.
bool CreateTableParser::skip_default() noexcept {
  if (take_parenthesis()) return true;
  if (!take_symbol('-')) take_symbol('+');
  if (at_end()) return false;
  const bool is_compound =
      tokens_[at_].kind == core::TokenKind::number || tokens_.is_symbol(at_, '.') || is("x");
  ++at_;
  const auto touches = [&] { return !at_end() && tokens_[at_].begin == tokens_[at_ - 1].end; };
  while (is_compound && touches() && !tokens_.is_symbol(at_, ',') && !tokens_.is_symbol(at_, ')')) ++at_;
  return true;
}

bool CreateTableParser::skip_generated() noexcept {
  if (take("GENERATED") && !take("ALWAYS")) return false;
  if (!take("AS") || !take_parenthesis()) return false;
  if (!take("STORED")) take("VIRTUAL");
  return true;
}

bool CreateTableParser::skip_references() {
  if (!take_name()) return false;
  take_parenthesis();
  while (is_any_of({"ON", "MATCH", "DEFERRABLE"}) || (is("NOT") && tokens_.is_word(at_ + 1, "DEFERRABLE")))
    if (!skip_reference_clause()) return false;
  return true;
}

bool CreateTableParser::skip_reference_clause() {
  if (take("ON")) {
    ++at_;
    return skip_action();
  }
  if (take("MATCH")) return take_name().has_value();
  take("NOT");
  if (!take("DEFERRABLE")) return false;
  if (take("INITIALLY")) ++at_;
  return true;
}

bool CreateTableParser::skip_action() noexcept {
  if (take("SET")) return take("NULL") || take("DEFAULT");
  if (take("NO")) return take("ACTION");
  return take("CASCADE") || take("RESTRICT");
}

bool CreateTableParser::parse_column_list(std::vector<std::string>& columns) {
  const std::size_t open = at_;
  if (!take_parenthesis()) return false;
  std::size_t depth = 0;
  for (std::size_t i = open; i + 1 < at_; ++i) {
    const bool starts_column = (i == open || (tokens_.is_symbol(i, ',') && depth == 1));
    if (tokens_.is_symbol(i, '(')) ++depth;
    if (tokens_.is_symbol(i, ')')) --depth;
    if (!starts_column) continue;
    if (!tokens_.is_name(i + 1)) return false;
    columns.push_back(tokens_.name(i + 1));
  }
  return true;
}

}  // namespace migrate::migc
