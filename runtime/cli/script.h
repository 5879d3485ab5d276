#pragma once

// --sql: the commands that change a database write a script for its shell instead, and open none.

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "migrate/report.h"

namespace migrate::cli {

struct ScriptRequest {
  StepKind kind;
  std::vector<std::string> targets;  // typed beside --sql
  const DatabaseOptions& database;
  Options run_options;  // of the run that the script stands for
};

struct ScriptOptions {
  std::optional<Dialect> dialect;
  std::optional<std::string> sql;  // the range after --sql, which may be empty
  std::size_t first_item = 1;

  // --sql and --dialect, and --at-item.
  void declare(OptionSet& options);

  // Throws where an option needs --sql, which is missing.
  [[nodiscard]] bool is_wanted() const;

  // Prints the script all in one and returns the exit code, or throws and prints nothing.
  [[nodiscard]] int print(const Invocation& invocation, const ScriptRequest& request) const;
};

}  // namespace migrate::cli
