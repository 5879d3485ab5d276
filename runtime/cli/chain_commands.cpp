#include "cli/chain_commands.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/applied_history.h"
#include "cli/database_plan.h"
#include "cli/name_list.h"
#include "cli/plan_text.h"
#include "cli/revision_json.h"
#include "cli/revision_text.h"
#include "cli/run_options.h"
#include "core/plan/listings.h"
#include "core/run/existing_tables.h"
#include "core/run/rollback.h"
#include "core/run/run.h"
#include "core/text/text.h"
#include "migrate/error.h"
#include "migrate/plan.h"

namespace migrate::cli {

namespace {

using Lines = std::string (*)(const Chain&, const Revision&, const Current&);

using VersionRows = std::vector<std::string>;

// The revisions that are rows. What else is wrong with the rows is not this command's business.
Current current_of(const Chain& chain, const VersionRows& rows) {
  Current current;
  for (const std::string& row : rows)
    if (const std::optional<RevisionIndex> index = chain.find_revision(row)) current.insert(*index);
  return current;
}

enum class Need : bool { no, yes };

// A command whose answer depends on the rows asks the database when they are not given.
VersionRows rows_for(const Session& session, const Chain& chain, Need need) {
  if (need == Need::yes) return version_rows(session, chain);
  return split_names(session.arguments.rows.value_or(""));
}

void print_revisions(const Session& session, const Chain& chain, const VersionRows& rows,
                     const std::vector<RevisionIndex>& revisions, Lines line) {
  const Current current = current_of(chain, rows);
  if (session.arguments.format == Format::json) {
    session.out << revisions_json(chain, revisions, current);
    return;
  }
  const Lines chosen = session.arguments.verbose ? revision_block : line;
  for (const RevisionIndex index : revisions)
    fmt::print(session.out, "{}\n", chosen(chain, chain[index], current));
}

std::string name_line(const Chain&, const Revision& revision, const Current& current) {
  return revision_line(revision, current);
}

std::string branch_lines(const Chain& chain, const Revision& revision, const Current& current) {
  std::string lines = revision_line(revision, current);
  for (const RevisionIndex child : revision.children())
    lines += fmt::format("\n     -> {}", revision_line(chain[child], current));
  return lines + "\n";
}

int run_heads(const Session& session) {
  const Chain& chain = session.chain();
  const core::Heads which =
      session.arguments.resolve_dependencies ? core::Heads::without_needed : core::Heads::all;
  print_revisions(session, chain, rows_for(session, chain, Need::no), core::list_heads(chain, which),
                  name_line);
  return 0;
}

int run_branches(const Session& session) {
  const Chain& chain = session.chain();
  print_revisions(session, chain, rows_for(session, chain, Need::no), core::list_branch_points(chain),
                  branch_lines);
  return 0;
}

int run_history(const Session& session) {
  if (session.arguments.applied) return show_applied_history(session);
  const Chain& chain = session.chain();
  const Arguments& arguments = session.arguments;
  const bool needs_rows = arguments.indicate_current || core::mentions_current(arguments.range);
  const VersionRows rows = rows_for(session, chain, Need(needs_rows));
  print_revisions(session, chain, rows, core::list_history(chain, rows, arguments.range), history_line);
  return 0;
}

int run_show(const Session& session) {
  const Chain& chain = session.chain();
  const std::string& target = *session.arguments.target;
  const VersionRows rows = rows_for(session, chain, Need(core::mentions_current(target)));
  print_revisions(session, chain, rows, core::list_shown(chain, rows, target), revision_block);
  return 0;
}

// An upgrade without a target goes to every head, as the command does.
std::string single_target(const Arguments& arguments) {
  if (arguments.targets.size() == 1) return arguments.targets.front();
  if (arguments.targets.size() > 1)
    throw Error(ErrorKind::usage,
                fmt::format("\"plan {}\" accepts one target, and {} were given: {}", arguments.action,
                            arguments.targets.size(), core::listed(arguments.targets)));
  if (arguments.action == "upgrade") return "heads";
  throw Error(ErrorKind::usage, "\"plan downgrade\" needs a target: -1, base or a revision");
}

Plan make_plan(const Chain& chain, const VersionRows& rows, const Arguments& arguments) {
  if (arguments.action == "upgrade") return plan_upgrade(chain, rows, single_target(arguments));
  if (arguments.action == "downgrade") return plan_downgrade(chain, rows, single_target(arguments));
  return plan_stamp(chain, rows, arguments.targets, arguments.purge ? Purge::yes : Purge::no);
}

void print_plan(const Session& session, const Chain& chain, const Plan& plan) {
  if (session.arguments.format == Format::json) {
    session.out << plan_json(chain, plan);
    return;
  }
  for (const PlanStep& step : plan.steps) fmt::print(session.out, "{}\n", step_line(chain, step));
  fmt::print(session.out, "{}", plan_end(plan));
}

// Without a database, the plan starts at the rows that were given, else at base; its transactions and
// statements are not known, because they are a dialect's.
int run_plan_without_database(const Session& session) {
  if (session.arguments.verbose)
    throw Error(
        ErrorKind::usage,
        "--verbose shows statements, which a database decides: name it with --url, and leave out --rows");
  const Chain& chain = session.chain();
  const VersionRows rows = split_names(session.arguments.rows.value_or(""));
  print_plan(session, chain, make_plan(chain, rows, session.arguments));
  return 0;
}

void print_live_plan(const Session& session, const LivePlan& live) {
  if (session.arguments.format == Format::json)
    session.out << live_plan_json(live);
  else
    session.out << live_plan_text(live) << plan_end(live.plan);
}

// A rollback is one transaction, whatever the settings.
void plan_rollback(const Session& session, core::Run& run, Dialect dialect) {
  if (!session.arguments.targets.empty())
    throw Error(ErrorKind::usage,
                "plan rollback takes no target: it ends where this program's part of the"
                " database does");
  const core::Rollback rollback = core::prepare_rollback(run.ledger());
  std::vector<Group> groups;
  if (!rollback.plan.empty()) groups.push_back({0, rollback.plan.steps.size(), true});
  print_live_plan(
      session,
      {rollback.extended->chain(), rollback.plan, dialect, {}, std::move(groups), session.arguments.verbose});
}

// What the run that is planned would accept to find.
core::Trust trust_of(const std::string& action) {
  if (action == "upgrade") return core::Trust::compatible;
  return action == "downgrade" ? core::Trust::known : core::Trust::anything;
}

// Another process may have upgraded the database since the look: then its tables are no surprise.
void refuse_existing_tables(core::Run& run, const Plan& plan) {
  try {
    core::refuse_existing_tables(run.ledger(), plan, run.options());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::mismatch || run.state_for(core::Trust::anything).is_untouched()) throw;
  }
}

// A stamp abandons the step; any other plan has to finish it first.
void judge_unfinished(const Session& session, const Chain& chain, const Plan& plan,
                      const core::UnfinishedStep& unfinished, Dialect dialect) {
  if (session.arguments.action != "stamp") return core::require_resumed(chain, plan, unfinished, dialect);
  fmt::print(session.err, "note: {} is unfinished and will no longer count as begun\n",
             core::describe(chain, unfinished, dialect));
}

void plan_change(const Session& session, const Chain& chain, core::Run& run, Dialect dialect) {
  const core::DatabaseState found = run.state_for(trust_of(session.arguments.action));
  Plan plan = make_plan(chain, found.known_rows(), session.arguments);
  if (session.arguments.action == "upgrade" && found.is_untouched()) refuse_existing_tables(run, plan);
  run.ledger().require_width(plan, found.tables);
  if (found.unfinished) judge_unfinished(session, chain, plan, *found.unfinished, dialect);
  if (plan.empty()) plan.rows_after = found.revisions();  // also those that a newer program left
  const TransactionMode mode = session.arguments.transaction.value_or(chain.settings().transaction);
  print_live_plan(session, {chain, plan, dialect, found.unfinished,
                            cut_into_groups(chain, plan, dialect, mode), session.arguments.verbose});
}

int run_plan(const Session& session) {
  const bool is_rollback = session.arguments.action == "rollback";
  if (is_rollback && session.arguments.rows)
    throw Error(ErrorKind::usage,
                "plan rollback reads the history of a database: name it with --url, and leave out --rows");
  if (!is_rollback && (session.arguments.rows || !names_database(session)))
    return run_plan_without_database(session);
  const Chain& chain = session.compiled_chain();
  with_database(session, [&](const OpenDatabase& database) {
    const Options options = run_options(session);
    core::Run run(database.connection, chain, options, Access::read);
    if (is_rollback)
      plan_rollback(session, run, database.connection.dialect());
    else
      plan_change(session, chain, run, database.connection.dialect());
  });
  return 0;
}

void declare_verbose(OptionSet& options, Session& session) {
  options.flag("-v,--verbose", session.arguments.verbose, "All that is known of each revision");
}

void declare_heads(OptionSet& options, Session& session) {
  declare_verbose(options, session);
  declare_rows(options, session);
  options.flag("--resolve-dependencies", session.arguments.resolve_dependencies,
               "Leave out the heads that another revision depends on");
}

void declare_branches(OptionSet& options, Session& session) {
  declare_verbose(options, session);
  declare_rows(options, session);
}

void declare_history(OptionSet& options, Session& session) {
  declare_verbose(options, session);
  declare_rows(options, session);
  declare_database_options(options, session);
  options.flag("-i,--indicate-current", session.arguments.indicate_current, "Mark what the database is at");
  options.value("-r,--rev-range", session.arguments.range, "A:B", "Only the revisions from A to B");
  options
      .flag("--applied", session.arguments.applied,
            "What ran on the database instead: when, for how long, and by which program")
      .excludes({"--indicate-current", "--rev-range", "--rows"});
}

void declare_show(OptionSet& options, Session& session) {
  declare_rows(options, session);
  declare_database_options(options, session);
  options.positional("target", session.arguments.target, "A revision, a label, head, heads or current")
      .required();
}

void declare_plan(OptionSet& options, Session& session) {
  declare_rows(options, session);
  declare_database_options(options, session);
  options
      .positional_choice(
          "action", session.arguments.action, "upgrade, downgrade, stamp or rollback",
          {{"upgrade", "upgrade"}, {"downgrade", "downgrade"}, {"stamp", "stamp"}, {"rollback", "rollback"}})
      .required();
  options.positionals("target", session.arguments.targets, "Where to go; stamp takes several, rollback none");
  options.flag("--purge", session.arguments.purge, "For stamp: forget the old rows first, whatever they are");
  options.flag("-v,--verbose", session.arguments.verbose, "The statements, too");
  declare_transaction(options, session);
}

}  // namespace

void declare_common_options(OptionSet& options, Arguments& arguments) {
  options.choice("--format", arguments.format, "FORMAT",
                 "How results are printed: text (the default) or json",
                 {{"json", Format::json}, {"text", Format::text}});
  options.flag("-q,--quiet", arguments.quiet, "Print results and errors only");
  options.choice(
      "--color", arguments.color, "WHEN", "auto (on a terminal; the default), always or never",
      {{"always", ColorMode::always}, {"auto", ColorMode::automatic}, {"never", ColorMode::never}});
}

std::vector<Command> chain_commands(Session& session) {
  const auto command = [&session](std::string_view name, std::string_view summary, std::string_view example,
                                  void (*declare)(OptionSet&, Session&), int (*run)(const Session&)) {
    return Command{name, summary, example,
                   [&session, declare](OptionSet& options) { declare(options, session); },
                   [&session, run] { return run(session); }};
  };
  return {
      command("heads", "List the revisions that nothing follows", "heads --format json", declare_heads,
              run_heads),
      command("branches", "List the revisions that several follow", "branches", declare_branches,
              run_branches),
      command("history", "List the revisions, newest first", "history -r 67371aeb5ae0:head", declare_history,
              run_history),
      command("show", "Show all that is known of a revision", "show head", declare_show, run_show),
      command("plan", "Show what a run would do, and do nothing",
              "plan upgrade head -v --url sqlite:///inventory.db", declare_plan, run_plan),
  };
}

}  // namespace migrate::cli
