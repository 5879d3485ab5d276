// Makes a new database from a chain's snapshot: its statements take the place of all revisions, and the
// history gets the row of each of them, all in one transaction.
//
// A snapshot only saves time. Where its statements fail, on another version of the engine or for want of
// space, nothing of it remains, and the revisions run as without it; their errors name the file and the line.

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>

#include "core/run/backup.h"
#include "core/run/failure.h"
#include "core/run/run.h"
#include "core/run/step_event.h"

namespace migrate::core {

namespace {

// They find what the statements of a revision find: its search path, and no way to our tables.
void run_statements(const Run& run, const generated::SnapshotRow& snapshot) {
  const generated::Table& table = run.chain().table();
  run.session().enter_revision();
  for (const generated::Text& text :
       table.snapshot_statements.subspan(snapshot.statements.first, snapshot.statements.count)) {
    if (run.options().stop != nullptr && run.options().stop->load()) throw interrupted();
    run.session().run({.text = table.text.substr(text.offset, text.size)});
  }
  run.session().leave_revision();
}

// Of a revision outside a transaction, which is finished: all.
std::optional<std::size_t> finished_items(const Run& run, RevisionIndex revision) {
  const Revision finished = run.chain()[revision];
  if (finished.transaction() != Transaction::none) return std::nullopt;
  return finished.upgrade(run.session().dialect()).size();
}

void record(Run& run, const Plan& plan) {
  HistoryWriter& history = run.ledger().history();
  const Times now{std::chrono::system_clock::now(), std::chrono::microseconds()};
  history.continue_after(0);
  for (const PlanStep& step : plan.steps) {
    const RevisionIndex revision = step.move()->revision;
    history.append({HistoryEvent::snapshot, revision, now, finished_items(run, revision)});
  }
  history.confirm();
  RowChange change;
  change.added.insert(plan.rows_after.begin(), plan.rows_after.end());
  (void)run.ledger().change_rows(change);
}

// False: under the lock, the database is not new any more.
bool fill(Run& run, const generated::SnapshotRow& snapshot, const Plan& plan, bool& has_begun) {
  adapter::Transaction transaction = run.session().begin({});
  if (!run.session().is_new()) return false;
  has_begun = true;
  run.ledger().create_missing_tables({});
  run_statements(run, snapshot);
  record(run, plan);
  transaction.commit();
  return true;
}

// Whether the revisions may do what the snapshot could not. They say better than it can which right or which
// schema is missing.
bool is_left_to_revisions(const Error& error, bool has_begun) {
  return error.kind() == ErrorKind::failed || (has_begun && error.kind() == ErrorKind::unavailable);
}

bool try_to_fill(Run& run, const generated::SnapshotRow& snapshot, const Plan& plan) {
  for (;;) {
    bool has_begun = false;
    try {
      return fill(run, snapshot, plan, has_begun);
    } catch (const Error& error) {
      if (is_left_to_revisions(error, has_begun)) return false;
      if (run.session().retries(error)) continue;
      throw has_begun ? rolled_back(std::current_exception(), {}, {})
                      : not_begun(std::current_exception(), {});
    }
  }
}

void add_to(Report& report, const Chain& chain, const Plan& plan) {
  for (const PlanStep& step : plan.steps)
    report.steps.push_back({.kind = kind_of(step),
                            .revision = std::string(chain[step.move()->revision].id()),
                            .removed = step.removed,
                            .added = step.added});
  report.rows_after = plan.rows_after;
  report.from_snapshot = true;
}

}  // namespace

}  // namespace migrate::core

namespace migrate {
inline namespace MIGRATE_FORMAT {
namespace generated {

bool load_snapshot(core::Run& run, const SnapshotRow& snapshot, const Plan& plan, Report& report) {
  Observer* observer = run.options().observer;
  if (observer != nullptr) observer->before_run(plan);
  if (!core::try_to_fill(run, snapshot, plan)) return false;
  core::add_to(report, run.chain(), plan);
  return true;
}

}  // namespace generated
}  // namespace MIGRATE_FORMAT
}  // namespace migrate
