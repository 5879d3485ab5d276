// upgrade and downgrade: they move a database along the chain.

#include "cli/backup_option.h"
#include "cli/change_database.h"
#include "cli/commands.h"
#include "cli/dry_run.h"
#include "cli/script.h"
#include "cli/transaction_option.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

struct MoveCommand {
  DatabaseOptions database;
  TransactionOption transaction;
  BackupOption backup;
  DryRunOption dry_run;
  std::optional<std::string> target;
  ScriptOptions script;

  void declare(OptionSet& options, const Invocation& invocation, std::string description) {
    database.declare(options, invocation);
    transaction.declare(options);
    backup.declare(options).excludes({"--sql"});
    dry_run.declare(options).excludes({"--sql", "--backup"});
    options.positional("target", target, std::move(description));
    script.declare(options);
  }

  [[nodiscard]] Options run_options(const Invocation& invocation) const {
    Options options = database.run_options(invocation);
    options.transaction = transaction.mode;
    options.backup = backup.path;
    return options;
  }

  [[nodiscard]] int print_script(const Invocation& invocation, StepKind kind) const {
    std::vector<std::string> targets;
    if (target) targets.push_back(*target);
    return script.print(invocation, {kind, std::move(targets), database, run_options(invocation)});
  }

  [[nodiscard]] int try_to(const Invocation& invocation, const TryOut& try_out) const {
    return try_on_database(invocation, database, run_options(invocation), try_out);
  }

  [[nodiscard]] int change(const Invocation& invocation, const Change& work) const {
    return change_database(invocation, database, run_options(invocation), work);
  }
};

struct Upgrade : MoveCommand {
  void declare(OptionSet& options, const Invocation& invocation) {
    MoveCommand::declare(options, invocation, "How far: head, +1, an id ... (default: all heads)");
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    if (script.is_wanted()) return print_script(invocation, StepKind::upgrade);
    if (dry_run.is_wanted)
      return try_to(invocation, [&](Connection& connection, const Chain& chain, const Options& options) {
        return dry_run_upgrade(connection, chain, target.value_or("heads"), options);
      });
    return change(invocation, [&](Connection& connection, const Chain& chain, const Options& options) {
      return target ? upgrade(connection, chain, *target, options) : upgrade(connection, chain, options);
    });
  }
};

struct Downgrade : MoveCommand {
  void declare(OptionSet& options, const Invocation& invocation) {
    MoveCommand::declare(options, invocation, "How far back: -1, base, an id ...");
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    if (script.is_wanted()) return print_script(invocation, StepKind::downgrade);
    if (!target)
      throw Error(ErrorKind::usage,
                  "downgrade needs a target: -1, base or a revision; \"downgrade --help\" shows an example");
    if (dry_run.is_wanted)
      return try_to(invocation, [&](Connection& connection, const Chain& chain, const Options& options) {
        return dry_run_downgrade(connection, chain, *target, options);
      });
    return change(invocation, [&](Connection& connection, const Chain& chain, const Options& options) {
      return downgrade(connection, chain, *target, options);
    });
  }
};

}  // namespace

Command upgrade_command(const Invocation& invocation) {
  return make_command<Upgrade>(invocation, "upgrade", "Apply revisions up to a target",
                               "upgrade head --url sqlite:///inventory.db");
}

Command downgrade_command(const Invocation& invocation) {
  return make_command<Downgrade>(invocation, "downgrade", "Revert revisions down to a target",
                                 "downgrade -1 --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
