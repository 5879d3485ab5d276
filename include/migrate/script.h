#pragma once

// A run as a text: for databases that only their administrator may touch.
//
//     migrate::Plan plan = migrate::plan_upgrade(chain, {}, "head");
//     std::cout << migrate::write_script(chain, migrate::Dialect::postgres, plan);
//
// The script is for the engine's own shell, `sqlite3` or `psql`, and leaves the same database as the run
// would: tables, version rows and history. It checks at the beginning of each transaction, and before each
// statement outside of one, that the database is where the plan takes it to be, and otherwise stops there.
// docs/scripts.md describes it.

#include <cstddef>
#include <string>

#include "migrate/chain.h"
#include "migrate/dialect.h"
#include "migrate/export.h"
#include "migrate/options.h"
#include "migrate/plan.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// Of the options, `transaction`, `schema`, `program` and `lock_timeout` count. Nothing is left to be done by
// a program: throws migrate::Error (`usage`) for a plan that calls a C++ step, purges rows, or has a
// statement that the shell would not pass on as it is; `usage` also for a dialect that the chain lacks.
// `first_item`: of the first step, counted from 1, where an earlier script or run stopped in a revision with
// `transaction: none`; it throws `usage` for an item that the step does not have.
[[nodiscard]] MIGRATE_API std::string write_script(const Chain& chain, Dialect dialect, const Plan& plan,
                                                   const Options& options = {}, std::size_t first_item = 1);

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
