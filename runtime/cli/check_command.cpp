#include "cli/check.h"
#include "cli/commands.h"

namespace migrate::cli {

namespace {

struct Check {
  DatabaseOptions database;

  void declare(OptionSet& options, const Invocation& invocation) { database.declare(options, invocation); }

  [[nodiscard]] int run(const Invocation& invocation) const {
    const Chain& chain = invocation.compiled_chain();
    return report_check(invocation, database, findings_of(std::string(chain.name()), chain),
                        names_database(invocation, database) ? &chain : nullptr);
  }
};

}  // namespace

Command check_command(const Invocation& invocation) {
  return make_command<Check>(invocation, "check", "Compare the database with the chain",
                             "check --url sqlite:///inventory.db");
}

}  // namespace migrate::cli
