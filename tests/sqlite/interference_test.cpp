// What others put on our tables: before the first write, all that could change or refuse a row of ours is an
// error. What only makes them slower is none.

#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

class Interference : public OnHandle {
 protected:
  // The history as it is written by us, with something more.
  void make_history(const std::string& more) {
    ensure_version(connection_, two_tables());
    const std::string sql = text("SELECT sql FROM sqlite_master WHERE name = 'migrate_history'");
    db_.exec("DROP TABLE migrate_history");
    db_.exec(sql.substr(0, sql.rfind("\n)")) + ",\n  " + more + "\n)");
  }
  void make_tables_and(const std::string& sql) {
    ensure_version(connection_, two_tables());
    db_.exec(sql);
  }
  void expect_refused(const std::string& finding, const std::string& table = "migrate_history") {
    const std::vector<std::string> before = dump(db_);
    const Error error = error_of([&] { upgrade(connection_, two_tables()); });
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
    EXPECT_EQ(error.what(), '"' + table + "\" " + finding +
                                ", which may change or refuse what this library writes; nothing was changed."
                                " Remove it, and run the command again");
    EXPECT_EQ(dump(db_), before);
  }
};

TEST_F(Interference, UniquenessThatReplacesRows) {
  make_history("z INTEGER DEFAULT 1 UNIQUE ON CONFLICT REPLACE");
  expect_refused("has a UNIQUE constraint");
}

TEST_F(Interference, UniquenessThatIgnoresRows) {
  make_history("z INTEGER DEFAULT 1, UNIQUE (z) ON CONFLICT IGNORE");
  expect_refused("has a UNIQUE constraint");
}

TEST_F(Interference, UniqueIndex) {
  make_tables_and("CREATE UNIQUE INDEX one_row_a_program ON migrate_history (program)");
  expect_refused("has the unique index \"one_row_a_program\"");
}

TEST_F(Interference, NamesAreEscaped) {
  make_tables_and("CREATE UNIQUE INDEX \"a\nerror: b\x1b[2J\" ON migrate_history (program)");
  expect_refused("has the unique index \"a\\nerror: b\\x1b[2J\"");
}

TEST_F(Interference, PartialIndex) {
  make_tables_and("CREATE INDEX done ON migrate_history (revision) WHERE abs(seq) > 0");
  expect_refused("has the partial index \"done\"");
}

TEST_F(Interference, IndexOnAnExpression) {
  make_tables_and("CREATE INDEX lower_ids ON migrate_version (lower(version_num))");
  expect_refused("has the index \"lower_ids\" on an expression", "migrate_version");
}

TEST_F(Interference, CheckConstraint) {
  make_history("/* no CHECK yet */ z TEXT DEFAULT 'CHECK', \"check\" TEXT, ChEcK (direction <> 'downgrade')");
  expect_refused("has a CHECK constraint");
}

TEST_F(Interference, ConflictClauseOfAColumn) {
  make_history("z INTEGER NOT NULL ON CONFLICT IGNORE DEFAULT 1");
  expect_refused("has an ON CONFLICT clause");
}

TEST_F(Interference, PrimaryKeyOverAnotherColumn) {
  db_.exec("CREATE TABLE migrate_version (version_num VARCHAR(64) NOT NULL, id INTEGER PRIMARY KEY)");
  expect_refused("has the column \"id\" in its primary key", "migrate_version");
}

TEST_F(Interference, ForeignKeyOfAnotherTable) {
  make_tables_and("CREATE TABLE child (v TEXT REFERENCES MIGRATE_version (version_num) ON DELETE CASCADE)");
  expect_refused("is referenced by a foreign key of the table \"child\"", "migrate_version");
}

TEST_F(Interference, ForeignKeyOfOurs) {
  make_history("z INTEGER REFERENCES elsewhere");
  expect_refused("has a foreign key");
}

TEST_F(Interference, WhatStopsWritersDoesNotStopReaders) {
  upgrade(connection_, two_tables());
  db_.exec("CREATE UNIQUE INDEX one_row_a_revision ON migrate_history (revision)");
  EXPECT_THAT(current(connection_, two_tables()).rows, ElementsAre("b"));
  EXPECT_TRUE(check(connection_, two_tables()).at_head);
  EXPECT_FALSE(upgrade(connection_, two_tables()).changed());
}

TEST_F(Interference, WhatIsFoundWithoutALockIsLookedForAgainUnderIt) {
  upgrade(connection_, two_tables(), "a");
  db_.exec("CREATE UNIQUE INDEX one_row_a_revision ON migrate_history (revision)");
  expect_refused("has the unique index \"one_row_a_revision\"");
}

TEST_F(Interference, PlainIndexesAndColumnsWithDefaultsAreAccepted) {
  make_history("z INTEGER DEFAULT 1, \"check\" TEXT, \"conflict\" TEXT DEFAULT 'on conflict'");
  db_.exec("CREATE INDEX by_revision ON migrate_history (revision, seq DESC)");
  db_.exec("CREATE INDEX by_version ON migrate_version (version_num)");
  db_.exec("CREATE TABLE child (v TEXT REFERENCES other_version (version_num))");
  EXPECT_EQ(upgrade(connection_, two_tables()).steps.size(), 2U);
  EXPECT_EQ(number("SELECT count(*) FROM migrate_history"), 2);
}

}  // namespace migrate::testing
