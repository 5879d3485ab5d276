#pragma once

// What the commands that change a database, or try to, have in common: they are watched, a signal stops them,
// and they end with a line that says where the database is.

#include <functional>

#include "cli/invocation.h"
#include "migrate/options.h"
#include "migrate/report.h"

namespace migrate::cli {

using Change = std::function<Report(Connection&, const Chain&, const Options&)>;

// Runs the change, watched. Returns the exit code; throws what the change and with_database() throw.
[[nodiscard]] int change_database(const Invocation& invocation, const DatabaseOptions& database,
                                  Options options, const Change& change);

// Opens the database and calls the work with these options, to which it adds the observer and the stop flag.
void run_watched(const Invocation& invocation, const DatabaseOptions& database, Options options,
                 const std::function<void(const OpenDatabase&, const Options&)>& work);

// " (sqlite:///inventory.db)": which database that was is worth a word, because it may not be the one that
// the user had in mind. Empty for the program's own.
[[nodiscard]] std::string in_parentheses(const std::string& shown_url);

}  // namespace migrate::cli
