#pragma once

// The vocabulary of the core's tests: chains written in one line.
//
//     const core::OwnedChain chain = chain_of({{"a"}, {"b", {"a"}}, {"m", {"b", "x"}, {"dependency"}}});

#include "migc/chain/chain_builder.h"

namespace migrate::testing {

inline core::OwnedChain chain_of(std::vector<core::RevisionSpec> revisions) {
  core::ChainSpec spec;
  spec.revisions = std::move(revisions);
  return core::OwnedChain(std::move(spec));
}

}  // namespace migrate::testing
