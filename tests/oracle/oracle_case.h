#pragma once

// One line of the data in this folder: a graph of revisions, a command, and what Alembic answered.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"

namespace migrate::testing {

using Names = std::vector<std::string>;

// What the command must answer; which members mean something depends on the command.
struct Expectation {
  bool fails = false;
  bool crashes = false;  // Alembic ended with a traceback: an error, or the answer that it meant to give
  Names steps;           // "+id", "-id", "from,from>to"
  Names rows;
  std::vector<Names> rows_of_each_step;
  Names list;
  std::map<std::string, std::set<std::string>> children;  // of each branch point
};

struct OracleCase {
  std::string id;
  std::string command;
  std::string target;
  Names rows;
  bool rows_are_minimal = true;
  bool purge = false;
  bool resolve_dependencies = false;
  // Why the recorded answer is one that Alembic should not have given; empty for most.
  std::string hazard;
  bool has_one_order = false;  // no two neighbouring steps can change places
  std::vector<core::RevisionSpec> revisions;
  Expectation expected;
};

// All cases of the two files of working graphs; `command` chooses.
std::vector<OracleCase> read_cases(const std::string& command);

}  // namespace migrate::testing
