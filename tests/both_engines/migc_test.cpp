// The stories of a person who works with migc, told to both engines.

#include "both_engines/on_both_engines.h"

namespace migrate::testing {
namespace {

// items <- prices <- notes
class MigcOnBothEngines : public OnBothEngines {
 protected:
  MigcOnBothEngines() {
    folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
    revision("items", "none");
    revision("prices", "items");
    revision("notes", "prices");
  }

  void revision(const std::string& id, const std::string& parent, const std::string& more = "",
                const std::string& downgrade = "") {
    folder_.write("m/versions/" + id + ".sql",
                  "-- revision: " + id + "\n-- down_revision: " + parent + "\n-- message: create " + id +
                      "\n\n-- migrate: upgrade\nCREATE TABLE " + id + " (id INTEGER);\n" + more +
                      "\n-- migrate: downgrade\n" + downgrade + "DROP TABLE " + id + ";\n");
  }
  Outcome migc(const std::string& arguments) { return run(MIGRATE_MIGC " --dir m " + arguments); }
  void expect_done(const std::string& arguments) {
    EXPECT_EQ(migc(arguments + " -q"), (Outcome{0, "", ""})) << arguments;
  }
  void expect_at(const std::string& lines) { EXPECT_EQ(migc("current -q"), (Outcome{0, lines, ""})); }
};

TEST_F(MigcOnBothEngines, AnUpgradeSaysWhatItDoes) {
  EXPECT_EQ(migc("upgrade head"), (Outcome{0, "",
                                           "Running upgrade  -> items, create items\n"
                                           "Running upgrade items -> prices, create prices\n"
                                           "Running upgrade prices -> notes, create notes\n"
                                           "Done; the database is at notes (URL)\n"}));
  EXPECT_EQ(migc("upgrade head"), (Outcome{0, "", "Nothing to do; the database is at notes (URL)\n"}));
}

TEST_F(MigcOnBothEngines, TargetsMeanTheSame) {
  expect_done("upgrade +1");
  expect_at("items\n");
  expect_done("upgrade notes");
  expect_at("notes (head)\n");
  expect_done("downgrade -1");
  expect_at("prices\n");
  expect_done("downgrade base");
  expect_at("");
}

TEST_F(MigcOnBothEngines, ReadingCommandsWriteNothing) {
  const Outcome new_database{0, "", "note: nothing has been migrated in this database yet\n"};
  EXPECT_EQ(migc("current"), new_database);
  EXPECT_EQ(migc("check --url $DATABASE_URL").code, 1);
  EXPECT_EQ(migc("plan upgrade head"),
            (Outcome{0,
                     "transaction 1:\n  upgrade items, create items\n  upgrade prices, create prices\n"
                     "  upgrade notes, create notes\nrows: notes\n",
                     ""}));
  EXPECT_EQ(migc("history -i").code, 0);
  EXPECT_EQ(migc("current"), new_database);
}

TEST_F(MigcOnBothEngines, HistoryMarksWhereTheDatabaseIs) {
  expect_done("upgrade prices");
  EXPECT_EQ(migc("history -i"), (Outcome{0,
                                         "prices -> notes (head), create notes\n"
                                         "items -> prices (current), create prices\n"
                                         "<base> -> items, create items\n",
                                         ""}));
  EXPECT_EQ(migc("current --check-heads"),
            (Outcome{1, "prices\n", "the database is not at head: it is at prices, the chain at notes\n"}));
}

TEST_F(MigcOnBothEngines, CheckComparesTheDatabaseWithTheChain) {
  expect_done("upgrade head");
  EXPECT_EQ(migc("check --url $DATABASE_URL"),
            (Outcome{0,
                     "m: 3 revisions, head notes; the chain is valid\n"
                     "sqlite: 3 of 3 revisions proven\n"
                     "postgres: 3 of 3 revisions proven\n"
                     "database: at head; the digests in its history match the chain for 3 applied revisions; "
                     "its tables match the chain\n",
                     ""}));
}

TEST_F(MigcOnBothEngines, JsonIsTheSame) {
  EXPECT_EQ(migc("upgrade +2 --format json -q"),
            (Outcome{0,
                     R"({"steps":[{"direction":"upgrade","revision":"items","duration_ms":N},)"
                     R"({"direction":"upgrade","revision":"prices","duration_ms":N}],"rows":["prices"]})"
                     "\n",
                     ""}));
  for (const char* command : {"current", "history -i", "heads", "branches", "show current", "plan upgrade +1",
                              "downgrade -1 -q", "check --url $DATABASE_URL"})
    EXPECT_NE(migc(command + std::string(" --format json")).out, "") << command;
}

TEST_F(MigcOnBothEngines, AStampRunsNothing) {
  EXPECT_EQ(migc("stamp prices").code, 5);
  EXPECT_EQ(migc("stamp prices --force"),
            (Outcome{0, "",
                     "the database differs from prices:\n- table items\n- table prices\n"
                     "Running stamp_revision  -> prices\nDone; the database is at prices (URL)\n"}));
  expect_done("upgrade head");
  expect_done("stamp --purge items");
  expect_at("items\n");
  expect_done("stamp base");
  expect_at("");
}

TEST_F(MigcOnBothEngines, ABranchHasARowForEachHead) {
  revision("sizes", "items");
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\nallow_multiple_heads: true\n");
  expect_done("upgrade heads");
  expect_at("sizes (head)\nnotes (head)\n");
  expect_done("downgrade items");
  expect_at("items (branchpoint)\n");
}

TEST_F(MigcOnBothEngines, AnEditedRevisionIsRefusedUntilItIsAccepted) {
  expect_done("upgrade +1");
  revision("items", "none", "CREATE TABLE more (id INTEGER);\n");
  EXPECT_EQ(
      migc("upgrade head"),
      (Outcome{5, "",
               "error: revision \"items\" is not what was applied to this database: its chain digest is"
               " DIGEST, the history has DIGEST; nothing was changed. Undo the edit of"
               " versions/items.sql, or run \"stamp --accept items\" if the database is right as it is\n"}));
  expect_done("stamp --accept items");
  expect_done("upgrade head");
}

TEST_F(MigcOnBothEngines, AnEditedWayBackIsNoDifference) {
  expect_done("upgrade head");
  revision("notes", "prices", "", "-- empties it first\nDELETE FROM notes;\n");
  expect_done("upgrade head");
  expect_done("downgrade -1");
}

TEST_F(MigcOnBothEngines, AHistoryRowThatWasChangedByHandIsRefused) {
  expect_done("upgrade head");
  execute("UPDATE migrate_history SET chain_digest = 'x' WHERE revision = 'notes'");
  EXPECT_EQ(migc("downgrade -1").code, 5);
  expect_at("notes (head)\n");
}

TEST_F(MigcOnBothEngines, ADamagedVersionTableIsRefused) {
  expect_done("upgrade head");
  execute("INSERT INTO migrate_version VALUES ('items')");
  EXPECT_EQ(
      migc("upgrade head"),
      (Outcome{5, "",
               "error: the version table is damaged: its row \"notes\" implies its row \"items\"; find out"
               " which revisions the database really has, then run \"stamp --purge REVISION...\"\n"}));
}

TEST_F(MigcOnBothEngines, AViewIsNoHistoryTable) {
  execute("CREATE VIEW migrate_version AS SELECT 'items' AS version_num");
  EXPECT_EQ(migc("upgrade head"),
            (Outcome{5, "",
                     "error: \"migrate_version\" cannot be this library's table: it is a view; nothing was"
                     " changed. Find out who made it, and drop or rename it, or choose another version_table"
                     " in migrate.yaml\n"}));
}

TEST_F(MigcOnBothEngines, AFailureRollsBackAllRevisionsOfItsTransaction) {
  revision("prices", "items", "DELETE FROM nowhere;\n");
  const std::string failure =
      "error: versions/prices.sql:7: revision \"prices\", statement 2: REASON\nIts transaction was rolled "
      "back:"
      " the database is at ";
  EXPECT_EQ(
      migc("upgrade head -q"),
      (Outcome{8, "",
               failure + "base; this run changed nothing. Remove the cause and run the command again.\n"}));
  EXPECT_EQ(
      migc("upgrade head --transaction each -q"),
      (Outcome{8, "",
               failure + "items; this run had finished items before. Remove the cause and run the command"
                         " again.\n"}));
  expect_at("items\n");
}

TEST_F(MigcOnBothEngines, AStepOfCppIsRefusedBeforeAnythingRuns) {
  revision("prices", "items", "-- migrate: call fill_prices\n");
  EXPECT_EQ(migc("upgrade head"),
            (Outcome{2, "",
                     "error: versions/prices.sql:7: revision \"prices\" calls the C++ step \"fill_prices\","
                     " which this program does not have; nothing was changed. Run the plan with the program"
                     " that the step is linked into; without it, \"upgrade items\" is possible\n"}));
  expect_done("upgrade items");
}

TEST_F(MigcOnBothEngines, AnUnknownTargetIsRefusedWithTheNearest) {
  EXPECT_EQ(
      migc("upgrade price1"),
      (Outcome{2, "", "error: there is no revision or branch label \"price1\"; did you mean \"prices\"?\n"}));
}

}  // namespace
}  // namespace migrate::testing
