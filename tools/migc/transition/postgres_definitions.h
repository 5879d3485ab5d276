#pragma once

// Everything in a PostgreSQL schema that a statement of its own creates and another one drops, and both
// statements: what one schema has and another one lacks is then undone without knowing what it is.
//
// Names are spelled as the session's search path lets a revision spell them.

#include <cstdint>
#include <string>
#include <vector>

#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

struct PostgresDefinition {
  std::string kind;    // "view"
  std::string name;    // of one kind, two with the same name are one thing at two times
  std::string table;   // that it is a part of
  std::string create;  // empty: nothing brings it back as it was
  std::string drop;
  std::int64_t place;  // in the order of creation
};

// `own_tables`: of the library, which are left out.
[[nodiscard]] std::vector<PostgresDefinition> read_postgres_definitions(
    ScratchDatabase& database, const std::vector<std::string>& own_tables);

// The kinds, in the order in which things are dropped.
[[nodiscard]] const std::vector<std::string>& postgres_kinds();

struct PostgresColumn {
  std::string table;
  std::string name;
  std::string type;
  std::string default_value;
  std::string identity;
  bool is_not_null;
};

[[nodiscard]] std::vector<PostgresColumn> read_postgres_columns(ScratchDatabase& database);

}  // namespace migrate::migc
