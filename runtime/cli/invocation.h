#pragma once

// What a command works with: the arguments, the chain, the database, and the two streams.

#include <functional>
#include <iosfwd>
#include <string>

#include "cli/arguments.h"
#include "cli/database.h"
#include "migrate/chain.h"

namespace migrate::cli {

struct Session {
  Arguments arguments;
  // Called once by a command that needs the chain: a program has it compiled in, migc reads the folder.
  std::function<const Chain&()> chain;
  std::ostream& out;  // results
  std::ostream& err;  // everything else
  // The same with its scripts and digests, which migc makes only for commands that run or compare them.
  std::function<const Chain&()> compiled_chain = {};
  DatabaseAccess database = {};
  std::string program = {};  // name and version, for the history
  bool err_is_terminal = false;
};

}  // namespace migrate::cli
