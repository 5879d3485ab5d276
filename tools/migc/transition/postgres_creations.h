#pragma once

// Creates what a PostgreSQL schema lacks and changes what it has in another way, in one round of a
// transition. What the server refuses waits for the next round.

#include <set>
#include <string>

#include "migc/transition/postgres_column_changes.h"
#include "migc/transition/postgres_plan.h"
#include "migc/transition/postgres_run.h"
#include "migc/transition/postgres_schema.h"

namespace migrate::migc {

class PostgresCreations {
 public:
  // All must outlive it.
  PostgresCreations(const PostgresSchema& now, const PostgresSchema& wanted, const PostgresPlan& plan,
                    PostgresRun& run, PostgresColumnChanges& columns)
      : now_(now), wanted_(wanted), plan_(plan), run_(run), columns_(columns) {}

  void create();
  // Parents have given theirs already; one that has no parent yet gets them before.
  void change_inherited_columns();

 private:
  using Index = PostgresSchema::Index;

  bool is_changed(const PostgresColumn& wanted) const;
  bool make_once(Index i);
  void finish(Index i);
  PostgresFailure make(Index i);
  PostgresFailure make_table(Index i);
  bool can_be_inside(Index key, Index table) const;
  bool is_in_partitioned_table(Index thing) const;
  PostgresFailure add_column(const PostgresColumn& column);
  PostgresFailure change(Index i);
  PostgresFailure run_with_restart(const std::string& statement);
  PostgresFailure change_column(const PostgresColumn& wanted);
  bool is_in_partition_key(const PostgresColumn& column);
  bool drop_dependents(const PostgresColumn& column);

  const PostgresSchema& now_;
  const PostgresSchema& wanted_;
  const PostgresPlan& plan_;
  PostgresRun& run_;
  PostgresColumnChanges& columns_;
  std::set<Index> done_ = {};
  std::set<Index> pending_ = {};
};

}  // namespace migrate::migc
