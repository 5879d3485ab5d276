#pragma once

// What a command works with: the arguments, the chain, and the two streams.

#include <functional>
#include <iosfwd>

#include "cli/arguments.h"
#include "migrate/chain.h"

namespace migrate::cli {

struct Session {
  Arguments arguments;
  // Called once by a command that needs the chain: a program has it compiled in, migc reads the folder.
  std::function<const Chain&()> chain;
  std::ostream& out;  // results
  std::ostream& err;  // everything else
};

}  // namespace migrate::cli
