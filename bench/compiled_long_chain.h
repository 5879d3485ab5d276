#pragma once

// The chain that is measured: 1,000 revisions, as migc would compile them.

#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migrate/chain.h"
#include "support/long_chain.h"

namespace migrate::bench {

using LongChain = std::vector<testing::LongChainRevision>;

// Each is made when it is asked for first.
const LongChain& long_chain();
const Chain& compiled_chain();
// One more, to be given a snapshot.
core::OwnedChain compile_long_chain();

}  // namespace migrate::bench
