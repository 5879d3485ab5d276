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

// As by default: nothing is enforced, but a rebuild or a new foreign key leaves no violation either.
class ForeignKeysNotEnforced : public ForeignKeys {
 protected:
  ForeignKeysNotEnforced() { db_.exec("PRAGMA foreign_keys = OFF"); }

  std::string rolled_back(const std::string& cause) {
    return cause +
           "\nIts transaction was rolled back: the database is at base; this run changed nothing. Remove the"
           " cause and run the command again.";
  }
};

TEST_F(ForeignKeysNotEnforced, RebuildThatLosesAParentFails) {
  EXPECT_EQ(failure_of({"CREATE TABLE new_parent (id INTEGER PRIMARY KEY)",
                        "INSERT INTO new_parent SELECT id FROM parent WHERE id = 1", "DROP TABLE parent",
                        "ALTER TABLE new_parent RENAME TO parent"}),
            rolled_back("the revisions leave rows whose foreign key points nowhere:\n"
                        "  child row 20 -> parent"));
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 2);
  EXPECT_EQ(number("PRAGMA foreign_keys"), 0);
}

TEST_F(ForeignKeysNotEnforced, NewKeyThatRowsViolateFails) {
  db_.exec(
      "CREATE TABLE note (id INTEGER PRIMARY KEY, child INTEGER); INSERT INTO note VALUES (1, 10), (2, 7)");
  EXPECT_EQ(failure_of({"CREATE TABLE new_note (id INTEGER PRIMARY KEY, child INTEGER REFERENCES child)",
                        "INSERT INTO new_note SELECT * FROM note", "DROP TABLE main.\"note\"",
                        "ALTER TABLE new_note RENAME TO Note"}),
            rolled_back("the revisions leave rows whose foreign key points nowhere:\n"
                        "  Note row 2 -> child"));
  EXPECT_FALSE(failure_of({"CREATE TABLE renamed (id INTEGER PRIMARY KEY, child INTEGER REFERENCES child)",
                           "INSERT INTO renamed SELECT * FROM note", "DROP TABLE note"})
                   .empty());
}

TEST_F(ForeignKeysNotEnforced, NewColumnThatRowsViolateFails) {
  EXPECT_EQ(failure_of({"ALTER TABLE child ADD friend INTEGER DEFAULT 7 REFERENCES child"}),
            rolled_back("the revisions leave rows whose foreign key points nowhere:\n"
                        "  child row 10 -> child\n"
                        "  child row 20 -> child"));
}

TEST_F(ForeignKeysNotEnforced, OldViolationsDoNotCountWhateverTheirRowids) {
  db_.exec("CREATE TABLE note (parent INTEGER REFERENCES parent); INSERT INTO note VALUES (1), (7), (8)");
  run({"CREATE TABLE new_note (parent INTEGER REFERENCES parent)",
       "INSERT INTO new_note SELECT parent FROM note ORDER BY parent DESC", "DROP TABLE note",
       "ALTER TABLE new_note RENAME TO note", "ALTER TABLE note RENAME TO remark"});
  EXPECT_EQ(number("SELECT count(*) FROM remark"), 3);
}

TEST_F(ForeignKeysNotEnforced, NewOneOfATableWithOldOnesFails) {
  db_.exec("CREATE TABLE note (parent INTEGER REFERENCES parent); INSERT INTO note VALUES (1), (7)");
  EXPECT_EQ(
      failure_of(
          {"ALTER TABLE note RENAME TO old_note", "CREATE TABLE note (parent INTEGER REFERENCES parent)",
           "INSERT INTO note SELECT parent + 1 FROM old_note UNION ALL SELECT 7", "DROP TABLE old_note"}),
      rolled_back("the revisions leave rows whose foreign key points nowhere:\n"
                  "  note row 2 -> parent"));
}

TEST_F(ForeignKeysNotEnforced, OtherTablesAreNotCompared) {
  run({"CREATE TABLE t (x)", "DROP TABLE t", "CREATE TABLE u (x)", "INSERT INTO child VALUES (30, 3)"});
  EXPECT_EQ(number("SELECT count(*) FROM child"), 3);
}

TEST_F(ForeignKeysNotEnforced, TableWithoutRowidIsCompared) {
  db_.exec("CREATE TABLE note (parent INTEGER PRIMARY KEY) WITHOUT ROWID; INSERT INTO note VALUES (1), (7)");
  EXPECT_EQ(failure_of({"CREATE TABLE new_note (parent INTEGER PRIMARY KEY REFERENCES parent) WITHOUT ROWID",
                        "INSERT INTO new_note SELECT parent FROM note", "DROP TABLE note",
                        "ALTER TABLE new_note RENAME TO note"}),
            rolled_back("the revisions leave rows whose foreign key points nowhere:\n"
                        "  note -> parent"));
}

// A foreign key to columns without a unique index.
class Mismatch : public ForeignKeysNotEnforced {
 protected:
  Mismatch() {
    db_.exec(
        "CREATE TABLE country (code TEXT, name TEXT); INSERT INTO country VALUES ('x', 'X');"
        "CREATE TABLE city (id INTEGER PRIMARY KEY, country TEXT); INSERT INTO city VALUES (1, 'x')");
  }

  const std::vector<std::string> new_key_{
      "CREATE TABLE new_city (id INTEGER PRIMARY KEY, country TEXT REFERENCES country (code))",
      "INSERT INTO new_city SELECT id, country FROM city", "DROP TABLE city",
      "ALTER TABLE new_city RENAME TO city"};
  const std::string missing_index_ =
      "the revisions leave foreign keys that cannot be enforced:\n"
      "  foreign key mismatch - \"city\" referencing \"country\": \"country\" has no unique index on (code)\n"
      "Create the unique index in the revision that needs it.";
};

TEST_F(Mismatch, OfANewKeyNamesTheMissingIndex) {
  EXPECT_EQ(failure_of(new_key_), rolled_back(missing_index_));
  EXPECT_EQ(failure_of({"ALTER TABLE city ADD home TEXT REFERENCES country (code)"}),
            rolled_back(missing_index_));
}

TEST_F(Mismatch, OfAKeyToATableWithoutAPrimaryKeyIsNamed) {
  EXPECT_THAT(failure_of({"ALTER TABLE city ADD home TEXT REFERENCES country"}),
              HasSubstr(": \"country\" has no primary key\n"));
}

TEST_F(Mismatch, OfAParentThatLosesItsIndexNamesIt) {
  db_.exec("CREATE UNIQUE INDEX codes ON country (code)");
  run(new_key_);
  const ScriptedChain chain(
      {{.id = "a", .up = new_key_},
       {.id = "b",
        .parents = {"a"},
        .up = {"CREATE TABLE n (code TEXT, name TEXT)", "INSERT INTO n SELECT * FROM country",
               "DROP TABLE country", "ALTER TABLE n RENAME TO country"}}});
  EXPECT_THAT(error_of([&] { upgrade(connection_, chain); }).what(), HasSubstr(missing_index_));
}

TEST_F(Mismatch, ThatExistedBeforeIsNoFailure) {
  db_.exec("CREATE TABLE street (id INTEGER PRIMARY KEY, country TEXT REFERENCES country (code))");
  run({"CREATE TABLE n (code TEXT, name TEXT)", "INSERT INTO n SELECT * FROM country", "DROP TABLE country",
       "ALTER TABLE n RENAME TO country"});
  EXPECT_EQ(number("SELECT count(*) FROM country"), 1);
}

TEST_F(Mismatch, ThatExistedBeforeIsNoFailureWhereKeysAreEnforced) {
  db_.exec("CREATE TABLE street (id INTEGER PRIMARY KEY, country TEXT REFERENCES country (code))");
  db_.exec("PRAGMA foreign_keys = ON");
  run(rebuild_);
  EXPECT_EQ(number("SELECT count(*) FROM child"), 2);
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
