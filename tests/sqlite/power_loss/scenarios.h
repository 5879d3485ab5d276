#pragma once

// The runs during which the power is cut.

#include <functional>
#include <string>
#include <vector>

#include "migrate/chain.h"
#include "migrate/connection.h"

namespace migrate::testing {

struct Scenario {
  std::string name;
  const Chain* chain;  // that knows every state
  // On a database that may not exist yet.
  std::function<void(Connection&)> prepare;
  std::function<void(Connection&)> run;
  std::size_t states;  // that the run makes: the first, and one for each of its transactions
};

const std::vector<Scenario>& scenarios();

}  // namespace migrate::testing
