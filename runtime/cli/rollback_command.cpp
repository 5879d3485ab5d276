#include "cli/backup_option.h"
#include "cli/change_database.h"
#include "cli/commands.h"
#include "cli/dry_run.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

struct Rollback {
  DatabaseOptions database;
  BackupOption backup;
  DryRunOption dry_run;
  bool trust_history = false;

  void declare(OptionSet& options, const Invocation& invocation) {
    database.declare(options, invocation);
    backup.declare(options);
    dry_run.declare(options).excludes({"--backup"});
    options.flag("--trust-history", trust_history,
                 "PostgreSQL: accept a history that other roles can change");
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    Options run_options = database.run_options(invocation);
    run_options.trust_history = trust_history;
    run_options.backup = backup.path;
    if (dry_run.is_wanted)
      return try_on_database(invocation, database, run_options,
                             [](Connection& connection, const Chain& chain, const Options& options) {
                               return dry_run_rollback(connection, chain, options);
                             });
    return change_database(invocation, database, run_options,
                           [](Connection& connection, const Chain& chain, const Options& options) {
                             return rollback(connection, chain, options);
                           });
  }
};

}  // namespace

Command rollback_command(const Invocation& invocation) {
  return make_command<Rollback>(invocation, "rollback",
                                "Revert revisions of a newer program with the scripts it stored",
                                "rollback --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
