#pragma once

// Drops what a PostgreSQL schema has and the wanted one does not, or has in another way, in one round of a
// transition.

#include <string>
#include <vector>

#include "migc/transition/postgres_plan.h"
#include "migc/transition/postgres_run.h"
#include "migc/transition/postgres_schema.h"
#include "migc/transition/transition_request.h"

namespace migrate::migc {

class PostgresDrops {
 public:
  // All must outlive it.
  PostgresDrops(const PostgresSchema& now, const PostgresSchema& wanted, const PostgresPlan& plan,
                PostgresRun& run)
      : now_(now), wanted_(wanted), plan_(plan), run_(run) {}

  // Whether the statements of the upgrade say that it made the tables and columns that go: otherwise their
  // rows may be older.
  bool may_drop(const TransitionRequest& request, const PostgresNaming& naming);
  void tell_losses();
  void drop_first();
  // A type that columns have is renamed, so that another one can have its name, and dropped when no column
  // has it.
  void rename_replaced_types();
  void drop_last();

 private:
  using Index = PostgresSchema::Index;

  void run_drop(Index i);
  bool detach(Index table);
  void replace(Index type);

  const PostgresSchema& now_;
  const PostgresSchema& wanted_;
  const PostgresPlan& plan_;
  PostgresRun& run_;
  std::vector<std::string> replaced_ = {};  // "TYPE \"a\""
};

}  // namespace migrate::migc
