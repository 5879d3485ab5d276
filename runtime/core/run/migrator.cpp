#include "migrate/migrator.h"

#include <algorithm>

#include "core/plan/target.h"
#include "core/run/run.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

using core::DatabaseState;
using core::Run;
using core::Trust;

namespace {

using RowNames = std::vector<std::string>;

Report execute(Connection& connection, const Chain& chain, const Options& options,
               const core::Planner& planner, Trust trust, NewerPolicy on_newer = {}) {
  return Run(connection, chain, options, adapter::Access::write).execute(planner, trust, on_newer);
}

Error planned_for_other_rows(const Plan& plan, const RowNames& rows) {
  return core::advised_error(ErrorKind::busy,
                             core::concat({"the plan starts from ", core::place_text(plan.rows_before),
                                           ", but the database is at ", core::place_text(rows)}),
                             core::no_state, "Make a new plan.");
}

Status status_of(const Chain& chain, Dialect dialect, const DatabaseState& found,
                 const core::UnknownRevisions& unknown) {
  Status status;
  status.has_tables = found.tables.version;
  for (const core::VersionRow& row : found.rows) {
    status.rows.push_back(row.revision);
    if (!chain.find_revision(row.revision)) status.unknown.push_back(row.revision);
    if (!row.chain_digest) status.unverified.push_back(row.revision);
  }
  if (found.unfinished) {
    status.incomplete = found.unfinished->revision;
    status.incomplete_item = found.unfinished->items + 1;
    status.incomplete_items = core::item_count(chain, *found.unfinished, dialect);
  }
  status.unknown_are_compatible = !unknown.empty() && core::is_compatible(chain, unknown);
  return status;
}

bool is_at_head(const Chain& chain, const DatabaseState& found) {
  return plan_upgrade(chain, found.known_rows(), "heads").empty() && !found.unfinished;
}

void require_known_items(const Chain& chain, const core::UnfinishedStep& unfinished, Dialect dialect) {
  if (!chain.find_revision(unfinished.revision)) throw core::still_unfinished(chain, unfinished, dialect);
  core::require_unchanged_items(chain, unfinished, dialect);
}

RevisionIndex find_applied(const Chain& chain, const core::AppliedRevisions& applied, std::string_view name) {
  const core::Target target = core::parse_target(name);
  const core::Place place = core::resolve_one(chain, target);
  if (!place || target.offset || !applied.all.contains(*place))
    throw core::usage_error(
        core::concat({core::in_quotes(name), " cannot be accepted: it is not an applied revision"}),
        "\"current\" shows what is.");
  return *place;
}

void append_unfinished(core::HistoryWriter& history, const Chain& chain,
                       const core::UnfinishedStep& unfinished) {
  history.append({core::history_event(unfinished.direction),
                  chain.find_revision(unfinished.revision),
                  {std::chrono::system_clock::now(), {}},
                  unfinished.items});
}

// The rows of accepted revisions are no stamp of where the database is, so an unfinished step stays one.
void append_accepted(core::Ledger& ledger, const std::vector<RevisionIndex>& accepted,
                     const DatabaseState& found) {
  core::HistoryWriter& history = ledger.history();
  history.continue_after(found.newest_history_row);
  for (const RevisionIndex revision : accepted)
    history.append({core::HistoryEvent::stamp,
                    revision,
                    {std::chrono::system_clock::now(), std::chrono::microseconds()}});
  if (found.unfinished) append_unfinished(history, ledger.chain(), *found.unfinished);
  history.confirm();
}

}  // namespace

Report upgrade(Connection& connection, const Chain& chain, const Options& options) {
  return upgrade(connection, chain, "heads", options);
}

Report upgrade(Connection& connection, const Chain& chain, std::string_view target, const Options& options) {
  return execute(
      connection, chain, options, [&](const RowNames& rows) { return plan_upgrade(chain, rows, target); },
      Trust::compatible, options.on_newer);
}

Report downgrade(Connection& connection, const Chain& chain, std::string_view target,
                 const Options& options) {
  return execute(
      connection, chain, options, [&](const RowNames& rows) { return plan_downgrade(chain, rows, target); },
      Trust::known);
}

Report stamp(Connection& connection, const Chain& chain, std::span<const std::string> targets, Purge purge,
             const Options& options) {
  return execute(
      connection, chain, options,
      [&](const RowNames& rows) { return plan_stamp(chain, rows, targets, purge); }, Trust::anything);
}

Report stamp(Connection& connection, const Chain& chain, std::initializer_list<std::string_view> targets,
             Purge purge, const Options& options) {
  return stamp(connection, chain, std::vector<std::string>(targets.begin(), targets.end()), purge, options);
}

Report apply(Connection& connection, const Chain& chain, const Plan& plan, const Options& options) {
  const bool is_stamp =
      std::ranges::any_of(plan.steps, [](const PlanStep& step) { return step.move() == nullptr; });
  return execute(
      connection, chain, options,
      [&](const RowNames& rows) {
        if (rows != plan.rows_before) throw planned_for_other_rows(plan, rows);
        return plan;
      },
      is_stamp ? Trust::anything : Trust::known);
}

Report accept(Connection& connection, const Chain& chain, std::string_view revision, const Options& options) {
  Run run(connection, chain, options, adapter::Access::write);
  Report report;
  run.change([&](const DatabaseState& found) {
    report.rows_before = report.rows_after = found.revisions();
    if (found.unfinished) require_known_items(chain, *found.unfinished, connection.dialect());
    const core::AppliedRevisions applied = core::read_rows(chain, report.rows_before);
    const RevisionIndex accepted = find_applied(chain, applied, revision);
    const std::vector<RevisionIndex> renewed = run.ledger().find_acceptable(applied, accepted);
    append_accepted(run.ledger(), renewed, found);
    for (const RevisionIndex index : renewed)
      report.steps.push_back({StepKind::stamp, std::string(chain[index].id()), {}, {}});
  });
  report.backup = run.backup().made();
  return report;
}

void ensure_version(Connection& connection, const Chain& chain, const Options& options) {
  Run run(connection, chain, options, adapter::Access::write);
  const DatabaseState found = run.state_for(Trust::compatible);
  if (!found.tables.version || !found.tables.history) run.change([](const DatabaseState&) {});
}

bool is_current(Connection& connection, const Chain& chain, const Options& options) {
  Run run(connection, chain, options, adapter::Access::read);
  return is_at_head(chain, run.state_for(Trust::compatible));
}

Status current(Connection& connection, const Chain& chain, const Options& options) {
  Run run(connection, chain, options, adapter::Access::read);
  const DatabaseState found = run.state_for(Trust::anything);
  return status_of(chain, connection.dialect(), found, run.ledger().unknown_revisions(found));
}

CheckReport check(Connection& connection, const Chain& chain, const Options& options) {
  Run run(connection, chain, options, adapter::Access::read);
  const DatabaseState found = run.state_for(Trust::compatible);
  CheckReport report{.status = status_of(chain, connection.dialect(), found, {})};
  report.status.unknown_are_compatible = found.own_rows.has_value();
  if (found.unfinished && report.status.incomplete_items > 0)
    core::require_unchanged_items(chain, *found.unfinished, connection.dialect());
  if (found.tables.history) {
    const core::AppliedRevisions applied = core::read_rows(chain, found.known_rows());
    report.verified = run.ledger().verify_history(applied);
  }
  report.at_head = is_at_head(chain, found);
  return report;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
