#pragma once

// Runs one step outside a transaction, item by item.
//
// An item that may run in a transaction has one of its own, together with the history row that says how many
// items are finished. What the engine refuses there, and a C++ step, runs outside of any: a `pending` row is
// committed before it starts, and the next one after it has ended. The last item's row is the step's `done`
// row, and comes with the version rows. So the run that finds the step unfinished knows the item to continue
// with.

#include <chrono>
#include <exception>
#include <vector>

#include "core/run/group_runner.h"
#include "core/run/step_event.h"

namespace migrate::core {

class ItemRunner {
 public:
  // All must outlive it. REQUIRES: the group is one move, the session is locked, and runner.unfinished() is
  // that step or nothing.
  ItemRunner(GroupRunner& runner, const Plan& plan, const Group& group, const RunState& state);

  // What ran, or nothing when the database is elsewhere.
  std::optional<GroupRunner::FinishedSteps> run();

 private:
  std::size_t finished() const { return runner_.unfinished_ ? runner_.unfinished_->items : 0; }
  bool is_last() const { return finished() + 1 >= items_.size(); }
  bool runs_outside() const {
    return is_refused_in_transaction_ || (finished() < items_.size() && script_[finished()].runs_outside());
  }

  // The next item, with its record, unless it turns out to be one for outside. False when the database is
  // elsewhere.
  bool run_in_transaction();
  bool try_in_transaction(bool& has_begun);
  bool run_outside();
  bool begin_outside();
  bool try_to_begin_outside();
  bool record_after();

  bool notes_refusal(const std::exception_ptr& cause);
  void run_item();
  void apply_settings();
  bool write_record();
  void advance();
  void set_finished(std::size_t items);
  Times times() const;
  Error incomplete(std::exception_ptr cause, ItemFate fate) const;

  GroupRunner& runner_;
  const Plan& plan_;
  const Group& group_;
  RunState state_;
  const PlanStep& step_;
  const Move& move_;
  const Script script_;
  const std::vector<RunItem> items_;
  const Ends ends_;
  StepEvent event_;
  StepContext context_;
  std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool has_looked_ = false;    // under the lock
  bool is_announced_ = false;  // to the observer
  bool is_done_ = false;
  bool is_refused_in_transaction_ = false;  // the next item, as the engine says
};

}  // namespace migrate::core
