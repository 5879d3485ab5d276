#include "cli/run_options.h"

#include "core/text.h"
#include "migrate/migrator.h"

namespace migrate::cli {

Options run_options(const Session& session) {
  Options options;
  options.lock_timeout = session.arguments.lock_timeout.value_or(options.lock_timeout);
  options.transaction = session.arguments.transaction;
  options.program = session.program;
  return options;
}

std::string place_text(std::span<const std::string> rows) {
  return rows.empty() ? "base" : core::listed(rows);
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
