#pragma once

// One question to PostgreSQL's catalogue: all objects of a kind, a row each, whose columns are facts that
// have their names.
//
// The first columns are the table that the object belongs to, its name, and its identity where that is not
// its name; NULL is none. A fact that is NULL or empty is not stated. Before the name of a fact may be stated
// what its value is (postgres_value.h).

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
  CatalogueRow commented = {};  // whose comment is a fact; by default the entry's
  std::string sub_object = "0";
  std::string columns;
  std::string from;
  std::string where = "true";
  std::string order_by = {};
};

// In the order in which an entry holds objects. `version` as libpq has it: 150004.
[[nodiscard]] const std::vector<PostgresQuery>& postgres_queries(int version);

// `only`: a condition on the entry's oid, with "{}" for it.
[[nodiscard]] std::string to_sql(const PostgresQuery& query, std::string_view only = {});

}  // namespace migrate::migc
