#pragma once

#include <string>
#include <vector>

namespace migrate::migc {

// What only migc's own commands take.
struct ToolArguments {
  std::string folder = "migrations";
  std::string name = "chain";
  std::string output;
  std::string chain_header;
  std::string manifest;
  std::string stamp;
  std::vector<std::string> accepted;  // lock: revisions whose edit is deliberate
};

}  // namespace migrate::migc
