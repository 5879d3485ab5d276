// Each case of tests/golden/operations on a real engine: up, down, up. The downgrade leads to what was there
// before, and the second way up to what the first one made.

#include <gtest/gtest.h>

#include "migc/operations/live_database.h"
#include "migc/operations/operation_case.h"
#include "migrate/migrator.h"

namespace migrate::migc {
namespace {

std::vector<OperationCase> cases_of_engine() {
  std::vector<OperationCase> cases = operation_cases();
  std::erase_if(cases, [](const OperationCase& tested) { return !tested.is_for(live_dialect); });
  return cases;
}

class RoundTrip : public ::testing::TestWithParam<OperationCase> {
 protected:
  void up(std::string_view target) { upgrade(database_->connection(), chain_.chain(), target); }
  void up_to_case() { up("head"); }
  void down_from_case() { downgrade(database_->connection(), chain_.chain(), "-1"); }

  // Rows that an operation drops are not brought back: then only the catalogue counts.
  void expect_state(DatabaseState expected) {
    DatabaseState state = database_->state();
    if (!chain_.last().lossy().empty()) state.rows = expected.rows = {};
    EXPECT_EQ(state, expected);
  }

  YamlChain chain_{GetParam().chain(), GetParam().setting()};
  std::unique_ptr<LiveDatabase> database_ = make_live_database();
};

TEST_P(RoundTrip, LeadsBackToWhatWasThere) {
  ASSERT_TRUE(chain_.compiled()) << chain_.report();
  if (chain_.chain().size() > 1) up("head-1");
  const DatabaseState before = database_->state();
  up_to_case();
  const DatabaseState after = database_->state();
  down_from_case();
  expect_state(before);
  up_to_case();
  expect_state(after);
}

INSTANTIATE_TEST_SUITE_P(Operations, RoundTrip, ::testing::ValuesIn(cases_of_engine()), case_name);

}  // namespace
}  // namespace migrate::migc
