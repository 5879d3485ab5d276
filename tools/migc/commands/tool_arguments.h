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
  std::string steps_header;
  std::string manifest;
  std::string stamp;
  std::string record;
  std::string replay_cache;
  std::vector<std::string> accepted;  // lock: revisions whose edit is deliberate

  // What the authoring commands write into a file.
  std::string dialects = "sqlite";  // a list
  bool example = false;             // init: write a program as well
  std::string message;
  std::string id;  // empty: a random one
  std::vector<std::string> labels;
  std::vector<std::string> dependencies;  // as typed
  std::string versions;                   // one of the folders of `versions`; empty: the parent's
  bool yaml = false;

  // Where it goes in the chain.
  std::string head;     // the parent, as typed; empty: the single head
  bool splice = false;  // a parent may have children
  std::string onto;     // rebase: the new parent, as typed
};

}  // namespace migrate::migc
