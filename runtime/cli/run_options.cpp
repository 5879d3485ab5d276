#include "cli/run_options.h"

#include <CLI/CLI.hpp>

#include <map>

#include "cli/word_option.h"
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

namespace {

// An empty text is an empty table.
std::vector<std::string> split_rows(const std::string& text) {
  std::vector<std::string> rows = CLI::detail::split(text, ',');
  std::erase(rows, "");
  return rows;
}

}  // namespace

void declare_rows(CLI::App& app, Session& session) {
  app.add_option_function<std::string>(
         "--rows", [&session](const std::string& text) { session.arguments.rows = split_rows(text); },
         "What the version table holds: ids, separated by commas; \"\" for an empty one")
      ->type_name("ID,...");
}

void declare_transaction(CLI::App& app, Session& session) {
  static const std::map<std::string, TransactionMode> modes{{"all", TransactionMode::all},
                                                            {"each", TransactionMode::each}};
  app.add_option("--transaction", session.arguments.transaction,
                 "all: one transaction for the run; each: one for each revision")
      ->transform(one_of(modes))
      ->type_name("MODE");
}

std::vector<std::string> version_rows(const Session& session, const Chain& chain) {
  if (session.arguments.rows) return *session.arguments.rows;
  std::vector<std::string> rows;
  with_database(session, [&](const OpenDatabase& database) {
    rows = current(database.connection, chain, run_options(session)).rows;
  });
  return rows;
}

}  // namespace migrate::cli
