#include "core/run/run.h"

#include <algorithm>
#include <utility>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "engine/capabilities.h"

namespace migrate::core {

namespace {

std::function<void(const std::string&)> waiting_notice(Observer* observer) {
  if (observer == nullptr) return {};
  return [observer](const std::string& message) { observer->waiting(message); };
}

Error no_such_dialect(const Chain& chain, Dialect dialect) {
  return advised_error(
      ErrorKind::usage, concat({"the chain ", in_quotes(chain.name()), " is not for ", to_string(dialect)}),
      no_state,
      "Write \"dialects: sqlite, postgres\" in migrate.yaml, and build a program that has the chain again.");
}

// Says once more what the database is at: an unfinished step counts only while its row is the newest.
PlanStep stamp_again(const Plan& plan) {
  return {Stamp{}, plan.rows_after, plan.rows_after};
}

Error rows_keep_changing(const std::vector<std::string>& rows, const Report& report) {
  ErrorContext context;
  const std::vector<std::string> done = applied_by(report);
  context.applied = done;
  return Error(ErrorKind::busy,
               concat({"another process changed the version rows during this run: they are now ",
                       place_text(rows), ", and the target means something else from there",
                       done.empty() ? "; this run changed nothing"
                                    : concat({"; this run had finished ", listed(done)}),
                       ". Check \"current\" and run the command again if it is still wanted"}),
               std::move(context));
}

const generated::SnapshotRow* find_snapshot(const Chain& chain, Dialect dialect) {
  const auto& snapshots = chain.table().snapshots;
  const auto found = std::ranges::find(snapshots, dialect, &generated::SnapshotRow::dialect);
  return found == snapshots.end() ? nullptr : &*found;
}

// All revisions, from the base on.
bool is_whole_chain(const Chain& chain, const Plan& plan) {
  const Move* first = plan.empty() ? nullptr : plan.steps.front().move();
  return first != nullptr && first->direction == Direction::upgrade && plan.rows_before.empty() &&
         plan.steps.size() == chain.size();
}

Error no_backup(Dialect dialect) {
  return Error(ErrorKind::usage,
               concat({"a run does not copy a ", engine_name(dialect),
                       " database; nothing was changed. Take a dump with ", dump_program(dialect),
                       " before the run, and leave the backup out"}));
}

Error has_none(Dialect dialect, std::string_view thing, std::string_view name) {
  std::string text("a ");
  text.append(engine_name(dialect)).append(" database has no ").append(thing);
  text.append("s; leave out the ").append(thing).append(" ").append(in_quotes(name));
  return Error(ErrorKind::usage, std::move(text));
}

}  // namespace

// While others go on, the database is found to have moved at most once a revision, or once an item of a
// revision outside a transaction. More than that, and neither side would ever come to an end.
std::size_t most_attempts(const Chain& chain) {
  return 100 + chain.size() + chain.table().items.size();
}

Error rows_never_rest(const std::vector<std::string>& rows) {
  return Error(ErrorKind::busy,
               concat({"the version rows keep changing between this run's look and its lock: they are now ",
                       rows.empty() ? "base" : listed(rows),
                       ". Find out what else writes to them, and run the command again"}));
}

Settings chain_settings(const Chain& chain, Dialect dialect, const Options& options) {
  if (!chain.has_dialect(dialect)) throw no_such_dialect(chain, dialect);
  if (!options.role.empty() && !has_roles(dialect)) throw has_none(dialect, "role", options.role);
  if (!options.backup.empty() && !dump_program(dialect).empty()) throw no_backup(dialect);
  Settings settings = chain.settings();
  if (options.schema.empty()) return settings;
  if (!has_schemas(dialect)) throw has_none(dialect, "schema", options.schema);
  if (!settings.version_schema.empty() && settings.version_schema != options.schema)
    throw Error(ErrorKind::usage, concat({"with version_schema ", in_quotes(settings.version_schema),
                                          " in migrate.yaml all schemas share one version table, and ",
                                          in_quotes(options.schema),
                                          " would count as migrated once another one is;"
                                          " take version_schema out of migrate.yaml"}));
  settings.schema = options.schema;
  return settings;
}

adapter::RunSettings run_settings(const Chain& chain, Dialect dialect, const Options& options,
                                  adapter::Access access) {
  return {.access = access,
          .settings = chain_settings(chain, dialect, options),
          .version_table = std::string(chain.settings().version_table),
          .history_table = history_table_name(chain.settings().version_table),
          .role = options.role,
          .lock_timeout = options.lock_timeout,
          .stop = options.stop,
          .on_wait = waiting_notice(options.observer)};
}

Run::Use::Use(Connection& connection) : connection_(connection) {
  if (connection.is_in_run_)
    throw advised_error(ErrorKind::usage, "the connection is in a run already", nothing_changed,
                        "Start the second run when the first is over.");
  connection.is_in_run_ = true;
}

Run::Run(Connection& connection, const Chain& chain, const Options& options, adapter::Access access)
    : chain_(chain),
      options_(options),
      use_(connection),
      session_(connection.open(run_settings(chain, connection.dialect(), options, access))),
      ledger_(*session_, chain, options.program),
      backup_(*session_, options.backup) {}

std::optional<DatabaseState> Run::find(Trust trust) {
  DatabaseState found = ledger_.state();
  if (trust == Trust::anything) return found;
  const UnknownRevisions unknown = ledger_.unknown_revisions(found);
  if (!unknown.empty()) return find_with_newer(trust, std::move(found), unknown);
  ledger_.verify_rows(found);
  return found;
}

std::optional<DatabaseState> Run::find_with_newer(Trust trust, DatabaseState found,
                                                  const UnknownRevisions& unknown) {
  refuse_other_chain(chain_, found, unknown);
  verify_intact(unknown);
  verify_known(chain_, ledger_.dialect(), found, unknown);
  if (trust == Trust::compatible && is_compatible(chain_, unknown)) {
    found.own_rows = own_rows(chain_, unknown);
    return found;
  }
  if (on_newer_ == OnNewer::roll_back && !is_shared_with_alembic(chain_)) return std::nullopt;
  throw newer_database(chain_, found, unknown);
}

DatabaseState Run::find_or_act(Trust trust, Report& report) {
  for (std::size_t attempts = 0; attempts < most_attempts(chain_); ++attempts) {
    std::optional<DatabaseState> found = find(trust);
    if (found) {
      report.rows_after = found->revisions();
      report.has_compatible_revisions = found->own_rows.has_value();
      if (!report.changed()) report.rows_before = report.rows_after;
      return std::move(*found);
    }
    on_newer_.roll_back_(*this, report);
  }
  throw rows_never_rest(report.rows_after);
}

Plan Run::make_plan(const Planner& planner, const DatabaseState& found, Trust trust) {
  Plan plan = planner(found.known_rows());
  ledger_.require_width(plan, found.tables);
  require_steps(chain_, plan, ledger_.dialect());
  if (!found.unfinished) return plan;
  if (trust != Trust::anything)
    require_resumed(chain_, plan, *found.unfinished, ledger_.dialect());
  else if (plan.empty())
    plan.steps.push_back(stamp_again(plan));
  return plan;
}

Report Run::execute(const Planner& planner, Trust trust, NewerPolicy on_newer) {
  on_newer_ = on_newer;
  Report report;
  try {
    execute_until_done(planner, trust, report);
  } catch (const Error& error) {
    if (!report.changed() || !error.context().applied.empty()) throw backup_.explain(error);
    throw backup_.explain(not_begun(std::current_exception(), {report.rows_after, applied_by(report)}));
  }
  report.backup = backup_.made();
  if (options_.observer != nullptr)
    report.changed() ? options_.observer->after_run(report) : options_.observer->nothing_to_do(report);
  return report;
}

bool Run::load_snapshot(const Plan& plan, const DatabaseState& found, Report& report) {
  const generated::SnapshotRow* snapshot = find_snapshot(chain_, ledger_.dialect());
  if (snapshot == nullptr || found.tables.version || !is_whole_chain(chain_, plan)) return false;
  if (options_.observer != nullptr && options_.observer->wants_steps()) return false;
  return session_->is_new() && snapshot->load(*this, *snapshot, plan, report);
}

void Run::execute_until_done(const Planner& planner, Trust trust, Report& report) {
  DatabaseState found = find_or_act(trust, report);
  GroupRunner runner(ledger_, options_, backup_, [&] { return find(trust); });
  Plan plan = make_plan(planner, found, trust);
  if (load_snapshot(plan, found, report)) return;
  for (std::size_t attempts = 0; !plan.empty(); ++attempts) {
    if (attempts > most_attempts(chain_)) throw rows_never_rest(report.rows_after);
    if (trust == Trust::anything && found.unfinished)
      report.forgotten_step = describe(chain_, *found.unfinished, ledger_.dialect());
    runner.set_unfinished(std::move(found.unfinished));
    if (options_.observer != nullptr) options_.observer->before_run(plan);
    if (execute_groups(plan, runner, report.rows_after, report) == GroupOutcome::done) break;

    found = find_or_act(trust, report);
    Plan next = make_plan(planner, found, trust);
    if (report.changed() && next.rows_after != plan.rows_after)
      throw rows_keep_changing(report.rows_after, report);
    plan = std::move(next);
  }
}

GroupOutcome Run::execute_groups(const Plan& plan, GroupRunner& runner, std::vector<std::string>& rows,
                                 Report& report) {
  const TransactionMode mode = options_.transaction.value_or(chain_.settings().transaction);
  const std::vector<Group> groups = cut_into_groups(chain_, plan, ledger_.dialect(), mode);
  if (std::ranges::any_of(groups, [](const Group& group) { return !group.transactional; }))
    session_->check_lock();
  for (const Group& group : groups)
    if (runner.run(plan, group, rows, report) == GroupOutcome::rows_changed)
      return GroupOutcome::rows_changed;
  return GroupOutcome::done;
}

void Run::change(const std::function<void(const DatabaseState&)>& work) {
  adapter::Transaction transaction = session_->begin({});
  const DatabaseState found = ledger_.state();
  backup_.make();
  try {
    ledger_.create_missing_tables(found.tables);
    work(found);
    transaction.commit();
  } catch (const Error& error) {
    throw backup_.explain(error);
  }
}

}  // namespace migrate::core
