#pragma once

// Runs one group of a plan: one transaction, or the one step that runs outside of any.
//
// The rows of the version and history tables are written at the end of the group, in its own transaction and
// for all its steps at once. No other process can see anything between, and a chain of a thousand revisions
// that share a transaction costs little more than its statements.
//
// A step outside a transaction is committed item by item; item_runner.h has it.

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ledger/ledger.h"
#include "core/plan/step_items.h"
#include "core/run/failure.h"
#include "core/run/progress_report.h"
#include "migrate/observer.h"
#include "migrate/options.h"

namespace migrate::core {

class Backup;
class ItemRunner;

// Whether a group ran, or found under the lock that the database is not where the plan takes it to be.
enum class GroupOutcome : std::uint8_t { done, rows_changed };

class GroupRunner {
 public:
  // Looks under the lock, and throws when the database is not one that this run may change. Nothing: the plan
  // has to be made again.
  using LockedState = std::function<std::optional<DatabaseState>()>;

  // All must outlive the runner.
  GroupRunner(Ledger& ledger, const Options& options, Backup& backup, LockedState locked_state);

  // `rows`: what the group finds according to the plan. When it is done, they are what it leaves, and its
  // steps are in the report.
  GroupOutcome run(const Plan& plan, const Group& group, std::vector<std::string>& rows, Report& report);

  // Instead of committing, from now on. REQUIRES: only transactional groups follow.
  void roll_back() { rolls_back_ = true; }

  // The step outside a transaction that is under way, as the newest history row has it. REQUIRES: where an
  // earlier run left one, set before the first group.
  const std::optional<UnfinishedStep>& unfinished() const noexcept { return unfinished_; }
  void set_unfinished(std::optional<UnfinishedStep> unfinished) { unfinished_ = std::move(unfinished); }

 private:
  friend class ItemRunner;

  struct FinishedStep {
    std::size_t number;
    Times times;
    std::optional<std::size_t> items = {};  // of a step outside a transaction
  };
  using FinishedSteps = std::vector<FinishedStep>;

  // They say what ran, or nothing when the database is elsewhere.
  std::optional<FinishedSteps> run_in_transaction(const Plan& plan, const Group& group,
                                                  const RunState& state);
  std::optional<FinishedSteps> try_in_transaction(const Plan& plan, const Group& group, const RunState& state,
                                                  bool& has_begun);
  std::optional<FinishedSteps> run_outside(const Plan& plan, const Group& group, const RunState& state);
  adapter::Lock lock(const RunState& state);
  std::optional<DatabaseState> read_again(const Plan& plan, const Group& group, const RunState& state);
  // What comes before the first write.
  void begin_changes(const Plan& plan, const DatabaseState& found);
  void refuse_strangers(const Plan& plan, const DatabaseState& found);
  void prepare(const Plan& plan, const Group& group, const DatabaseState& found);
  void adopt(const std::string& row);
  FinishedSteps run_steps(const Plan& plan, const Group& group);
  Times run_step(const Plan& plan, std::size_t number);
  void compare_tables(const Move& move);
  void run_items(const Move& move, StepContext& context);
  void run_item(const RunItem& item, StepContext& context);
  // False when the rows are not what they were under the lock, because Alembic does not take it.
  bool record(const Plan& plan, const Group& group, const FinishedSteps& steps);
  void append_history(const PlanStep& step, const Times& times, std::optional<std::size_t> items = {});
  void append_stamp(const PlanStep& step, const Times& times);
  bool wants_retry(const std::exception_ptr& cause);
  void check_stop() const;

  Ledger& ledger_;
  adapter::Session& session_;
  const Chain& chain_;
  const Options& options_;
  Backup& backup_;
  LockedState locked_state_;
  Observer silent_;
  Observer& observer_;
  ProgressReport progress_;
  std::optional<Statement> at_;  // the item under way
  std::optional<UnfinishedStep> unfinished_;
  bool rolls_back_ = false;
};

// The revisions whose steps the run has committed.
[[nodiscard]] std::vector<std::string> applied_by(const Report& report);

}  // namespace migrate::core
