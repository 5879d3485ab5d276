#include "core/run/rollback.h"

#include "core/ledger/recorded_digests.h"
#include "core/plan/rollback_plan.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migrate/migrator.h"

namespace migrate::core {

namespace {

Error impossible(ErrorKind kind, const std::string& id, const std::string& revision,
                 const std::string& reason) {
  ErrorContext context;
  context.revision = id;
  return advised_error(
      kind,
      core::concat({"this database cannot be rolled back to what this program knows: revision ", revision,
                    " ", reason}),
      nothing_changed, "Run the program that applied it or a newer one.", std::move(context));
}

Error impossible(ErrorKind kind, const RecordedRevision& revision, const std::string& reason) {
  return impossible(kind, revision.revision, describe(revision), reason);
}

void refuse_damage(const Chain& chain, Dialect dialect, const DatabaseState& state,
                   const UnknownRevisions& unknown) {
  refuse_other_chain(chain, state, unknown);
  if (!unknown.empty() && is_shared_with_alembic(chain)) throw newer_database(chain, state, unknown);
  for (const std::string& id : unknown.unexplained)
    throw impossible(ErrorKind::mismatch, id, shown(id), "is applied, but the history does not say how");
  verify_intact(unknown);
  verify_known(chain, dialect, state, unknown);
  RecordedDigests digests(chain, dialect);
  for (const RecordedRevision& revision : unknown.revisions)
    if (!digests.covers(revision))
      throw impossible(ErrorKind::mismatch, revision,
                       "was changed in the history: its chain digest does not belong to its id, content,"
                       " parents and dependencies");
  if (const RecordedRevision* base = find_foreign_base(chain, unknown))
    throw impossible(ErrorKind::mismatch, *base, "is a base, and no revision of this program is below it");
}

// Why a revision has no downgrade that could run here; empty when it has one.
std::string find_obstacle(const RecordedRevision& revision) {
  if (has_flag(revision, "irreversible")) return "is irreversible";
  if (has_flag(revision, "none")) return "runs outside a transaction";
  return {};
}

std::string find_missing_step(const Chain& chain, const std::vector<StoredItem>& items) {
  for (const StoredItem& item : items)
    if (item.is_call && !find_step(chain, item.text))
      return core::concat({"calls in its downgrade the C++ step ", in_quotes(item.text),
                           ", which this program does not have"});
  return {};
}

std::vector<StoredItem> stored_downgrade(const RecordedRevision& revision) {
  if (!revision.downgrade)
    throw impossible(ErrorKind::mismatch, revision,
                     "has no stored downgrade, although it is not irreversible");
  std::optional<std::vector<StoredItem>> items = parse_stored_script(*revision.downgrade);
  if (!items)
    throw impossible(ErrorKind::mismatch, revision,
                     "has a stored downgrade that is not a JSON array of statements and calls");
  return std::move(*items);
}

// Damage is told before what is merely not possible.
std::vector<ReversibleRevision> reversible(const Chain& chain, const UnknownRevisions& unknown) {
  std::vector<ReversibleRevision> revisions;
  for (const RecordedRevision& revision : unknown.revisions)
    revisions.push_back({revision, has_flag(revision, "irreversible") ? std::vector<StoredItem>()
                                                                      : stored_downgrade(revision)});
  for (const ReversibleRevision& revision : revisions) {
    std::string obstacle = find_obstacle(revision.recorded);
    if (obstacle.empty()) obstacle = find_missing_step(chain, revision.downgrade);
    if (!obstacle.empty()) throw impossible(ErrorKind::usage, revision.recorded, obstacle);
  }
  return revisions;
}

}  // namespace

Rollback prepare_rollback(const Ledger& ledger) {
  const Chain& chain = ledger.chain();
  const Dialect dialect = ledger.dialect();
  const DatabaseState found = ledger.state();
  if (found.unfinished) throw still_unfinished(chain, *found.unfinished, dialect);
  Rollback rollback{.unknown = ledger.unknown_revisions(found), .extended = {}, .plan = {}};
  refuse_damage(chain, dialect, found, rollback.unknown);
  rollback.extended = std::make_unique<ExtendedChain>(chain, dialect, reversible(chain, rollback.unknown));
  rollback.plan =
      plan_rollback(rollback.extended->chain(), found.revisions(), static_cast<RevisionIndex>(chain.size()));
  return rollback;
}

namespace {

// A role that may write to the history can write downgrades there, and their digests.
void refuse_other_writers(Run& run) {
  if (run.options().trust_history) return;
  const std::vector<std::string> revocations = run.ledger().revocations();
  if (revocations.empty()) return;
  std::string message =
      "other roles may change the tables that the stored downgrades are read from, so that a rollback could "
      "run"
      " their SQL with the rights of this role; nothing was changed. Take these rights away:";
  for (const std::string& statement : revocations) core::append(message, {"\n  ", shown(statement), ";"});
  throw Error(ErrorKind::mismatch,
              core::concat({message,
                            "\nor, if you trust all of these roles, roll back with --trust-history"
                            " (Options::trust_history)"}));
}

}  // namespace

GroupOutcome run_rollback(Run& run, const Rollback& rollback, Ending ending, std::vector<std::string>& rows,
                          Report& report) {
  refuse_other_writers(run);
  const auto find_the_same = [&]() -> std::optional<DatabaseState> {
    DatabaseState now = run.ledger().state();
    if (run.ledger().unknown_revisions(now) != rollback.unknown) return std::nullopt;
    refuse_other_writers(run);
    return now;
  };
  Ledger extended(run.session(), rollback.extended->chain(), run.options().program);
  GroupRunner runner(extended, run.options(), run.backup(), find_the_same);
  if (run.options().observer != nullptr) run.options().observer->before_run(rollback.plan);
  if (ending == Ending::roll_back) runner.roll_back();
  return runner.run(rollback.plan, {0, rollback.plan.steps.size(), true}, rows, report);
}

namespace {

// Tries once; the caller looks again.
void roll_back(Run& run, Report& report) {
  const Rollback rollback = prepare_rollback(run.ledger());
  if (rollback.plan.empty()) return;
  std::vector<std::string> rows = rollback.plan.rows_before;
  if (!report.changed()) report.rows_before = rows;
  run_rollback(run, rollback, Ending::commit, rows, report);
  report.rows_after = std::move(rows);
}

}  // namespace

}  // namespace migrate::core

namespace migrate {
inline namespace MIGRATE_FORMAT {

void NewerPolicy::roll_back(core::Run& run, Report& report) {
  core::roll_back(run, report);
}

Report rollback(Connection& connection, const Chain& chain, const Options& options) {
  const auto stay = [](const std::vector<std::string>& rows) {
    return Plan{.steps = {}, .rows_before = rows, .rows_after = rows};
  };
  core::Run run(connection, chain, options, adapter::Access::write);
  return run.execute(stay, core::Trust::known, OnNewer::roll_back);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
