#include "cli/database_commands.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/check.h"
#include "cli/current.h"
#include "cli/progress.h"
#include "cli/revision_json.h"
#include "cli/run_options.h"
#include "cli/script.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

using Work = Report (*)(const Session&, Connection&, const Chain&, const Options&);

struct Change {
  Report report;
  std::string shown_url;  // of the database, as OpenDatabase has it
};

// Runs what changes a database: watched, and stopped by a signal.
Change run_watched(const Session& session, const Chain& chain, Work work) {
  const InterruptGuard interrupts;
  Progress progress(session.err, session.err_is_terminal ? ProgressStyle::bar : ProgressStyle::lines,
                    std::chrono::steady_clock::now, progress_width());
  Options options = run_options(session);
  options.stop = interrupts.stop();
  if (!session.arguments.quiet) options.observer = &progress;
  Change change;
  with_database(session, [&](const OpenDatabase& database) {
    change = {work(session, database.connection, chain, options), database.shown_url};
  });
  return change;
}

// " (sqlite:///inventory.db)"
std::string in_parentheses(const std::string& shown_url) {
  return shown_url.empty() ? "" : fmt::format(" ({})", shown_url);
}

// An accepted edit moves nothing, so it is named.
std::string done_words(const Report& report) {
  std::vector<std::string_view> accepted;
  for (const StepReport& step : report.steps)
    if (step.kind == StepKind::stamp && !step.revision.empty()) accepted.push_back(step.revision);
  if (!accepted.empty()) return fmt::format("Accepted {} as compiled", fmt::join(accepted, ", "));
  return report.changed() ? "Done" : "Nothing to do";
}

// Which database that was is worth a word: it may not be the one that the user had in mind.
std::string end_line(const Change& change) {
  const Report& report = change.report;
  return fmt::format(
      "{}; the database is at {}{}{}\n", done_words(report), core::place_text(report.rows_after),
      report.has_compatible_revisions ? ", newer than this program and compatible with it" : "",
      in_parentheses(change.shown_url));
}

int change_database(const Session& session, Work work) {
  const Chain& chain = session.compiled_chain();
  const Change change = run_watched(session, chain, work);
  if (!change.report.forgotten_step.empty() && !session.arguments.quiet)
    fmt::print(
        session.err,
        "note: {} was unfinished and no longer counts as begun; what it changed stays in the database\n",
        core::shown(change.report.forgotten_step));
  if (session.arguments.format == Format::json) session.out << report_json(change.report);
  if (!session.arguments.quiet) fmt::print(session.err, "{}", end_line(change));
  return 0;
}

Report do_upgrade(const Session& session, Connection& connection, const Chain& chain,
                  const Options& options) {
  const std::optional<std::string>& target = session.arguments.target;
  return target ? upgrade_to(connection, chain, *target, options) : upgrade(connection, chain, options);
}

Report do_downgrade(const Session& session, Connection& connection, const Chain& chain,
                    const Options& options) {
  return downgrade(connection, chain, *session.arguments.target, options);
}

Report do_rollback(const Session&, Connection& connection, const Chain& chain, const Options& options) {
  return rollback(connection, chain, options);
}

Report do_stamp(const Session& session, Connection& connection, const Chain& chain, const Options& options) {
  const Arguments& arguments = session.arguments;
  if (!arguments.accepted.empty()) return accept(connection, chain, arguments.accepted, options);
  return stamp(connection, chain, arguments.targets, arguments.purge ? Purge::yes : Purge::no, options);
}

int run_upgrade(const Session& session) {
  if (wants_script(session)) return print_script(session, StepKind::upgrade);
  return change_database(session, do_upgrade);
}

int run_downgrade(const Session& session) {
  if (wants_script(session)) return print_script(session, StepKind::downgrade);
  if (!session.arguments.target)
    throw Error(ErrorKind::usage,
                "downgrade needs a target: -1, base or a revision; \"downgrade --help\" shows an example");
  return change_database(session, do_downgrade);
}

int run_stamp(const Session& session) {
  if (wants_script(session)) return print_script(session, StepKind::stamp);
  const Arguments& arguments = session.arguments;
  if (arguments.accepted.empty() == arguments.targets.empty())
    throw Error(ErrorKind::usage,
                "stamp takes either targets or --accept REVISION; \"stamp --help\" shows an example");
  return change_database(session, do_stamp);
}

int run_ensure_version(const Session& session) {
  const Chain& chain = session.compiled_chain();
  with_database(session, [&](const OpenDatabase& database) {
    ensure_version(database.connection, chain, run_options(session));
    if (!session.arguments.quiet)
      fmt::print(session.err, "Done; the database has both tables{}\n", in_parentheses(database.shown_url));
  });
  return 0;
}

int run_check(const Session& session) {
  const Chain& chain = session.compiled_chain();
  return report_check(session, findings_of(std::string(chain.name()), chain),
                      names_database(session) ? &chain : nullptr);
}

void declare_upgrade(OptionSet& options, Session& session) {
  declare_database_options(options, session);
  declare_transaction(options, session);
  options.positional("target", session.arguments.target,
                     "How far: head, +1, an id ...; without it, to every head");
  declare_script_options(options, session);
}

void declare_downgrade(OptionSet& options, Session& session) {
  declare_database_options(options, session);
  declare_transaction(options, session);
  options.positional("target", session.arguments.target, "How far back: -1, base, an id ...");
  declare_script_options(options, session);
}

void declare_rollback(OptionSet& options, Session& session) {
  declare_database_options(options, session);
  options.flag("--trust-history", session.arguments.trust_history,
               "PostgreSQL: roll back also where other roles may change the history");
}

void declare_stamp(OptionSet& options, Session& session) {
  declare_database_options(options, session);
  options.positionals("targets", session.arguments.targets, "What the database is at: one or several");
  options.flag("--purge", session.arguments.purge, "Forget the old rows first, whatever they are");
  options.value("--accept", session.arguments.accepted, "ID",
                "An applied revision whose file was edited deliberately: accept today's as the one applied");
  declare_script_options(options, session);
}

Command command(Session& session, std::string_view name, std::string_view summary, std::string_view example,
                void (*declare)(OptionSet&, Session&), int (*run)(const Session&)) {
  return {name, summary, example, [&session, declare](OptionSet& options) { declare(options, session); },
          [&session, run] { return run(session); }};
}

}  // namespace

std::vector<Command> database_commands(Session& session) {
  return {
      command(session, "upgrade", "Apply revisions up to a target",
              "upgrade head --url sqlite:///inventory.db", declare_upgrade, run_upgrade),
      command(session, "downgrade", "Go back to a target", "downgrade -1 --url sqlite:///inventory.db",
              declare_downgrade, run_downgrade),
      command(session, "rollback", "Revert what a newer program left, by the scripts that it stored",
              "rollback --url sqlite:///inventory.db", declare_rollback,
              [](const Session& at) { return change_database(at, do_rollback); }),
      command(session, "stamp", "Say what the database is at, without running anything",
              "stamp head --url sqlite:///inventory.db", declare_stamp, run_stamp),
      current_command(session),
  };
}

Command check_command(Session& session) {
  return command(session, "check", "Compare the database with the chain",
                 "check --url sqlite:///inventory.db", declare_database_options, run_check);
}

Command ensure_version_command(Session& session) {
  return command(session, "ensure-version", "Create the version and history tables, and nothing else",
                 "ensure-version --url sqlite:///inventory.db", declare_database_options, run_ensure_version);
}

}  // namespace migrate::cli
