#include <gtest/gtest.h>

#include "migc/sql/sql_texts.h"

namespace migrate::migc {
namespace {

Lines split_postgres(std::string_view sql) {
  return split(sql, Dialect::postgres);
}

// The text is one statement, and what follows it another.
void expect_one(const std::string& statement) {
  EXPECT_THAT(split_postgres(statement + ";SELECT 2"),
              testing::ElementsAre("1: " + statement, testing::EndsWith(": SELECT 2")));
}

TEST(SplitPostgres, CutsAtSemicolons) {
  EXPECT_EQ(split_postgres("SELECT 1;\nSELECT 2; SELECT 3;\n"),
            (Lines{"1: SELECT 1", "2: SELECT 2", "2: SELECT 3"}));
}

TEST(SplitPostgres, TakesTheLastStatementWithoutItsSemicolon) {
  EXPECT_EQ(split_postgres("SELECT 1;\nSELECT\n2\n"), (Lines{"1: SELECT 1", "2: SELECT\n2"}));
}

TEST(SplitPostgres, LeavesNothingOfEmptyStatements) {
  EXPECT_EQ(split_postgres(";; -- nothing\n;/* nothing */;\n"), Lines{});
}

TEST(SplitPostgres, KeepsCommentsOnlyWithinAStatement) {
  EXPECT_EQ(split_postgres("-- before;\n/* too; */ SELECT /* in; */ 1 -- in;\n + 2 -- after;\n;/* after */"),
            (Lines{"2: SELECT /* in; */ 1 -- in;\n + 2"}));
}

TEST(SplitPostgres, SeesNoSemicolonInStringsAndQuotedNames) {
  expect_one("SELECT 'a;''b;', \"c;\"\"d;\", U&\"e;\", U&'f;' UESCAPE '!', B'1;', X'0;', N'g;'");
}

TEST(SplitPostgres, TakesABackslashForAByteExceptInEscapeStrings) {
  expect_one("SELECT '\\'");
  expect_one("SELECT E'\\';', e'\\\\', E'a'';'");
  expect_one("SELECT type'\\'");
}

TEST(SplitPostgres, ContinuesAnEscapeStringOverLines) {
  expect_one("SELECT E'a' -- c'\n  '\\';'");
  expect_one("SELECT E'a' '\\'");
}

TEST(SplitPostgres, NestsComments) {
  expect_one("SELECT /* /* ; */ ; **/ 1");
  expect_one("SELECT 1 */*;*/ 2");
  expect_one("SELECT 1 +-- ;\n 2");
}

TEST(SplitPostgres, SeesNoSemicolonInDollarQuotes) {
  expect_one("DO $$ ; $a$ ; ' /* $$");
  expect_one("DO $a1$ ; $$ $a$ $a1 $a1$");
  expect_one("DO $\u00e9_$ ; $\u00e9_$");
}

TEST(SplitPostgres, BeginsNoDollarQuoteWithinANameOrAParameter) {
  EXPECT_EQ(split_postgres("SELECT a$$; SELECT b$$; SELECT $1, $2; SELECT $1$"),
            (Lines{"1: SELECT a$$", "1: SELECT b$$", "1: SELECT $1, $2", "1: SELECT $1$"}));
}

TEST(SplitPostgres, CutsNothingWithinParentheses) {
  expect_one("CREATE RULE r AS ON INSERT TO a DO (SELECT (1); SELECT 2)");
  expect_one("SELECT 1)");
}

TEST(SplitPostgres, KeepsABodyOfSqlStatementsTogether) {
  for (const std::string head : {"CREATE FUNCTION f()", "create procedure f()",
                                 "CREATE OR REPLACE FUNCTION f()", "CREATE /* */ OR REPLACE PROCEDURE f()"})
    expect_one(head + " BEGIN ATOMIC SELECT CASE WHEN (1=1) THEN 1 ELSE 2 END; SELECT 3; END");
}

TEST(SplitPostgres, SeesABodyOnlyInRoutines) {
  EXPECT_EQ(
      split_postgres("CREATE TABLE function(a int); SELECT begin FROM a; CREATE VIEW begin AS SELECT 1"),
      (Lines{"1: CREATE TABLE function(a int)", "1: SELECT begin FROM a",
             "1: CREATE VIEW begin AS SELECT 1"}));
}

TEST(SplitPostgres, EndsABodyOnlyAtAWord) {
  expect_one("CREATE FUNCTION f() BEGIN ATOMIC SELECT \"end\", 'end', (1) end_; END");
}

TEST(SplitPostgres, ReportsWhatIsOpenWhereItBegins) {
  EXPECT_EQ(split_postgres("SELECT 1;\n  'a;\n\n"),
            (Lines{"1: SELECT 1", "2:3: error: unterminated string"}));
  EXPECT_EQ(split_postgres("SELECT\n E'\\';"), (Lines{"2:2: error: unterminated string"}));
  EXPECT_EQ(split_postgres("SELECT\n \"a;"), (Lines{"2:2: error: unterminated quoted name"}));
  EXPECT_EQ(split_postgres("\n/* a /* b */\n"), (Lines{"2:1: error: unterminated comment"}));
  EXPECT_EQ(split_postgres("DO\n $a$ ; $A$"), (Lines{"2:2: error: unterminated dollar quote $a$"}));
}

TEST(SplitPostgres, ReportsTheOutermostOpenParenthesis) {
  EXPECT_THAT(split_postgres("SELECT 1;\nSELECT ((2); SELECT 3"),
              testing::Contains("2:8: error: unclosed parenthesis"));
}

TEST(SplitPostgres, ReportsAnOpenBodyWhereItBegins) {
  EXPECT_THAT(split_postgres("CREATE FUNCTION f()\n BEGIN ATOMIC SELECT CASE; END; SELECT 1"),
              testing::Contains("2:2: error: unterminated BEGIN ATOMIC body; it ends with \"END;\""));
}

TEST(SplitPostgres, RefusesCommandsOfTheShell) {
  EXPECT_EQ(split_postgres("SELECT 1; \\connect 'x\nSELECT 2 \\gset\nSELECT '\\x', $$\\d$$;"),
            (Lines{"1: SELECT 1", "3: SELECT '\\x', $$\\d$$",
                   "1:11: error: \\connect is a command of the psql shell; a migration holds only SQL",
                   "2:10: error: \\gset is a command of the psql shell; a migration holds only SQL"}));
}

TEST(SplitPostgres, DoesNotTakeTheRowsOfACopyForStatements) {
  EXPECT_EQ(split_postgres("COPY a (b) FROM stdin;\nit's;\t(\n\\.x\n\\.\nSELECT 1;"),
            (Lines{"1: COPY a (b) FROM stdin", "5: SELECT 1"}));
}

}  // namespace
}  // namespace migrate::migc
