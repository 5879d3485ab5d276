#pragma once

// What `check` finds out and says. migc looks at the folder first, a program's chain was checked when it was
// built; what follows, and how it is told, is the same.

#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "migrate/status.h"

namespace migrate::cli {

struct ChainFindings {
  std::string name;  // the folder, or the program's chain
  std::size_t revisions = 0;
  std::vector<std::string> heads;          // of a valid chain
  std::vector<std::string> mistakes = {};  // JSON objects; without any, the chain is valid
};

[[nodiscard]] ChainFindings findings_of(std::string name, const Chain& chain);

// Compares the database with the chain. Throws what migrate::check() and with_database() throw.
[[nodiscard]] CheckReport check_database(const Session& session, const Chain& chain);

// Prints what was found out, in the format that was asked for, and returns the exit code.
[[nodiscard]] int print_check(const Session& session, const ChainFindings& chain,
                              const std::optional<CheckReport>& database);

}  // namespace migrate::cli
