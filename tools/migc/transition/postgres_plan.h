#pragma once

// What has to be done to a PostgreSQL schema so that it becomes another one: which things are dropped, which
// are created, which are changed. What depends on a thing that is dropped or gets another type is dropped
// before it and created again.

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migc/transition/postgres_schema.h"

namespace migrate::migc {

struct PostgresPlan {
  using Index = PostgresSchema::Index;

  // Of the first schema. Those that are dropped by a statement, in the order of the statements.
  std::vector<Index> drops = {};
  // Those that depend on nothing that is wanted once the rest is done.
  std::vector<Index> late_drops = {};
  std::set<Index> gone = {};               // with those that go along
  std::vector<Index> replaced_types = {};  // that columns have: each is renamed, created again, and dropped
  // Of the wanted schema.
  std::set<Index> creations = {};
  std::set<Index> changes = {};
  std::set<std::string> new_types = {};  // paths of columns that get another type, or their own again
};

struct PlanRequest {
  // Whether the definitions that other statements may bring along are looked at.
  bool is_first = true;
  bool is_atomic = true;
  // What could not be changed: kind and name.
  const std::set<std::pair<std::string, std::string>>& to_recreate;
};

[[nodiscard]] PostgresPlan plan_between(const PostgresSchema& now, const PostgresSchema& wanted,
                                        const PlanRequest& request);

// The order in which statements can create and change these, with those that they need before them.
[[nodiscard]] std::vector<PostgresSchema::Index> order_of_creation(
    const PostgresSchema& schema, const std::set<PostgresSchema::Index>& things,
    const std::set<PostgresSchema::Index>& creations);

// The thing with whose creation it comes, which may be itself.
[[nodiscard]] PostgresSchema::Index creator_of(const PostgresSchema& schema, PostgresSchema::Index thing,
                                               const std::set<PostgresSchema::Index>& creations);

}  // namespace migrate::migc
