#include <gtest/gtest.h>

#include "migc/sql/sql_texts.h"

namespace migrate::migc {
namespace {

Lines split_sqlite(std::string_view sql) {
  return split(sql, Dialect::sqlite);
}

TEST(SplitSqlite, CutsAtSemicolons) {
  EXPECT_EQ(split_sqlite("SELECT 1;\nSELECT 2; SELECT 3;\n"),
            (Lines{"1: SELECT 1", "2: SELECT 2", "2: SELECT 3"}));
}

TEST(SplitSqlite, TakesTheLastStatementWithoutItsSemicolon) {
  EXPECT_EQ(split_sqlite("SELECT 1;\nSELECT\n2\n"), (Lines{"1: SELECT 1", "2: SELECT\n2"}));
}

TEST(SplitSqlite, LeavesNothingOfEmptyStatements) {
  EXPECT_EQ(split_sqlite(";; -- nothing\n;/* nothing */;\n"), Lines{});
}

TEST(SplitSqlite, KeepsCommentsOnlyWithinAStatement) {
  EXPECT_EQ(split_sqlite("-- before;\n/* too; */ SELECT /* in; */ 1 -- in;\n + 2 -- after;\n;/* after */"),
            (Lines{"2: SELECT /* in; */ 1 -- in;\n + 2"}));
}

TEST(SplitSqlite, SeesNoSemicolonInStringsAndQuotedNames) {
  EXPECT_EQ(split_sqlite("SELECT 'a;''b;', \"c;\"\"d;\", `e;``f;`, [g;'h], x'00';\nSELECT '\\';"),
            (Lines{"1: SELECT 'a;''b;', \"c;\"\"d;\", `e;``f;`, [g;'h], x'00'", "2: SELECT '\\'"}));
}

TEST(SplitSqlite, DoesNotNestComments) {
  EXPECT_EQ(split_sqlite("/* /* */ SELECT 1;"), (Lines{"1: SELECT 1"}));
}

TEST(SplitSqlite, KnowsNoDollarQuotes) {
  EXPECT_EQ(split_sqlite("SELECT $a$; SELECT a$b;"), (Lines{"1: SELECT $a$", "1: SELECT a$b"}));
}

TEST(SplitSqlite, CutsWithinParenthesesAsTheEngineDoes) {
  EXPECT_EQ(split_sqlite("SELECT (1; SELECT 2)"), (Lines{"1: SELECT (1", "1: SELECT 2)"}));
}

TEST(SplitSqlite, TakesAByteOrderMarkForABlank) {
  EXPECT_EQ(split_sqlite("SELECT 1;\xEF\xBB\xBFSELECT 2"), (Lines{"1: SELECT 1", "1: SELECT 2"}));
}

TEST(SplitSqlite, KeepsATriggerTogether) {
  const std::string body = " t AFTER INSERT ON a BEGIN\n  SELECT CASE WHEN 1 THEN 2 END;\n  SELECT 3;\nEND";
  for (const std::string head : {"CREATE TRIGGER", "create temp trigger", "CREATE /* */ TEMPORARY TRIGGER",
                                 "EXPLAIN CREATE TRIGGER", "EXPLAIN QUERY PLAN CREATE TRIGGER"})
    EXPECT_EQ(split_sqlite(head + body + ";SELECT 4"), (Lines{"1: " + head + body, "4: SELECT 4"}));
}

TEST(SplitSqlite, EndsATriggerOnlyWhereEndFollowsASemicolonAndIsFollowedByOne) {
  const std::string trigger =
      "CREATE TRIGGER t DELETE ON a BEGIN SELECT 1; END /* ; */ - 1; SELECT 2; END -- \n";
  EXPECT_EQ(split_sqlite(trigger + ";SELECT 3"),
            (Lines{"1: CREATE TRIGGER t DELETE ON a BEGIN SELECT 1; END /* ; */ - 1; SELECT 2; END",
                   "2: SELECT 3"}));
}

TEST(SplitSqlite, TakesTheLastTriggerWithoutItsSemicolon) {
  EXPECT_EQ(split_sqlite("CREATE TRIGGER t DELETE ON a BEGIN SELECT 1; END\n"),
            (Lines{"1: CREATE TRIGGER t DELETE ON a BEGIN SELECT 1; END"}));
}

TEST(SplitSqlite, SeesATriggerOnlyAtTheHeadOfAStatement) {
  EXPECT_EQ(split_sqlite("DROP TRIGGER t; CREATE TABLE trigger(a); SELECT 'CREATE TRIGGER'; SELECT 1"),
            (Lines{"1: DROP TRIGGER t", "1: CREATE TABLE trigger(a)", "1: SELECT 'CREATE TRIGGER'",
                   "1: SELECT 1"}));
}

TEST(SplitSqlite, ReportsWhatIsOpenWhereItBegins) {
  EXPECT_EQ(split_sqlite("SELECT 1;\n  'a;\n\n"), (Lines{"1: SELECT 1", "2:3: error: unterminated string"}));
  EXPECT_EQ(split_sqlite("SELECT\n \"a;"), (Lines{"2:2: error: unterminated quoted name"}));
  EXPECT_EQ(split_sqlite("SELECT\n `a;"), (Lines{"2:2: error: unterminated quoted name"}));
  EXPECT_EQ(split_sqlite("SELECT\n [a;"), (Lines{"2:2: error: unterminated quoted name"}));
  EXPECT_EQ(split_sqlite("\n/* a /* b\n"), (Lines{"2:1: error: unterminated comment"}));
}

TEST(SplitSqlite, ReportsAnOpenTriggerWhereItsBodyBegins) {
  EXPECT_THAT(split_sqlite("CREATE TRIGGER t DELETE ON a\nBEGIN\n  SELECT 1;\nEND SELECT 2;"),
              testing::Contains("2:1: error: unterminated trigger body; it ends with \"END;\""));
}

TEST(SplitSqlite, RefusesCommandsOfTheShell) {
  EXPECT_EQ(split_sqlite(".read 'other.sql\nSELECT 1.5, a\n.b;"),
            (Lines{"2: SELECT 1.5, a\n.b",
                   "1:1: error: .read is a command of the sqlite3 shell; a migration holds only SQL"}));
}

}  // namespace
}  // namespace migrate::migc
