#include "core/run/group_runner.h"

#include <algorithm>
#include <utility>

#include "core/run/backup.h"
#include "core/run/existing_tables.h"
#include "core/run/item_runner.h"
#include "core/run/step_event.h"

namespace migrate::core {

namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;

std::span<const PlanStep> steps_of(const Plan& plan, const Group& group) {
  return std::span(plan.steps).subspan(group.first, group.last - group.first);
}

// All steps of a group are moves, or none is.
bool is_stamp(const Plan& plan, const Group& group) {
  return plan.steps[group.first].move() == nullptr;
}

bool is_downgrade(const Plan& plan, const Group& group) {
  const Move* move = plan.steps[group.first].move();
  return move != nullptr && move->direction == Direction::downgrade;
}

// Rows that are forgotten so that others can take their place are no step of the history and the report.
bool is_part_of_stamp(const Plan& plan, std::size_t number) {
  return plan.steps[number].forgets() && plan.steps.size() > 1;
}

StepReport report_of(const Chain& chain, const PlanStep& step, const Times& times) {
  const Move* move = step.move();
  return {.kind = kind_of(step),
          .revision = move == nullptr ? std::string() : std::string(chain[move->revision].id()),
          .removed = step.removed,
          .added = step.added,
          .duration = times.duration.value_or(std::chrono::microseconds())};
}

Error row_is_gone() {
  return Error(
      ErrorKind::failed,
      "a row of the version table that this run saw under its lock is gone: a revision removed it, or"
      " something that does not take the lock");
}

}  // namespace

std::vector<std::string> applied_by(const Report& report) {
  std::vector<std::string> applied;
  for (const StepReport& step : report.steps)
    if (!step.revision.empty()) applied.push_back(step.revision);
  return applied;
}

GroupRunner::GroupRunner(Ledger& ledger, const Options& options, Backup& backup, LockedState locked_state)
    : ledger_(ledger),
      session_(ledger.session()),
      chain_(ledger.chain()),
      options_(options),
      backup_(backup),
      locked_state_(std::move(locked_state)),
      observer_(options.observer != nullptr ? *options.observer : silent_),
      progress_(session_, observer_) {}

GroupOutcome GroupRunner::run(const Plan& plan, const Group& group, std::vector<std::string>& rows,
                              Report& report) {
  at_.reset();
  const RunState state{rows, applied_by(report), false};
  const std::optional<FinishedSteps> finished =
      group.transactional ? run_in_transaction(plan, group, state) : run_outside(plan, group, state);
  if (!finished) return GroupOutcome::rows_changed;

  unfinished_.reset();
  rows = changed_rows(rows, net_change(plan, group));
  for (const FinishedStep& step : *finished)
    report.steps.push_back(report_of(chain_, plan.steps[step.number], step.times));
  return GroupOutcome::done;
}

std::optional<GroupRunner::FinishedSteps> GroupRunner::run_in_transaction(const Plan& plan,
                                                                          const Group& group,
                                                                          const RunState& state) {
  for (;;) {
    bool has_begun = false;
    try {
      return try_in_transaction(plan, group, state, has_begun);
    } catch (...) {
      const std::exception_ptr cause = std::current_exception();
      if (wants_retry(cause)) continue;
      if (!has_begun) throw not_begun(cause, state);
      const Error error = rolled_back(cause, at_, state);
      progress_.fail(error.context().revision);
      throw error;
    }
  }
}

std::optional<GroupRunner::FinishedSteps> GroupRunner::try_in_transaction(const Plan& plan,
                                                                          const Group& group,
                                                                          const RunState& state,
                                                                          bool& has_begun) {
  at_.reset();
  progress_.begin();
  check_stop();
  adapter::Transaction transaction =
      session_.begin(facts_of(chain_, steps_of(plan, group), session_.dialect()));
  const std::optional<DatabaseState> found = read_again(plan, group, state);
  if (!found) return std::nullopt;
  begin_changes(plan, *found);
  has_begun = true;
  prepare(plan, group, *found);
  FinishedSteps steps = run_steps(plan, group);
  if (!record(plan, group, steps)) return std::nullopt;
  progress_.finish();
  rolls_back_ ? transaction.check() : transaction.commit();
  return steps;
}

bool GroupRunner::wants_retry(const std::exception_ptr& cause) {
  try {
    std::rethrow_exception(cause);
  } catch (const Error& error) {
    return session_.retries(error);
  } catch (...) {
    return false;
  }
}

std::optional<GroupRunner::FinishedSteps> GroupRunner::run_outside(const Plan& plan, const Group& group,
                                                                   const RunState& state) {
  const adapter::Lock session_lock = lock(state);
  return ItemRunner(*this, plan, group, state).run();
}

adapter::Lock GroupRunner::lock(const RunState& state) {
  try {
    return session_.lock();
  } catch (...) {
    throw not_begun(std::current_exception(), state);
  }
}

// Only what is seen under the lock counts: another process may have run the same steps in the meantime.
std::optional<DatabaseState> GroupRunner::read_again(const Plan& plan, const Group& group,
                                                     const RunState& state) {
  std::optional<DatabaseState> found = locked_state_();
  if (!found || found->revisions() != state.rows) return std::nullopt;
  ledger_.history().continue_after(found->newest_history_row);
  if (!is_stamp(plan, group) && found->unfinished != unfinished_) return std::nullopt;
  return found;
}

void GroupRunner::begin_changes(const Plan& plan, const DatabaseState& found) {
  refuse_strangers(plan, found);
  backup_.make();
}

// Nothing of the chain is here, so no table of the chain should be.
void GroupRunner::refuse_strangers(const Plan& plan, const DatabaseState& found) {
  const Move* first = plan.steps.front().move();
  if (found.is_untouched() && first != nullptr && first->direction == Direction::upgrade)
    refuse_existing_tables(ledger_, plan, options_);
}

// What Alembic applied becomes part of the history before anything is built on it. A stamp builds on nothing,
// and may be there to correct just that.
void GroupRunner::prepare(const Plan& plan, const Group& group, const DatabaseState& found) {
  ledger_.create_missing_tables(found.tables);
  if (is_stamp(plan, group)) return;
  for (const VersionRow& row : found.rows)
    if (!row.chain_digest) adopt(row.revision);
}

void GroupRunner::adopt(const std::string& row) {
  if (const std::optional<RevisionIndex> revision = chain_.find_revision(row))
    ledger_.history().adopt(*revision);
}

GroupRunner::FinishedSteps GroupRunner::run_steps(const Plan& plan, const Group& group) {
  FinishedSteps steps;
  for (std::size_t number = group.first; number < group.last; ++number)
    if (!is_part_of_stamp(plan, number)) steps.push_back({number, run_step(plan, number)});
  return steps;
}

Times GroupRunner::run_step(const Plan& plan, std::size_t number) {
  const PlanStep& step = plan.steps[number];
  if (step.forgets()) return {system_clock::now(), std::chrono::microseconds()};
  const Ends ends = ends_of(chain_, step);
  StepEvent event = event_of(chain_, plan, number, ends);
  StepContext context(session_, event.revision);
  const auto started = system_clock::now();
  const auto start = steady_clock::now();

  if (step.move() != nullptr) compare_tables(*step.move());
  at_ = {.text = {}, .revision = event.revision};
  progress_.enter(event, ends);
  session_.enter_revision();
  observer_.before_step(event, context);
  if (step.move() != nullptr) run_items(*step.move(), context);
  event.duration = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
  observer_.after_step(event, context);
  session_.leave_revision();
  at_.reset();
  return {started, event.duration};
}

// Not before the step's turn: a table may come to be what is expected in the same group.
void GroupRunner::compare_tables(const Move& move) {
  const Revision revision = chain_[move.revision];
  const Script script = script_of(chain_, move, session_.dialect());
  at_ = {.text = {}, .revision = revision.id(), .file = revision.file()};
  for (const ExpectedTable expected : script.expected_tables()) session_.expect_table(expected);
}

void GroupRunner::run_items(const Move& move, StepContext& context) {
  for (const RunItem& item : items_of(chain_, move, session_.dialect())) run_item(item, context);
}

void GroupRunner::run_item(const RunItem& item, StepContext& context) {
  at_ = item.statement;
  check_stop();
  observer_.before_statement(item.statement);
  if (item.step != nullptr)
    item.step(context);
  else
    session_.run(item.statement);
  progress_.advance();
}

// A downgrade may reach what was below a stamp, which recorded its own revision only.
bool GroupRunner::record(const Plan& plan, const Group& group, const FinishedSteps& steps) {
  for (const FinishedStep& step : steps) append_history(plan.steps[step.number], step.times, step.items);
  const RowChange change = net_change(plan, group);
  if (is_downgrade(plan, group))
    for (const std::string& row : change.added) adopt(row);
  ledger_.history().confirm();
  if (ledger_.change_rows(change)) return true;
  if (is_shared_with_alembic(chain_)) return false;
  throw row_is_gone();
}

void GroupRunner::append_history(const PlanStep& step, const Times& times, std::optional<std::size_t> items) {
  if (const Move* move = step.move())
    ledger_.history().append({history_event(move->direction), move->revision, times, items});
  else
    append_stamp(step, times);
}

// Rows that stay are not recorded once more: that would accept an edit of their revisions.
void GroupRunner::append_stamp(const PlanStep& step, const Times& times) {
  std::vector<std::string> added = step.added;
  std::erase_if(added, [&](const std::string& row) { return std::ranges::count(step.removed, row) > 0; });
  for (const std::string& row : added)
    ledger_.history().append({HistoryEvent::stamp, chain_.find_revision(row), times, {}});
  if (added.empty()) ledger_.history().append({HistoryEvent::stamp, {}, times, {}});
}

void GroupRunner::check_stop() const {
  if (options_.stop != nullptr && options_.stop->load()) throw interrupted();
}

}  // namespace migrate::core
