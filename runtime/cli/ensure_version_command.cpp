#include <ostream>

#include "cli/change_database.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "migrate/migrator.h"

namespace migrate::cli {

namespace {

struct EnsureVersion {
  DatabaseOptions database;

  void declare(OptionSet& options, const Invocation& invocation) { database.declare(options, invocation); }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.compiled_chain();
    with_database(invocation, database, [&](const OpenDatabase& open) {
      ensure_version(open.connection, chain, database.run_options(invocation));
      if (!invocation.options.quiet)
        print(invocation.err, "Done; the database has both tables{}\n", in_parentheses(open.shown_url));
    });
    return 0;
  }
};

}  // namespace

Command ensure_version_command(const Invocation& invocation) {
  return make_command<EnsureVersion>(invocation, "ensure-version",
                                     "Create the version and history tables only",
                                     "ensure-version --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
