#pragma once

// One question to PostgreSQL's catalogue: all objects of a kind, a row each, whose columns are facts that
// have their names.
//
// The first columns are the oids of the entry and of the object itself, and its column's number; then the
// table that it belongs to, its name, and its identity where that is not its name; NULL is none. A fact that
// is NULL or empty is not stated. Before the name of a fact may be stated what its value is
// (postgres_value.h).

#include <string>
#include <string_view>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

// A row of a system catalogue that has an oid.
struct CatalogueRow {
  std::string_view catalogue = {};  // pg_class
  std::string oid = {};             // an expression
};

struct PostgresQuery {
  ObjectKind kind;
  // The thing whose entry the object is part of: an index is part of its table's.
  CatalogueRow entry;
  CatalogueRow itself = {};  // by default the entry's
  std::string column = "0";  // its number, where it is one
  std::string columns;
  std::string from;
  std::string where = "true";
  std::string order_by = {};
  // The comment, as "note", is not a user's.
  std::string comment_is_usual = "false";
  // What is there where there may be such objects: a catalogue, and the column with the entry's oid.
  std::string probe = {};
  // Whether an entry can have been made with the database.
  bool may_be_built_in = false;
};

// In the order in which an entry holds objects. `version` as libpq has it: 150004.
[[nodiscard]] const std::vector<PostgresQuery>& postgres_queries(int version);

// `which`: the entries that are asked for, as a condition on the oid before it.
[[nodiscard]] std::string to_sql(const PostgresQuery& query, std::string_view which);

}  // namespace migrate::migc
