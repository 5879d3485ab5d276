#pragma once

// What a table is made of, in terms that both dialects share.

#include <optional>
#include <string>
#include <vector>

#include "migc/operations/name_list.h"
#include "migc/operations/type.h"

namespace migrate::migc {

enum class Identity : unsigned char { none, always, by_default };

struct GeneratedValue {
  SqlText expression;
  bool stored = true;

  bool operator==(const GeneratedValue&) const = default;
};

struct PortableColumn {
  Name name;
  Type type;
  bool nullable = true;
  std::optional<Literal> default_value = {};
  SqlText collation = {};
  std::optional<GeneratedValue> generated = {};
  Identity identity = Identity::none;
  bool autoincrement = false;  // of the lone column of a primary key: its numbers are never used again
  std::string comment = {};

  bool operator==(const PortableColumn&) const = default;
};

enum class PortableConstraintKind : unsigned char { primary_key, unique, check, foreign_key, exclude };

enum class Deferral : unsigned char { none, initially_immediate, initially_deferred };

// What an index or an exclusion is over.
struct Operand {
  SqlText expression;  // of a column, its quoted name
  Name column = {};    // empty: an expression

  bool operator==(const Operand&) const = default;
};

// With the operator that compares two rows.
struct ExcludedElement {
  Operand operand = {};
  std::string comparison = {};

  bool operator==(const ExcludedElement&) const = default;
};

struct ForeignKeyTarget {
  ObjectName table = {};
  std::vector<Name> columns = {};  // empty: its primary key
  std::string on_delete = {};      // as in SQL; empty: NO ACTION
  std::string on_update = {};

  bool operator==(const ForeignKeyTarget&) const = default;
};

struct PortableConstraint {
  PortableConstraintKind kind = PortableConstraintKind::check;
  Name name = {};                              // never empty: see constraint_name()
  bool is_named = true;                        // no: `name` is PostgreSQL's, and SQLite's has none
  std::vector<Name> columns = {};              // of keys
  SqlText condition = {};                      // of a check; of an exclusion, its WHERE
  ForeignKeyTarget target = {};                // of a foreign key
  std::string method = {};                     // of an exclusion
  std::vector<ExcludedElement> elements = {};  // of an exclusion
  Deferral deferral = Deferral::none;
  bool not_valid = false;  // rows that already exist are not checked

  bool operator==(const PortableConstraint&) const = default;
};

struct IndexElement {
  Operand operand = {};
  SqlText collation = {};
  std::string operator_class = {};
  std::string order = {};  // "DESC", "ASC NULLS FIRST", ...

  bool operator==(const IndexElement&) const = default;
};

struct PortableIndex {
  ObjectName name;
  ObjectName table = {};
  std::vector<IndexElement> elements = {};
  bool unique = false;
  SqlText where = {};
  std::vector<Name> include = {};
  std::string method = {};

  bool operator==(const PortableIndex&) const = default;
};

struct PortableTable {
  ObjectName name;
  std::vector<PortableColumn> columns = {};
  std::vector<PortableConstraint> constraints = {};
  std::string comment = {};
  bool strict = false;
  bool without_rowid = false;
  std::vector<std::pair<Name, std::string>> storage = {};

  bool operator==(const PortableTable&) const = default;
};

[[nodiscard]] PortableColumn* find_column(PortableTable& table, std::string_view name);
[[nodiscard]] const PortableColumn* find_column(const PortableTable& table, std::string_view name);
[[nodiscard]] const PortableConstraint* find_constraint(const PortableTable& table, std::string_view name);

// Whether an index keeps it, which has its name: of a key or an exclusion.
[[nodiscard]] bool has_index_of_its_own(const PortableConstraint& constraint) noexcept;
// Whether a row has to name it: it is NOT NULL, and nothing gives it a value.
[[nodiscard]] bool needs_value(const PortableColumn& column) noexcept;

// The name of a constraint that its author left without one: pk_TABLE, uq_TABLE_COLUMNS, ck_TABLE_COLUMNS,
// fk_TABLE_COLUMNS, ex_TABLE; with a number after it where `taken` has that name already. 63 bytes at most.
[[nodiscard]] std::string constraint_name(const ObjectName& table, const PortableConstraint& constraint,
                                          const std::vector<PortableConstraint>& taken);
// What PostgreSQL calls it where its statement does not: TABLE_pkey, TABLE_COLUMNS_key. Of a check that is
// not written with a column, a guess.
[[nodiscard]] std::string engine_constraint_name(const ObjectName& table,
                                                 const PortableConstraint& constraint,
                                                 const std::vector<PortableConstraint>& taken);
// "ck_TABLE_COLUMN_enum": on SQLite, the check that keeps a column to the values of its enum.
[[nodiscard]] std::string enum_check_name(const ObjectName& table, std::string_view column);

}  // namespace migrate::migc
