// Rows that never are what was seen a moment ago: a run gives up instead of trying for ever.

#include "contract/fake_database.h"
#include "contract/newer_program.h"

namespace migrate::testing {

class RestlessRows : public ::testing::Test {
 protected:
  // The rows are other ones whenever a group has its lock, and stay so until the next.
  void flip_between(const std::string& one, const std::string& other) {
    database_.before_group = [this, one, other] {
      std::vector<std::string>& rows = database_.state.rows;
      rows = {rows == std::vector<std::string>{one} ? other : one};
    };
  }

  FakeDatabase database_;
  std::unique_ptr<Connection> connection_ = database_.connect();
};

TEST_F(RestlessRows, EndAnUpgrade) {
  upgrade(*connection_, four_tables(), "b");
  database_.state.rows = {"a"};
  flip_between("a", "b");
  const Error error = error_of([&] { upgrade(*connection_, four_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_STREQ(error.what(),
               "the version rows keep changing between this run's look and its lock: they are now b. Find out"
               " what else writes to them, and run the command again");
}

TEST_F(RestlessRows, EndAnUpgradeOutsideATransaction) {
  const ScriptedChain chain({creates("a"), alone({.id = "b", .parents = {"a"}, .up = {"VACUUM"}}),
                             alone({.id = "c", .parents = {"b"}, .up = {"CREATE TABLE c (id INTEGER)"}})});
  upgrade(*connection_, chain, "b");
  database_.state.rows = {"a"};
  flip_between("a", "b");
  EXPECT_EQ(error_of([&] { upgrade(*connection_, chain); }).kind(), ErrorKind::busy);
  EXPECT_FALSE(database_.has_table("c"));
}

TEST_F(RestlessRows, EndARollback) {
  upgrade(*connection_, four_tables());
  flip_between("c", "d");
  EXPECT_EQ(error_of([&] { rollback(*connection_, two_tables()); }).kind(), ErrorKind::busy);
}

}  // namespace migrate::testing
