// What an error says of the database and of what to do next is in its fields, and its message says the same.

#include "contract/contract.h"

namespace migrate::testing {

TEST_P(Contract, MistakeInATargetHasItsAdviceAsField) {
  const Error error = error_of([&] { stamp(*connection_, two_tables(), {"+1"}); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_EQ(error.context().state, "");
  EXPECT_EQ(error.context().advice, "A stamp needs a revision by its name.");
  EXPECT_STREQ(error.what(), "\"+1\" is relative; a stamp needs a revision by its name");
}

TEST_P(Contract, PlanForOtherRowsHasItsAdviceAsField) {
  const Plan plan = plan_upgrade(two_tables(), {}, "head");
  up(two_tables());
  const Error error = error_of([&] { apply(*connection_, two_tables(), plan); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_EQ(error.context().advice, "Make a new plan.");
}

TEST_P(Contract, EditedRevisionHasStateAndAdviceAsFields) {
  up(two_tables());
  ScriptedRevision edited = creates("a");
  edited.up.emplace_back("CREATE TABLE more (id INTEGER)");
  const ScriptedChain chain({edited, creates("b", {"a"})});
  const Error error = error_of([&] { up(chain); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().state, "Nothing was changed.");
  EXPECT_THAT(error.context().advice, HasSubstr("Undo the edit of versions/"));
  EXPECT_THAT(error.context().advice, HasSubstr("if the database is right as it is."));
}

TEST_P(Contract, NewerDatabaseHasStateAndAdviceAsFields) {
  up(two_tables());
  const Error error = error_of([&] { up(ScriptedChain({creates("a")})); });
  EXPECT_EQ(error.kind(), ErrorKind::newer_database);
  EXPECT_EQ(error.context().state, "Nothing was changed.");
  EXPECT_THAT(error.context().advice, HasSubstr("Run the program that applied them or a newer one"));
  EXPECT_EQ(error.context().advice.back(), '.');
}

}  // namespace migrate::testing
