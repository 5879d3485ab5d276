#pragma once

// Everything in a PostgreSQL schema that a statement of its own creates and another one drops, and both
// statements: what one schema has and another one lacks is then created or dropped without knowing what it
// is. What is said of a thing is a definition, too: a default, an option, a comment, a privilege.
//
// Names are spelled as the session's search path lets a revision spell them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

struct PostgresDefinition {
  std::string kind;    // "view"
  std::string name;    // of one kind, two with the same name are one thing at two times
  std::string table;   // that it is a part of
  std::string create;  // empty: it comes with its parent, or no statement creates it
  std::string drop;
  // The statement that turns another one of that name and of the same shape into this one; empty: none.
  std::string change;
  std::string shape;
  std::string state;   // in what two of one name can differ
  std::string clause;  // that says the same where the parent is created
  // As pg_depend names things: catalogue, oid, column. Empty: it has no row of its own.
  std::string address;
  std::string parent;       // the address of what it is said of
  std::string needs;        // the address of another thing that it names
  std::string tail;         // what else is needed to create it
  bool is_derived = false;  // the server may set it with another statement
  std::int64_t place = 0;   // in the order of creation

  [[nodiscard]] bool is(std::string_view what) const { return kind == what; }
};

// `own_tables`: of the library, which are left out.
[[nodiscard]] std::vector<PostgresDefinition> read_postgres_definitions(
    ScratchDatabase& database, const std::vector<std::string>& own_tables);

// The place of a kind in the order in which things are created, and in that in which they are dropped.
[[nodiscard]] std::size_t place_of_creation(std::string_view kind);
[[nodiscard]] std::size_t place_of_drop(std::string_view kind);

}  // namespace migrate::migc
