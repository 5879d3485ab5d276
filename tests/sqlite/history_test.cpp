// The history's rows on SQLite: each is written, or the run fails.

#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

class HistoryRows : public OnHandle {};

TEST_F(HistoryRows, NoneFollowsTheLargestNumber) {
  upgrade(connection_, two_tables(), "a");
  db_.exec("UPDATE migrate_history SET seq = 9223372036854775807");
  const std::vector<std::string> before = dump(db_);
  const std::string refused =
      "the newest row of the history has the largest number that exists, and no row can follow it. Restore "
      "the"
      " database from a backup, or correct the seq of the row that was changed by hand\n"
      "Its transaction was rolled back: the database is at a; this run changed nothing. Remove the cause and "
      "run"
      " the command again.";
  for (const Error& error : {error_of([&] { upgrade(connection_, two_tables()); }),
                             error_of([&] { downgrade(connection_, two_tables(), "base"); })}) {
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
    EXPECT_EQ(error.what(), refused);
  }
  EXPECT_EQ(error_of([&] { accept(connection_, two_tables(), "a"); }).kind(), ErrorKind::mismatch);
  EXPECT_EQ(dump(db_), before);
}

TEST_F(HistoryRows, OneMoreFollowsTheLargestNumberButOne) {
  upgrade(connection_, two_tables(), "a");
  db_.exec("UPDATE migrate_history SET seq = 9223372036854775806");
  upgrade(connection_, two_tables());
  EXPECT_EQ(text("SELECT group_concat(seq) FROM (SELECT seq FROM migrate_history ORDER BY seq)"),
            "9223372036854775806,9223372036854775807");
}

TEST_F(HistoryRows, ARowThatIsSwallowedFailsTheRun) {
  SqliteConnection connection(db_, {.leave_authorizer = true});
  ScriptedRevision swallowing = creates("a");
  swallowing.up.push_back(
      "CREATE TRIGGER swallow BEFORE INSERT ON migrate_history BEGIN SELECT RAISE(IGNORE); END");
  const ScriptedChain chain({swallowing});
  const Error error = error_of([&] { upgrade(connection, chain); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_STREQ(
      error.what(),
      "the history table did not take a row as it was written: something in the database changes what is"
      " inserted there\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
      " cause and run the command again.");
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master"), 0);
}

}  // namespace migrate::testing
