// One chain that uses every operation, with rows in every table, on the engine of the program.

#include "migc/operations/on_engine.h"
#include "migc/operations/operation_case.h"
#include "migc/operations/parse_operation.h"

namespace migrate::migc {
namespace {

using ::testing::HasSubstr;

std::string every_operation() {
  return read_text(MIGRATE_EVERY_OPERATION);
}

class EveryOperation : public OnEngine {
 protected:
  // The states after each revision, on the way up.
  std::vector<DatabaseState> climb() {
    std::vector<DatabaseState> states;
    for (const Revision revision : chain_->chain()) {
      up(revision.id());
      states.push_back(state());
    }
    return states;
  }
};

TEST_F(EveryOperation, IsInTheChain) {
  for (const std::string_view word : operation_words())
    EXPECT_THAT(every_operation(), HasSubstr("- " + std::string(word) + ":"));
}

TEST_F(EveryOperation, GoesUpAndDownAndUpWithoutLoss) {
  use(every_operation());
  const std::vector<DatabaseState> climbed = climb();
  for (std::size_t i = climbed.size() - 1; i > 0; --i) {
    down();
    EXPECT_EQ(state(), climbed[i - 1]) << "below " << chain_->chain()[static_cast<RevisionIndex>(i)].id();
  }
  down();
  EXPECT_EQ(climb(), climbed);
}

TEST_F(EveryOperation, KeepsTheRowsOfEachTable) {
  use(every_operation());
  up();
  EXPECT_THAT(list("SELECT first_name || '/' || last_name || '/' || mood || '/' || coalesce(tries, -1)"
                   " FROM people ORDER BY id"),
              ::testing::ElementsAre("Ada/Lovelace/tired/1", "Grace/O'Malley/quiet/1"));
  EXPECT_THAT(list("SELECT person || '/' || line || '/' || coalesce(words, '-') || '/' || size FROM remarks"
                   " ORDER BY person, line"),
              ::testing::ElementsAre("1/1/engine/6", "1/2/no; -- comment/14", "2/1/-/0"));
  EXPECT_THAT(list("SELECT words || '/' || shade FROM kept"), ::testing::ElementsAre("early/dark"));
}

}  // namespace
}  // namespace migrate::migc
