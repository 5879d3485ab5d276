// The history's order is that of its numbers. Its times are for people: a clock may jump, and a database may
// be older than 1970 or younger than 2038 for it.

#include "contract/newer_program.h"

namespace migrate::testing {

TEST_P(Contract, ClockThatJumpsChangesNoOrder) {
  up(four_tables());
  const std::pair<const char*, const char*> times[] = {{"a", "9999-12-31T23:59:59.999Z"},
                                                       {"b", "2106-02-07T06:28:16.000Z"},
                                                       {"c", "2038-01-19T03:14:08.000Z"},
                                                       {"d", "1901-12-13T20:45:51.000Z"}};
  for (const auto& [revision, time] : times)
    for (const char* column : {"started", "finished"}) database_->set_history(revision, column, time);
  EXPECT_EQ(check(*connection_, four_tables()).verified, 4U);
  EXPECT_FALSE(up(four_tables()).changed());
  EXPECT_EQ(rollback(*connection_, two_tables()).steps.size(), 2U);
  up(four_tables());
  downgrade(*connection_, four_tables(), "base");
  EXPECT_THAT(database_->history(),
              ElementsAre("upgrade a done", "upgrade b done", "upgrade c done", "upgrade d done",
                          "downgrade d done", "downgrade c done", "upgrade c done", "upgrade d done",
                          "downgrade d done", "downgrade c done", "downgrade b done", "downgrade a done"));
}

}  // namespace migrate::testing
