#include "cli/applied_history.h"
#include "cli/change_database.h"
#include "cli/commands.h"
#include "cli/script.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

struct Stamp {
  DatabaseOptions database;
  std::vector<std::string> targets;
  bool purge = false;
  bool force = false;
  std::string accepted;  // the revision whose edit is deliberate
  ScriptOptions script;

  void declare(OptionSet& options, const Invocation& invocation) {
    database.declare(options, invocation);
    options.positionals("targets", targets, "The revisions to record: head, an id, a label ...");
    options.flag("--purge", purge, "First remove all rows of the version table");
    if (invocation.judge_first_stamp)
      options.flag("--force", force,
                   "Record the targets although the database lacks tables or columns that they have");
    options.value("--accept", accepted, "ID",
                  "Record the present file of an applied revision, which was edited deliberately");
    script.declare(options);
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    if (script.is_wanted()) return print_script(invocation);
    if (accepted.empty() == targets.empty())
      throw Error(ErrorKind::usage,
                  "stamp takes either targets or --accept REVISION; \"stamp --help\" shows an example");
    return change_database(invocation, database, database.run_options(invocation),
                           [&](Connection& connection, const Chain& chain, const Options& options) {
                             if (!accepted.empty()) return accept(connection, chain, accepted, options);
                             judge_first_stamp(invocation, connection, chain, options);
                             return stamp(connection, chain, targets, purge ? Purge::yes : Purge::no,
                                          options);
                           });
  }

  // Without rows and history, nothing but the stamp says what the database is at.
  void judge_first_stamp(const Invocation& invocation, Connection& connection, const Chain& chain,
                         const Options& options) const {
    if (!invocation.judge_first_stamp || purge) return;
    const Status status = current(connection, chain, options);
    if (!status.rows.empty() || has_history(connection, chain, options)) return;
    const Plan plan = plan_stamp(chain, status.rows, targets);
    if (plan.rows_after.empty()) return;
    invocation.judge_first_stamp({database, plan.rows_after, options.schema, force});
  }

  [[nodiscard]] int print_script(const Invocation& invocation) const {
    if (purge)
      throw Error(ErrorKind::usage, "a script cannot forget rows that it has not read: write START:TARGET");
    if (!accepted.empty())
      throw Error(ErrorKind::usage,
                  "--accept compares with the database, which a script does not see; leave out --sql");
    return script.print(invocation, {StepKind::stamp, targets, database, database.run_options(invocation)});
  }
};

}  // namespace

Command stamp_command(const Invocation& invocation) {
  return make_command<Stamp>(invocation, "stamp", "Record what the database is at, without running anything",
                             "stamp head --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
