#include "core/run/item_runner.h"

namespace migrate::core {

using std::chrono::steady_clock;

ItemRunner::ItemRunner(GroupRunner& runner, const Plan& plan, const Group& group, const RunState& state)
    : runner_(runner),
      plan_(plan),
      group_(group),
      state_(state),
      step_(plan.steps[group.first]),
      move_(*step_.move()),
      script_(script_of(runner.chain_, move_, runner.session_.dialect())),
      items_(items_of(runner.chain_, move_, runner.session_.dialect())),
      ends_(ends_of(runner.chain_, step_)),
      event_(event_of(runner.chain_, plan, group.first, ends_)),
      context_(runner.session_, event_.revision) {}

std::optional<GroupRunner::FinishedSteps> ItemRunner::run() {
  while (!is_done_)
    if (!(runs_outside() ? run_outside() : run_in_transaction())) return std::nullopt;
  return GroupRunner::FinishedSteps{{group_.first, times(), items_.size()}};
}

bool ItemRunner::run_in_transaction() {
  for (;;) {
    bool has_begun = false;
    try {
      if (!try_in_transaction(has_begun)) return false;
      advance();
      return true;
    } catch (...) {
      const std::exception_ptr cause = std::current_exception();
      if (runner_.wants_retry(cause)) continue;
      if (has_begun && notes_refusal(cause)) return true;
      if (runner_.unfinished_) throw incomplete(cause, has_begun ? ItemFate::undone : ItemFate::not_begun);
      if (!has_begun) throw not_begun(cause, state_);
      throw rolled_back(cause, runner_.at_, state_);
    }
  }
}

// What the build could not know: whether a table is partitioned, how old the server is.
bool ItemRunner::notes_refusal(const std::exception_ptr& cause) {
  try {
    std::rethrow_exception(cause);
  } catch (const Error& error) {
    is_refused_in_transaction_ = runner_.session_.needs_no_transaction(error);
  } catch (...) {
    // Not the engine's.
  }
  return is_refused_in_transaction_;
}

bool ItemRunner::try_in_transaction(bool& has_begun) {
  runner_.at_.reset();
  runner_.check_stop();
  const FactList facts = script_.facts_of(finished());
  adapter::Transaction transaction = runner_.session_.begin(std::span(&facts, 1));
  const std::optional<DatabaseState> found = runner_.read_again(plan_, group_, state_);
  if (!found) return false;
  runner_.begin_changes(plan_, *found);
  has_begun = true;
  runner_.prepare(plan_, group_, *found);
  run_item();
  if (!write_record()) return false;
  transaction.commit();
  return true;
}

bool ItemRunner::run_outside() {
  if (!has_looked_ && !begin_outside()) return false;
  runner_.at_.reset();
  try {
    runner_.check_stop();
  } catch (...) {
    throw incomplete(std::current_exception(), ItemFate::not_begun);
  }
  try {
    run_item();
  } catch (...) {
    throw incomplete(std::current_exception(), ItemFate::uncertain);
  }
  return record_after();
}

// While this run waited for the lock, another one may have finished the item, or all of them.
bool ItemRunner::begin_outside() {
  try {
    if (!try_to_begin_outside()) return false;
  } catch (...) {
    if (runner_.unfinished_) throw incomplete(std::current_exception(), ItemFate::not_begun);
    throw not_begun(std::current_exception(), state_);
  }
  has_looked_ = true;
  if (!runner_.unfinished_) set_finished(0);
  return true;
}

bool ItemRunner::try_to_begin_outside() {
  runner_.check_stop();
  adapter::Transaction transaction = runner_.session_.begin({});
  const std::optional<DatabaseState> found = runner_.read_again(plan_, group_, state_);
  if (!found) return false;
  runner_.begin_changes(plan_, *found);
  runner_.prepare(plan_, group_, *found);
  if (!runner_.unfinished_) runner_.append_history(step_, {started_, {}}, 0);
  runner_.ledger_.history().confirm();
  transaction.commit();
  return true;
}

// On an engine that has no lock of the session, another process may have run the item as well, and recorded
// it.
bool ItemRunner::record_after() {
  try {
    adapter::Transaction transaction = runner_.session_.begin({});
    if (!runner_.read_again(plan_, group_, state_)) return false;
    if (!write_record()) return false;
    transaction.commit();
  } catch (...) {
    throw incomplete(std::current_exception(), ItemFate::unrecorded);
  }
  advance();
  return true;
}

void ItemRunner::run_item() {
  if (finished() == 0) runner_.compare_tables(move_);
  runner_.at_ = {.text = {}, .revision = event_.revision};
  if (!is_announced_) runner_.observer_.progress(event_);
  runner_.session_.enter_revision();
  apply_settings();
  if (!is_announced_) runner_.observer_.before_step(event_, context_);
  if (finished() < items_.size()) runner_.run_item(items_[finished()], context_);
  if (is_last()) {
    event_.duration = *times().duration;
    runner_.observer_.after_step(event_, context_);
  }
  runner_.session_.leave_revision();
  runner_.at_.reset();
}

// Each item leaves the session as it was before, and a rerun has another session.
void ItemRunner::apply_settings() {
  for (std::size_t i = 0; i < finished(); ++i)
    if (script_[i].is_setting()) runner_.session_.run(items_[i].statement);
}

bool ItemRunner::write_record() {
  if (is_last()) return runner_.record(plan_, group_, {{group_.first, times(), items_.size()}});
  runner_.append_history(step_, {started_, {}}, finished() + 1);
  runner_.ledger_.history().confirm();
  return true;
}

void ItemRunner::advance() {
  has_looked_ = true;
  is_announced_ = true;
  state_.has_finished_items = true;
  is_refused_in_transaction_ = false;
  is_done_ = is_last();
  if (is_done_)
    runner_.unfinished_.reset();
  else
    set_finished(finished() + 1);
}

void ItemRunner::set_finished(std::size_t items) {
  runner_.unfinished_ = {.revision = std::string(event_.revision),
                         .direction = move_.direction,
                         .items = items,
                         .content_digest = items_digest(script_, items)};
}

Times ItemRunner::times() const {
  return {started_, std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start_)};
}

Error ItemRunner::incomplete(std::exception_ptr cause, ItemFate fate) const {
  return left_incomplete(std::move(cause), runner_.at_, state_,
                         {std::string(event_.revision), describe_item(finished(), items_.size()), fate});
}

}  // namespace migrate::core
