#pragma once

// Hooks into a run: progress, logs, statements of the program's own inside a step's transaction.
//
//     struct Audit : migrate::Observer {
//       void after_step(const migrate::StepEvent& event, migrate::StepContext& context) override {
//         context.execute("INSERT INTO audit (revision) VALUES ($1)", {event.revision});
//       }
//     };
//
// Every function does nothing unless it is overridden. An exception that one of them throws ends the run like
// a failing statement: the open transaction is rolled back. A group that has to start again reports its steps
// again.

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "migrate/export.h"
#include "migrate/plan.h"
#include "migrate/report.h"
#include "migrate/statement.h"
#include "migrate/step.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct StepEvent {
  StepKind kind;
  std::string_view revision;  // empty for a stamp
  std::string_view message;
  std::span<const std::string> from;  // what the step leaves and where it goes, by down_revision alone; for a
  std::span<const std::string> to;    // stamp, the rows that it replaces and the new ones
  std::size_t number;                 // counted from 1, of `total`
  std::size_t total;
  std::chrono::microseconds duration{};  // after_step only
};

class MIGRATE_API Observer {
 public:
  virtual ~Observer() = default;

  // Before the first group takes its lock, and again when another process has changed the rows in the
  // meantime. Not called when there is nothing to do. The steps of a rollback have numbers beyond the
  // chain's; their ids are in `removed`.
  virtual void before_run(const Plan& /*plan*/) {}
  // The step is under way: everything before it has run. For what a person is to see; before_step() may come
  // earlier, because a connection can keep statements back to send many at once.
  virtual void progress(const StepEvent& /*event*/) {}
  // Inside the step's transaction: before its first statement, and after its last. With `transaction: none`,
  // inside the transaction of the first and of the last item, where those have one; a rerun that resumes the
  // step tells of it again.
  virtual void before_step(const StepEvent& /*event*/, StepContext& /*context*/) {}
  virtual void before_statement(const Statement& /*statement*/) {}
  virtual void after_step(const StepEvent& /*event*/, StepContext& /*context*/) {}
  // The run waits for something that others have: what it is, who has it, and how to end that. Once for each
  // holder.
  virtual void waiting(std::string_view /*message*/) {}
  // After the last group has been committed.
  virtual void after_run(const Report& /*report*/) {}
  // Instead of all others: the database is where it should be, and the run changed nothing.
  virtual void nothing_to_do(const Report& /*report*/) {}

  // Whether the run has to tell of each step, or act on it. Without such an observer a new database can be
  // made from the chain's snapshot, and then the run calls no function of a step or a statement.
  virtual bool wants_steps() const { return true; }
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
