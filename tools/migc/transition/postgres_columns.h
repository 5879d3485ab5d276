#pragma once

// The columns of the tables of a PostgreSQL schema, as statements say them.

#include <string>
#include <vector>

#include "migc/transition/postgres_definition.h"
#include "migc/transition/postgres_not_null.h"

namespace migrate::migc {

// Whatever has the default value is empty. Names are spelled as in statements.
struct PostgresColumn {
  std::string table;
  std::string name;
  std::string type;
  std::string collation;
  PostgresNotNull not_null;
  std::string generated;  // the expression
  std::string identity;   // "ALWAYS", "BY DEFAULT"
  std::string identity_sequence;
  std::string identity_clauses;  // "START WITH 1\nINCREMENT BY 2": all of them
  std::string identity_options;  // those that are said
  std::string storage;
  std::string compression;
  std::string statistics;
  std::string options;          // "n_distinct=5"
  std::string foreign_options;  // "a 'b', c 'd'"
  bool is_local = true;
  bool is_inherited = false;
  std::string serial;  // "bigserial" where the type, the default and the sequence are such a column's
  std::string serial_sequence;  // its address
  std::string address;
  std::string table_address;
  std::string parent;  // the address of the column that it is inherited from
  std::string key;     // without quotes
  std::int64_t place = 0;

  // "name text COLLATE "C" NOT NULL", with `default_value` where that is not empty.
  [[nodiscard]] std::string clause(const std::string& default_value) const;
  // "runs.name"
  [[nodiscard]] std::string path() const { return table + '.' + name; }
  // But for its default value.
  [[nodiscard]] bool is_like(const PostgresColumn& wanted) const;
};

[[nodiscard]] std::vector<PostgresColumn> read_postgres_columns(ScratchDatabase& database,
                                                                const std::vector<std::string>& own_tables);

// Each as a thing that can be dropped.
[[nodiscard]] PostgresDefinition definition_of(const PostgresColumn& column);

}  // namespace migrate::migc
