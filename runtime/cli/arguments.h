#pragma once

// What a person typed, after parsing: one plain value that all commands read.

#include <string>
#include <vector>

namespace migrate::cli {

enum class Format : bool { text, json };

struct Arguments {
  Format format = Format::text;
  bool quiet = false;
  bool verbose = false;
  bool purge = false;
  bool resolve_dependencies = false;
  bool indicate_current = false;
  std::string action;                // plan: upgrade, downgrade or stamp
  std::string range;                 // a:b
  std::vector<std::string> rows;     // of a version table
  std::vector<std::string> targets;  // as typed
};

}  // namespace migrate::cli
