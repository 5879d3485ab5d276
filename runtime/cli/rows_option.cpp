#include "cli/rows_option.h"

#include "cli/invocation.h"
#include "cli/name_list.h"
#include "migrate/migrator.h"

namespace migrate::cli {

void RowsOption::declare(OptionSet& options) {
  options.value("--rows", typed, "ID,...",
                "The rows of the version table: ids, separated by commas; \"\" for none");
}

std::vector<std::string> RowsOption::rows() const {
  return split_names(typed.value_or(""));
}

std::vector<std::string> RowsOption::rows_or_read(const Invocation& invocation,
                                                  const DatabaseOptions& database, const Chain& chain) const {
  if (typed) return rows();
  std::vector<std::string> found;
  with_database(invocation, database, [&](const OpenDatabase& open) {
    found = current(open.connection, chain, database.run_options(invocation)).rows;
  });
  return found;
}

}  // namespace migrate::cli
