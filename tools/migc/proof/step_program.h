#pragma once

// The program that has the C++ steps of a chain: migrate_add_test() makes it, migc runs it.

#include <string>
#include <utility>

#include "core/run/proof_move.h"

namespace migrate::migc {

class StepProgram {
 public:
  // `folder`: for its answers. `runs_all`: also moves without a step, since the program gives its connections
  // what revisions need, such as functions of its own.
  StepProgram(std::string path, std::string folder, bool runs_all)
      : path_(std::move(path)), folder_(std::move(folder)), runs_all_(runs_all) {}

  [[nodiscard]] bool runs_all() const noexcept { return runs_all_; }

  // Throws migrate::Error: that of the move, or (`failed`) that the program did not get to an end.
  void run(core::ProofRequest request) const;

 private:
  std::string path_;
  std::string folder_;
  bool runs_all_;
};

}  // namespace migrate::migc
