// `migc check --url`: what it says of the tables of a database, on SQLite.

#include <gtest/gtest.h>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class CheckOfTables : public ::testing::Test {
 protected:
  CheckOfTables() {
    folder_.write(
        "m/versions/a.sql",
        "-- revision: a\n-- down_revision: none\n-- irreversible: a test\n\n-- migrate: upgrade\n"
        "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\nCREATE INDEX ix ON runs (name);\n");
    folder_.write("m/versions/b.sql",
                  "-- revision: b\n-- down_revision: a\n-- irreversible: a test\n\n-- migrate: upgrade\n"
                  "CREATE TABLE notes (id INTEGER PRIMARY KEY);\n");
    migc("upgrade --url sqlite:///x.db");
  }

  Outcome migc(const std::string& arguments) { return shell(MIGRATE_MIGC " --dir m " + arguments); }
  Outcome shell(const std::string& command) { return testing::run_in(folder_, command); }
  void by_hand(const std::string& sql) { shell("sqlite3 x.db '" + sql + "'"); }
  Outcome check(const std::string& options = "") { return migc("check --url sqlite:///x.db " + options); }

  TemporaryFolder folder_;
};

const std::string chain_is_right =
    "m: 2 revisions, head b; the chain is valid\nsqlite: 2 of 2 revisions proven\n";
const std::string at_head =
    "database: at head; the digests in its history match the chain for 2 applied revisions; its tables ";

TEST_F(CheckOfTables, MatchesADatabaseThatOnlyTheChainHasChanged) {
  EXPECT_EQ(check(), (Outcome{0, chain_is_right + at_head + "match the chain\n", ""}));
  migc("stamp a --purge --url sqlite:///x.db");
  by_hand("DROP TABLE notes");
  EXPECT_EQ(check(),
            (Outcome{1,
                     chain_is_right +
                         "database: not at head, but at a; the digests in its history match the chain for 1 "
                         "applied revision; its tables match the chain\n",
                     ""}))
      << "compared with the revision that it is at";
}

TEST_F(CheckOfTables, ListsWhatWasChangedByHand) {
  by_hand("DROP INDEX ix; DROP TABLE notes; ALTER TABLE runs ADD extra INT");
  EXPECT_EQ(check(), (Outcome{5,
                              chain_is_right + at_head +
                                  "differ from the chain\n"
                                  "- table notes\n"
                                  "table runs\n"
                                  "  + column extra\n"
                                  "  - index ix\n"
                                  "Print the SQL that repairs it: migc --dir m diff --format sql "
                                  "sqlite:///x.db chain\n",
                              ""}));
}

TEST_F(CheckOfTables, NamesTheRevisionToRepairADatabaseThatIsNotAtHead) {
  migc("stamp a --purge --url sqlite:///x.db");
  by_hand("DROP TABLE notes; DROP INDEX ix");
  EXPECT_EQ(check().code, 5);
  EXPECT_TRUE(check().out.ends_with("repairs it: migc --dir m diff --format sql sqlite:///x.db a\n"));
}

TEST_F(CheckOfTables, ListsWhatTheChainHasNotMade) {
  by_hand("CREATE TABLE mine (x); CREATE VIEW v AS SELECT 1; CREATE INDEX mine_too ON runs (id)");
  EXPECT_EQ(check(), (Outcome{0,
                              chain_is_right + at_head +
                                  "match the chain\n"
                                  "not made by the chain, and not compared:\n"
                                  "+ table mine\n"
                                  "+ view v\n"
                                  "table runs\n"
                                  "  + index mine_too\n",
                              ""}));
}

TEST_F(CheckOfTables, PrintsJson) {
  by_hand("DROP INDEX ix; CREATE TABLE mine (x)");
  const Outcome outcome = check("--format json");
  EXPECT_EQ(outcome.code, 5);
  EXPECT_TRUE(
      outcome.out.ends_with(R"("tables":{"compared":true,"why_not":"","same":false,"changes":[)"
                            R"({"change":"removed","kind":"index","table":"runs","name":"ix"}],"strangers":[)"
                            R"({"change":"added","kind":"table","table":"","name":"mine"}]}}})"
                            "\n"))
      << outcome.out;
}

TEST_F(CheckOfTables, SaysWhyItDoesNotCompare) {
  folder_.write("m/versions/c.sql",
                "-- revision: c\n-- down_revision: b\n-- irreversible: a test\n\n-- migrate: upgrade\n"
                "-- migrate: call fill\n");
  migc("stamp c --purge --url sqlite:///x.db");
  const Outcome outcome = check();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_TRUE(outcome.out.ends_with(
      "; its tables were not compared: revision c calls a C++ step, which migc does not "
      "have\n"))
      << outcome.out;
}

// What migrate_add_test() makes is stood in for by a shell script.
TEST_F(CheckOfTables, LetsAProgramRunCppSteps) {
  folder_.write("m/versions/c.sql",
                "-- revision: c\n-- down_revision: b\n-- irreversible: a test\n\n-- migrate: upgrade\n"
                "-- migrate: call fill\n");
  folder_.write("fill",
                "#!/bin/sh\ncase $5 in\n"
                "up) sqlite3 \"$2\" 'CREATE TABLE filled (x)' ;;\n"
                "all) sqlite3 \"$2\" 'CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);"
                " CREATE INDEX ix ON runs (name); CREATE TABLE notes (id INTEGER PRIMARY KEY);"
                " CREATE TABLE filled (x)' ;;\nesac\n");
  shell("chmod +x fill");
  migc("stamp c --purge --url sqlite:///x.db");
  const auto check_tables = [&] { return check("--program ./fill --program-folder ."); };
  EXPECT_TRUE(check_tables().out.find("its tables differ from the chain\n- table filled\n") !=
              std::string::npos)
      << check_tables().out;
  by_hand("CREATE TABLE filled (x)");
  EXPECT_TRUE(check_tables().out.ends_with("; its tables match the chain\n")) << check_tables().out;
}

}  // namespace
}  // namespace migrate::migc
