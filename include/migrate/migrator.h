#pragma once

// Applies a chain to a database.
//
//     SQLite::Database db("inventory.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
//     migrate::SqliteConnection connection(db);
//     migrate::Report report = migrate::upgrade(connection, inventory::revisions());
//
// Each function first looks without a lock, and returns when there is nothing to do; so it succeeds on a
// read-only database that is where it should be. Otherwise it takes the lock, looks again, and what it does
// follows from that second look. At every instant the database is at a state that the chain names: the
// version and history rows are written in the transaction of the change itself.
//
// Plan and apply are separate, too:
//
//     migrate::Plan plan = migrate::plan_upgrade(chain, migrate::current(connection, chain).rows, "+1");
//     migrate::apply(connection, chain, plan);
//
// All functions throw migrate::Error. Besides what planning throws (migrate/plan.h):
//   usage           a step that this process does not have; a connection that is in use; no such dialect
//   mismatch        an applied revision differs from the chain's; our tables are damaged or not ours
//   busy            lock_timeout passed; other processes kept changing the rows
//   unavailable     the database cannot be opened, read or written
//   failed          a statement failed or the run was interrupted; its transaction was rolled back
//   incomplete      a `transaction: none` revision failed half way; running again resumes it
//   newer_database  the database knows revisions, or a format of the history, that this program does not
// Groups that were committed before an error stay; ErrorContext::applied names their revisions.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "migrate/chain.h"
#include "migrate/connection.h"
#include "migrate/error.h"
#include "migrate/export.h"
#include "migrate/options.h"
#include "migrate/plan.h"
#include "migrate/report.h"
#include "migrate/status.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// To a target, or to the chain's head; to all of them when the chain has several.
MIGRATE_API Report upgrade(Connection& connection, const Chain& chain, std::string_view target,
                           const Options& options = {});
MIGRATE_API Report upgrade(Connection& connection, const Chain& chain, const Options& options = {});

MIGRATE_API Report downgrade(Connection& connection, const Chain& chain, std::string_view target,
                             const Options& options = {});

// Reverts what a newer program left, so that the database is where this chain's own part of it ends: the
// applied revisions that the chain does not have, by the downgrades that are stored in the history, in one
// transaction. Nothing runs unless all of it can: throws `usage` when one of them is irreversible, runs
// outside a transaction, or calls a C++ step that no revision of this chain calls; `mismatch` when the
// history was changed or has gaps, when the database belongs to another chain, and, unless
// Options::trust_history says otherwise, while other roles may write to the history.
MIGRATE_API Report rollback(Connection& connection, const Chain& chain, const Options& options = {});

// Changes the rows and runs nothing.
MIGRATE_API Report stamp(Connection& connection, const Chain& chain, std::span<const std::string> targets,
                         Purge purge = Purge::no, const Options& options = {});

MIGRATE_API Report stamp(Connection& connection, const Chain& chain,
                         std::initializer_list<std::string_view> targets, Purge purge = Purge::no,
                         const Options& options = {});

// Takes the chain's version of an applied revision as the one that was applied, after its file was edited on
// purpose: appends history rows with the digests of today for it and for the applied revisions above it, as
// far as those did not change themselves.
MIGRATE_API Report accept(Connection& connection, const Chain& chain, std::string_view revision,
                          const Options& options = {});

// Runs a plan that was made for the rows which the database has now; `busy` when it has others.
MIGRATE_API Report apply(Connection& connection, const Chain& chain, const Plan& plan,
                         const Options& options = {});

// Creates the version and history tables where they are missing.
MIGRATE_API void ensure_version(Connection& connection, const Chain& chain, const Options& options = {});

// These write nothing. current() reports what it finds, whatever it is, as long as our tables can be
// read; check() throws (`mismatch`) when an applied revision or its history differs from the chain, and
// (`newer_database`) when the chain does not know a row.
//
// is_current() is for many instances that start at once: whether nothing is left to upgrade, found out by the
// same one look that upgrade() begins with. Throws as that look does.
[[nodiscard]] MIGRATE_API bool is_current(Connection& connection, const Chain& chain,
                                          const Options& options = {});
[[nodiscard]] MIGRATE_API Status current(Connection& connection, const Chain& chain,
                                         const Options& options = {});
MIGRATE_API CheckReport check(Connection& connection, const Chain& chain, const Options& options = {});

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
