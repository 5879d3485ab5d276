#include "migc/proof/unrecorded_run.h"

#include <exception>
#include <optional>

#include "core/plan/step_items.h"
#include "core/run/failure.h"
#include "core/run/run.h"
#include "migrate/adapter.h"

namespace migrate::migc {

namespace {

// `at` is what an error is to name.
void run_items(adapter::Session& session, const Chain& chain, const Move& move,
               std::optional<Statement>& at) {
  const Script script = core::script_of(chain, move, session.dialect());
  for (const ExpectedTable expected : script.expected_tables()) session.expect_table(expected);
  session.enter_revision();
  for (const core::RunItem& item : core::items_of(chain, move, session.dialect())) {
    at = item.statement;
    session.run(item.statement);
  }
  session.leave_revision();
  at.reset();
}

}  // namespace

void run_unrecorded(Connection& connection, const Chain& chain, const Plan& plan, const Options& options) {
  const std::unique_ptr<adapter::Session> session =
      connection.open(core::run_settings(chain, connection.dialect(), options, adapter::Access::write));
  std::optional<Statement> at;
  try {
    adapter::Transaction transaction =
        session->begin(core::facts_of(chain, plan.steps, connection.dialect()));
    run_items(*session, chain, *plan.steps.front().move(), at);
    transaction.commit();
  } catch (...) {
    throw core::rolled_back(std::current_exception(), at, {plan.rows_before, {}});
  }
}

}  // namespace migrate::migc
