// plan: what upgrade, downgrade, stamp or rollback would do.

#include <fmt/format.h>

#include <ostream>

#include "cli/commands.h"
#include "cli/database_plan.h"
#include "cli/plan_text.h"
#include "cli/print.h"
#include "cli/revision_json.h"
#include "cli/rows_option.h"
#include "cli/transaction_option.h"
#include "core/plan/target.h"
#include "core/run/existing_tables.h"
#include "core/run/rollback.h"
#include "core/run/run.h"
#include "core/text/text.h"
#include "migrate/error.h"
#include "migrate/plan.h"

namespace migrate::cli {

namespace {

enum class Action : unsigned char { upgrade, downgrade, stamp, rollback };

// What the run that is planned would accept to find.
core::Trust trust_of(Action action) {
  if (action == Action::upgrade) return core::Trust::compatible;
  return action == Action::downgrade ? core::Trust::known : core::Trust::anything;
}

// Another process may have upgraded the database since the look: then its tables are no surprise.
void refuse_existing_tables(core::Run& run, const Plan& plan) {
  try {
    core::refuse_existing_tables(run.ledger(), plan, run.options());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::mismatch || run.state_for(core::Trust::anything).is_untouched()) throw;
  }
}

void print_plan(const Invocation& invocation, const Chain& chain, const Plan& plan) {
  if (invocation.options.format == Format::json) {
    invocation.out << plan_json(chain, plan);
    return;
  }
  for (const PlanStep& step : plan.steps) print(invocation.out, "{}\n", step_line(chain, step));
  print(invocation.out, "{}", plan_end(plan));
}

void print_live_plan(const Invocation& invocation, const LivePlan& live) {
  if (invocation.options.format == Format::json)
    invocation.out << live_plan_json(live);
  else
    invocation.out << live_plan_text(live) << plan_end(live.plan);
}

struct PlanCommand {
  RowsOption rows;
  DatabaseOptions database;
  Action action = Action::upgrade;
  std::vector<std::string> targets;
  bool purge = false;
  bool verbose = false;
  TransactionOption transaction;

  void declare(OptionSet& options, const Invocation& invocation) {
    rows.declare(options);
    database.declare(options, invocation);
    options
        .positional_choice("action", action, "What to plan: upgrade, downgrade, stamp or rollback",
                           {{"upgrade", Action::upgrade},
                            {"downgrade", Action::downgrade},
                            {"stamp", Action::stamp},
                            {"rollback", Action::rollback}})
        .required();
    options.positionals("target", targets,
                        "Where to go: head, +1, an id ...; stamp accepts several, rollback none");
    options.flag("--purge", purge, "With stamp: first remove all rows of the version table");
    options.flag("-v,--verbose", verbose, "Show the statements as well");
    transaction.declare(options);
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    if (action == Action::rollback && rows.typed)
      throw core::usage_error(
          "plan rollback reads the history of a database: name it with --url, and leave out --rows");
    if (action != Action::rollback && (rows.typed || !names_database(invocation, database)))
      return run_without_database(invocation);
    const Chain& chain = invocation.compiled_chain();
    with_database(invocation, database, [&](const OpenDatabase& open) {
      const Options options = database.run_options(invocation);
      core::Run run(open.connection, chain, options, adapter::Access::read);
      if (action == Action::rollback)
        plan_rollback(invocation, run, open.connection.dialect());
      else
        plan_change(invocation, chain, run, open.connection.dialect());
    });
    return 0;
  }

 private:
  // An upgrade without a target goes to every head, as the command does.
  [[nodiscard]] std::string single_target() const {
    if (targets.size() == 1) return targets.front();
    const bool upgrades = action == Action::upgrade;
    if (targets.size() > 1)
      throw core::usage_error(fmt::format("\"plan {}\" accepts one target, and {} were given: {}",
                                          upgrades ? "upgrade" : "downgrade", targets.size(),
                                          core::listed(targets)));
    if (upgrades) return "heads";
    throw core::usage_error("\"plan downgrade\" needs a target: -1, base or a revision");
  }

  [[nodiscard]] Plan make_plan(const Chain& chain, const std::vector<std::string>& held) const {
    if (action == Action::upgrade) return plan_upgrade(chain, held, single_target());
    if (action == Action::downgrade) return plan_downgrade(chain, held, single_target());
    return plan_stamp(chain, held, targets, purge ? Purge::yes : Purge::no);
  }

  // The plan starts at the rows that were given, else at base; its transactions and statements are not known,
  // because they are a dialect's.
  [[nodiscard]] int run_without_database(const Invocation& invocation) const {
    if (verbose)
      throw core::usage_error(
          "--verbose shows statements, which a database decides: name it with --url, and leave out --rows");
    const Chain& chain = invocation.chain();
    print_plan(invocation, chain, make_plan(chain, rows.rows()));
    return 0;
  }

  // A rollback is one transaction, whatever the settings.
  void plan_rollback(const Invocation& invocation, core::Run& run, Dialect dialect) const {
    if (!targets.empty())
      throw core::usage_error(
          "plan rollback takes no target: it ends where this program's part of the"
          " database does");
    const core::Rollback rollback = core::prepare_rollback(run.ledger());
    std::vector<Group> groups;
    if (!rollback.plan.empty()) groups.push_back({0, rollback.plan.steps.size(), true});
    print_live_plan(invocation,
                    {rollback.extended->chain(), rollback.plan, dialect, {}, std::move(groups), verbose});
  }

  // A stamp abandons the step; any other plan has to finish it first.
  void judge_unfinished(const Invocation& invocation, const Chain& chain, const Plan& plan,
                        const core::UnfinishedStep& unfinished, Dialect dialect) const {
    if (action != Action::stamp) return core::require_resumed(chain, plan, unfinished, dialect);
    print(invocation.err, "note: {} is unfinished and will no longer count as begun\n",
          core::describe(chain, unfinished, dialect));
  }

  void plan_change(const Invocation& invocation, const Chain& chain, core::Run& run, Dialect dialect) const {
    const core::DatabaseState found = run.state_for(trust_of(action));
    Plan plan = make_plan(chain, found.known_rows());
    if (action == Action::upgrade && found.is_untouched()) refuse_existing_tables(run, plan);
    run.ledger().require_width(plan, found.tables);
    if (found.unfinished) judge_unfinished(invocation, chain, plan, *found.unfinished, dialect);
    if (plan.empty()) plan.rows_after = found.revisions();  // also those that a newer program left
    const TransactionMode mode = transaction.mode.value_or(chain.settings().transaction);
    print_live_plan(invocation, {chain, plan, dialect, found.unfinished,
                                 cut_into_groups(chain, plan, dialect, mode), verbose});
  }
};

}  // namespace

Command plan_command(const Invocation& invocation) {
  return make_command<PlanCommand>(invocation, "plan", "Show what a run would do, without running it",
                                   "plan upgrade head -v --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
