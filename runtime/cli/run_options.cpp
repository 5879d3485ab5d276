#include "cli/run_options.h"

#include "cli/name_list.h"
#include "cli/option_set.h"
#include "migrate/migrator.h"

namespace migrate::cli {

Options run_options(const Session& session) {
  Options options;
  options.lock_timeout = session.arguments.lock_timeout.value_or(options.lock_timeout);
  options.transaction = session.arguments.transaction;
  options.schema = session.arguments.schema;
  options.role = session.arguments.role;
  options.program = session.program;
  options.trust_history = session.arguments.trust_history;
  return options;
}

void declare_rows(OptionSet& options, Session& session) {
  options.value("--rows", session.arguments.rows, "ID,...",
                "What the version table holds: ids, separated by commas; \"\" for an empty one");
}

void declare_transaction(OptionSet& options, Session& session) {
  using enum TransactionMode;
  options.choice("--transaction", session.arguments.transaction, "MODE",
                 "all: one transaction for the run; each: one for each revision",
                 {{"all", all}, {"each", each}});
}

std::vector<std::string> version_rows(const Session& session, const Chain& chain) {
  if (session.arguments.rows) return split_names(*session.arguments.rows);
  std::vector<std::string> rows;
  with_database(session, [&](const OpenDatabase& database) {
    rows = current(database.connection, chain, run_options(session)).rows;
  });
  return rows;
}

}  // namespace migrate::cli
