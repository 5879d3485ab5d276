#include "migc/proof/proof_progress.h"

#include <gtest/gtest.h>

#include <future>

#include "migc/chain/chain_builder.h"

namespace migrate::migc {
namespace {

using namespace std::chrono_literals;

core::OwnedChain two_revisions() {
  core::ChainSpec spec;
  spec.revisions = {{.id = "a"}, {.id = "b", .parents = {"a"}}};
  return core::OwnedChain(std::move(spec));
}

TEST(ProofProgress, NamesTheRevisionWhileItRuns) {
  const core::OwnedChain owned = two_revisions();
  std::promise<std::string> printed;
  {
    bool is_first = true;
    ProofProgress progress(
        [&](const std::string& line) {
          if (std::exchange(is_first, false)) printed.set_value(line);
        },
        1ms, 1ms);
    progress.begin(owned.chain(), Dialect::sqlite, 1);
    EXPECT_EQ(printed.get_future().get(), "sqlite: proving revision b (2 of 2)");
  }
}

TEST(ProofProgress, SaysNothingOfAShortProof) {
  const core::OwnedChain owned = two_revisions();
  int lines = 0;
  {
    ProofProgress([&](const std::string&) { ++lines; }, 1h).begin(owned.chain(), Dialect::sqlite, 0);
  }
  EXPECT_EQ(lines, 0);
}

}  // namespace
}  // namespace migrate::migc
