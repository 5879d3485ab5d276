// Foreign keys around DROP TABLE: the children of a table that is rebuilt stay.

#include "sqlite/on_handle.h"

namespace migrate::testing {

class ForeignKeys : public OnHandle {
 protected:
  ForeignKeys() {
    db_.exec("PRAGMA foreign_keys = ON");
    db_.exec("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
    db_.exec(
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE CASCADE)");
    db_.exec("INSERT INTO parent VALUES (1), (2)");
    db_.exec("INSERT INTO child VALUES (10, 1), (20, 2)");
  }

  const std::vector<std::string> rebuild_{"CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT)",
                                          "INSERT INTO new_parent (id) SELECT id FROM parent",
                                          "DROP /* the old */ TABLE parent",
                                          "ALTER TABLE new_parent RENAME TO parent"};
};

TEST_F(ForeignKeys, RebuildOfAParentKeepsItsChildren) {
  run(rebuild_);
  EXPECT_EQ(number("SELECT count(*) FROM child"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM pragma_table_info('parent')"), 2);
}

TEST_F(ForeignKeys, AreOnAgainAfterwards) {
  run(rebuild_);
  EXPECT_EQ(number("PRAGMA foreign_keys"), 1);
}

TEST_F(ForeignKeys, AreOnAgainAfterAFailure) {
  failure_of({"DROP TABLE child", "DELETE FROM nowhere"});
  EXPECT_EQ(number("PRAGMA foreign_keys"), 1);
}

TEST_F(ForeignKeys, StayOnWithoutADropTable) {
  run({"DELETE FROM parent WHERE id = 1"});
  EXPECT_EQ(number("SELECT count(*) FROM child"), 1);
}

TEST_F(ForeignKeys, NewViolationsFailAndAreListed) {
  const Error error = error_of([&] {
    run({"DROP TABLE parent", "CREATE TABLE parent (id INTEGER PRIMARY KEY)"});
  });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_STREQ(
      error.what(),
      "the revisions leave rows whose foreign key points nowhere:\n"
      "  child row 10 -> parent\n"
      "  child row 20 -> parent\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
      " cause and run the command again.");
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 2);
}

TEST_F(ForeignKeys, OldViolationsDoNotCount) {
  db_.exec("PRAGMA foreign_keys = OFF");
  db_.exec("INSERT INTO child VALUES (30, 3)");
  db_.exec("PRAGMA foreign_keys = ON");
  run(rebuild_);
  EXPECT_EQ(number("SELECT count(*) FROM child"), 3);
}

TEST_F(ForeignKeys, DropTableInAStepIsRefused) {
  const Steps steps{{"drop", [](StepContext& context) { context.execute("DROP TABLE parent"); }}};
  EXPECT_EQ(
      failure_of({"call drop"}, steps),
      rolled_back_at(10, 1,
                     "with foreign keys on, DROP TABLE deletes the rows that refer to the table; write it"
                     " as a statement of a revision that runs in a transaction, where they are off"
                     " (code 23)"));
  EXPECT_EQ(number("SELECT count(*) FROM child"), 2);
}

TEST_F(ForeignKeys, AreNotCheckedWhereTheProgramDoesNot) {
  db_.exec("PRAGMA foreign_keys = OFF");
  run({"DROP TABLE parent"});
  EXPECT_FALSE(db_.tableExists("parent"));
}

TEST_F(ForeignKeys, DeferredViolationFailsAtCommit) {
  const Error error = error_of([&] {
    run({"PRAGMA defer_foreign_keys = ON", "INSERT INTO child VALUES (30, 3)"});
  });
  EXPECT_STREQ(
      error.what(),
      "FOREIGN KEY constraint failed (code 787)\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
      " cause and run the command again.");
  EXPECT_EQ(number("SELECT count(*) FROM child"), 2);
  db_.exec("BEGIN");
}

}  // namespace migrate::testing
