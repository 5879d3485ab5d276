#pragma once

// A CREATE TABLE statement of SQLite, taken apart so that one thing in it can change and all else stays.
//
//     std::optional<TableDefinition> runs = parse_create_table("CREATE TABLE runs (id INTEGER, note TEXT)");
//     set_nullable(*find_column(*runs, "note"), false);
//     runs->constraints.push_back({ConstraintKind::check, "has_note", "CHECK (note <> '')"});
//     to_sql(*runs);
//
// Only the parts are named here; what is in them (types, expressions, conflict clauses, collations, actions
// of foreign keys) is kept as its author wrote it. Comments between the parts are lost, comments within are
// not.
//
// Nothing here knows whether SQLite accepts the result. Columns and tables are renamed by SQLite itself,
// which also renames them in expressions, indexes, triggers and views (migc/engine/sqlite/table_change.h).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::migc {

enum class ConstraintKind : unsigned char {
  primary_key,
  not_null,
  nullable,  // the word NULL, which SQLite accepts and ignores
  unique,
  check,
  default_value,
  collate,
  references,  // of a column
  generated,
  foreign_key,  // of a table
};

struct Constraint {
  ConstraintKind kind;
  std::string name;  // without quotes; empty: it has none
  std::string text;  // without "CONSTRAINT name": "CHECK (note <> '')"
  // Of a table's primary key, unique constraint or foreign key: its own columns, without quotes.
  std::vector<std::string> columns = {};
};

struct ColumnDefinition {
  std::string name;  // without quotes
  std::string type;  // as it is written: "VARCHAR(40)"; may be empty
  std::vector<Constraint> constraints = {};
};

struct TableDefinition {
  std::string name;  // without quotes and schema
  std::vector<ColumnDefinition> columns = {};
  std::vector<Constraint> constraints = {};
  bool strict = false;
  bool without_rowid = false;
};

// Nothing for a text that is not CREATE TABLE with a list of columns (a virtual table, AS SELECT), or one
// that SQLite would refuse. IF NOT EXISTS and TEMP are dropped.
[[nodiscard]] std::optional<TableDefinition> parse_create_table(std::string_view sql);
// "note TEXT NOT NULL", as in CREATE TABLE and after ADD COLUMN.
[[nodiscard]] std::optional<ColumnDefinition> parse_column(std::string_view sql);

// One column or constraint a line. Names are quoted where they need it.
[[nodiscard]] std::string to_sql(const TableDefinition& table);
[[nodiscard]] std::string to_sql(const ColumnDefinition& column);
[[nodiscard]] std::string to_sql(const Constraint& constraint);

// A name as SQLite reads it back: without quotes where it is an ordinary word, otherwise with them.
[[nodiscard]] std::string sql_name(std::string_view name);
// Names of SQLite are equal whatever the case of their ASCII letters.
[[nodiscard]] bool is_same_name(std::string_view a, std::string_view b) noexcept;

// What a table has. All pointers are into the argument; nullptr where there is no such part.
[[nodiscard]] ColumnDefinition* find_column(TableDefinition& table, std::string_view name);
[[nodiscard]] const ColumnDefinition* find_column(const TableDefinition& table, std::string_view name);
[[nodiscard]] const Constraint* find_constraint(const ColumnDefinition& column, ConstraintKind kind);
// Of the table and of its columns.
[[nodiscard]] const Constraint* find_constraint(const TableDefinition& table, std::string_view name);
// The names of all named constraints, in order.
[[nodiscard]] std::vector<std::string> constraint_names(const TableDefinition& table);
[[nodiscard]] bool is_generated(const ColumnDefinition& column);
[[nodiscard]] bool is_nullable(const ColumnDefinition& column);
// The columns of the primary key, in its order, wherever it is written; empty when there is none.
[[nodiscard]] std::vector<std::string> primary_key_columns(const TableDefinition& table);
// The column that is another name of the rowid: a lone INTEGER PRIMARY KEY.
[[nodiscard]] const ColumnDefinition* rowid_column(const TableDefinition& table);
[[nodiscard]] bool has_autoincrement(const TableDefinition& table);

// Edits. Those that answer bool say whether there was something to change.

// Puts the constraint in the place of the column's one of the same kind, or after the others.
void set_constraint(ColumnDefinition& column, Constraint constraint);
bool drop_constraint(ColumnDefinition& column, ConstraintKind kind);
// `nullable`: drops NOT NULL; a conflict clause goes with it. Otherwise adds it, if it is not there.
void set_nullable(ColumnDefinition& column, bool nullable);
// `expression`: as after DEFAULT, so an expression that is not a literal has parentheses of its
// own. Nothing: no default.
void set_default(ColumnDefinition& column, const std::optional<std::string>& expression);
// Nothing: BINARY, which is not written.
void set_collation(ColumnDefinition& column, const std::optional<std::string>& collation);
// Works on the column that rowid_column() finds; false when there is none.
bool set_autoincrement(TableDefinition& table, bool on);

// Drops the column and nothing else: a constraint of the table that names it stays, for SQLite to refuse.
bool drop_column(TableDefinition& table, std::string_view name);
// Of the table or of a column.
bool drop_constraint(TableDefinition& table, std::string_view name);
bool rename_constraint(TableDefinition& table, std::string_view name, std::string_view new_name);
// Wherever it is written. Its columns keep NOT NULL only where they have it themselves.
bool drop_primary_key(TableDefinition& table);
// Drops a constraint without a name by what it is: unique or foreign key over exactly these columns (of the
// table, or of the one column), or a check with exactly this condition, blanks aside.
bool drop_unnamed(TableDefinition& table, ConstraintKind kind, const std::vector<std::string>& columns);
bool drop_unnamed_check(TableDefinition& table, std::string_view condition);

}  // namespace migrate::migc
