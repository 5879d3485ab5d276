#include "migc/sql/sql_body.h"

#include <gtest/gtest.h>

#include <array>
#include <span>

#include "migc/sql/sql_texts.h"

namespace migrate::migc {
namespace {

constexpr std::array sqlite_only{Dialect::sqlite};
constexpr std::array both{Dialect::sqlite, Dialect::postgres};

Lines lines_of(const std::vector<core::ScriptItem>& items) {
  Lines lines;
  for (const core::ScriptItem& item : items)
    lines.push_back(std::to_string(item.line) + (item.is_call ? ": call " : ": ") + item.text);
  return lines;
}

// REQUIRES: the text has no mistake.
Body body_of(std::string_view sql, std::span<const Dialect> dialects = sqlite_only,
             Transaction transaction = Transaction::shared) {
  Diagnostics diagnostics;
  Body body = parse_sql_body(sql_file(sql), 0, dialects, transaction, diagnostics);
  EXPECT_EQ(to_text(diagnostics, Color::no), "");
  return body;
}

// The mistakes as "LINE:COLUMN: MESSAGE".
Lines mistakes_in(std::string_view sql, std::span<const Dialect> dialects = sqlite_only,
                  Transaction transaction = Transaction::shared) {
  Diagnostics diagnostics;
  static_cast<void>(parse_sql_body(sql_file(sql), 0, dialects, transaction, diagnostics));
  Lines lines;
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    lines.push_back(std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ": " +
                    diagnostic.message);
  return lines;
}

TEST(SqlBody, HasItemsOfBothSections) {
  const Body body = body_of(
      "-- free text\n-- migrate: upgrade\nSELECT 1;\n-- migrate: call fill_it\nSELECT 2;\n"
      "-- migrate: downgrade\nSELECT 3\n");
  ASSERT_EQ(body.scripts.size(), 1);
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"3: SELECT 1", "4: call fill_it", "5: SELECT 2"}));
  EXPECT_EQ(lines_of(body.scripts[0].downgrade), (Lines{"7: SELECT 3"}));
  EXPECT_EQ(body.has_downgrade, std::vector<bool>{true});
}

TEST(SqlBody, CountsLinesFromTheBeginningOfTheFile) {
  const SourceFile file = sql_file("-- revision: a\n\n-- migrate: upgrade\nSELECT 1;\n");
  Diagnostics diagnostics;
  const Body body = parse_sql_body(file, 16, sqlite_only, Transaction::shared, diagnostics);
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"4: SELECT 1"}));
}

TEST(SqlBody, LetsASectionBeEmpty) {
  const Body body = body_of("-- migrate: upgrade\n-- migrate: downgrade\n");
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), Lines{});
  EXPECT_EQ(body.has_downgrade, std::vector<bool>{true});
}

TEST(SqlBody, KnowsAnEmptyDowngradeThatIsNotMeant) {
  const auto line = [](const std::string& downgrade) {
    return body_of("-- migrate: upgrade\n" + downgrade).empty_downgrade_line.front();
  };
  EXPECT_EQ(line("-- migrate: downgrade\n"), 2U);
  EXPECT_EQ(line("-- migrate: downgrade\n-- Nothing to undo\n"), 2U);
  EXPECT_EQ(line("-- migrate: downgrade\n-- \n--   -- nothing to undo\n"), 2U);
  EXPECT_EQ(line("-- migrate: downgrade\n-- nothing to undo\n"), 0U);
  EXPECT_EQ(line("-- migrate: downgrade\r\n  -- nothing to undo \r\n"), 0U);
  EXPECT_EQ(line("-- migrate: downgrade\nSELECT 1;\n"), 0U);
  EXPECT_EQ(line(""), 0U);
}

TEST(SqlBody, RefusesADowngradeThatUndoesSomethingAndNothing) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\n-- migrate: downgrade\n-- nothing to undo\nSELECT 1;\n"),
            (Lines{"4:1: the section says \"nothing to undo\", and here something is undone; "
                   "leave one of the two out"}));
}

TEST(SqlBody, ExplainsAnEmptyDowngradeForEachDialect) {
  const Body body = body_of(
      "-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade\n-- migrate: downgrade postgres\n"
      "-- nothing to undo\n",
      both);
  EXPECT_EQ(body.empty_downgrade_line, (std::vector<std::size_t>{3, 0}));
}

TEST(SqlBody, PrefersTheSectionOfTheDialect) {
  const Body body = body_of(
      "-- migrate: upgrade\nSELECT 1\n-- migrate: upgrade postgres\nSELECT 2\n"
      "-- migrate: downgrade sqlite\nSELECT 3\n",
      both);
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"2: SELECT 1"}));
  EXPECT_EQ(lines_of(body.scripts[1].upgrade), (Lines{"4: SELECT 2"}));
  EXPECT_EQ(body.has_downgrade, (std::vector<bool>{true, false}));
}

TEST(SqlBody, CutsAPlainSectionByTheRulesOfTheDialectThatUsesIt) {
  const Body body =
      body_of("-- migrate: upgrade\nDO $$ it's; $$;\n-- migrate: upgrade sqlite\nSELECT [it's];\n", both);
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"4: SELECT [it's]"}));
  EXPECT_EQ(lines_of(body.scripts[1].upgrade), (Lines{"2: DO $$ it's; $$"}));
}

TEST(SqlBody, IgnoresASectionForADialectThatTheChainDoesNotHave) {
  const Body body = body_of("-- migrate: upgrade\nSELECT 1;\n-- migrate: upgrade postgres\nCOMMIT;\n");
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"2: SELECT 1"}));
}

TEST(SqlBody, StoresLineFeedsForCarriageReturns) {
  const Body body =
      body_of("-- migrate: upgrade\r\nSELECT 'a\r\nb', -- c\r\n 1;\r\n-- migrate: downgrade\r\n");
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"2: SELECT 'a\nb', -- c\n 1"}));
}

TEST(SqlBody, SeesMarkersOnlyOutsideOfStringsAndComments) {
  const Body body =
      body_of("-- migrate: upgrade\nSELECT '\n-- migrate: downgrade\n';\n/*\n-- migrate: call x\n*/\n");
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"2: SELECT '\n-- migrate: downgrade\n'"}));
  EXPECT_EQ(body.has_downgrade, std::vector<bool>{false});
}

TEST(SqlBody, TakesOtherCommentsForComments) {
  for (const std::string comment :
       {"-- migrate the old rows", "-- migrate upgrade paths", "-- Migrate: users first",
        "-- migrated: upgrade", " -- migrate: call center moves first", "--", "-- migrate call sites"})
    EXPECT_EQ(mistakes_in("-- migrate: upgrade\n" + comment + "\n"), Lines{}) << comment;
}

TEST(SqlBody, RefusesAPlainSectionThatDialectsSplitDifferently) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\nSELECT 1;\nSELECT $$a;b$$;\n", both),
            (Lines{"3:1: sqlite and postgres split this section differently from here on; "
                   "write one section for each dialect"}));
}

TEST(SqlBody, NeedsAnUpgradeSectionForEachDialect) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade sqlite\n-- migrate: downgrade\n", both),
            (Lines{"0:0: no upgrade section for postgres; write \"-- migrate: upgrade\" or "
                   "\"-- migrate: upgrade postgres\", even if nothing follows"}));
}

TEST(SqlBody, RefusesASecondSectionOfTheSameName) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\n-- migrate: upgrade sqlite\n-- migrate: upgrade\n"),
            (Lines{"3:1: section \"upgrade\" is given twice, first in line 1"}));
}

TEST(SqlBody, RefusesStatementsBeforeTheFirstSection) {
  EXPECT_EQ(mistakes_in("-- a\n  SELECT 1;\n-- migrate: upgrade\n"),
            (Lines{"2:3: this stands before the first section; write \"-- migrate: upgrade\" above it"}));
}

TEST(SqlBody, ShowsHowAMarkerIsWritten) {
  const std::string upgrade = "write \"-- migrate: upgrade\" in a line of its own";
  EXPECT_EQ(mistakes_in("--migrate: upgrade\n"), (Lines{"1:1: " + upgrade}));
  EXPECT_EQ(mistakes_in(" -- migrate: upgrade\n"), (Lines{"1:2: " + upgrade}));
  EXPECT_EQ(mistakes_in("-- migrate:upgrade\n"), (Lines{"1:1: " + upgrade}));
  EXPECT_EQ(mistakes_in("-- Migrate: upgrade\n"), (Lines{"1:1: " + upgrade}));
  EXPECT_EQ(mistakes_in("-- migrate:  Upgrade\n"), (Lines{"1:1: " + upgrade}));
  EXPECT_EQ(mistakes_in("-- migrate upgrade\n"), (Lines{"1:1: " + upgrade}));
  EXPECT_EQ(mistakes_in("-- migrate:up\n"), (Lines{"1:1: " + upgrade}));
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\nSELECT 1; -- migrate: call x\n"),
            (Lines{"2:11: write \"-- migrate: call x\" in a line of its own"}));
}

TEST(SqlBody, SuggestsTheWordThatAMarkerMayMean) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrad\nSELECT 1;\n"),
            (Lines{"1:13: unknown marker \"upgrad\"; did you mean \"upgrade\"?"}));
  EXPECT_EQ(mistakes_in("-- migrate: later\n"),
            (Lines{"1:13: unknown marker \"later\": write upgrade, downgrade or call"}));
  EXPECT_EQ(mistakes_in("-- migrate: upgrade sqlit\n"),
            (Lines{"1:21: unknown dialect \"sqlit\"; did you mean \"sqlite\"?"}));
  EXPECT_EQ(mistakes_in("-- migrate: upgrade mysql\n"),
            (Lines{"1:21: unknown dialect \"mysql\": write sqlite or postgres"}));
  EXPECT_EQ(mistakes_in("-- migrate: upgrade sqlite postgres\n"),
            (Lines{"1:28: nothing may follow \"-- migrate: upgrade sqlite\""}));
}

TEST(SqlBody, WantsAnIdentifierForACall) {
  for (const std::string call : {"call", "call 1x", "call a.b", "call \u00e9", "call a b"})
    EXPECT_EQ(mistakes_in("-- migrate: upgrade\n-- migrate: " + call + "\n"),
              (Lines{"2:1: expected \"-- migrate: call NAME\", where NAME is a C++ identifier"}));
}

TEST(SqlBody, RefusesACallOfAKeyword) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\n-- migrate: call new\n"),
            (Lines{"2:18: step \"new\" is a keyword of C++; give it another name"}));
}

TEST(SqlBody, RefusesACallWithinAStatement) {
  EXPECT_EQ(
      mistakes_in("-- migrate: upgrade\nSELECT\n-- migrate: call x\n1;\n"),
      (Lines{"3:1: a call must stand between two statements; the one that begins in line 2 has no \";\""}));
}

TEST(SqlBody, RefusesTransactionControlOnceForAllDialects) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\nSELECT 1;\n COMMIT;\n", both),
            (Lines{"3:2: COMMIT ends the transaction that the migration runs in; leave it out"}));
}

TEST(SqlBody, TakesWhatCannotRunInATransactionOutsideOfOne) {
  constexpr std::string_view sql = "-- migrate: upgrade\nVACUUM;\n";
  EXPECT_EQ(
      mistakes_in(sql),
      (Lines{"2:1: VACUUM cannot run inside a transaction; write \"transaction: none\" in the header"}));
  EXPECT_EQ(mistakes_in(sql, sqlite_only, Transaction::none), Lines{});
}

TEST(SqlBody, RefusesToWriteAnotherFileAlsoOutsideOfATransaction) {
  for (const char* statement : {"VACUUM INTO 'copy.db';", "vacuum main into 'copy.db';"})
    EXPECT_EQ(
        mistakes_in(std::string("-- migrate: upgrade\n") + statement, sqlite_only, Transaction::none),
        (Lines{"2:1: VACUUM INTO writes another file, and a migration changes only its own database; leave"
               " it out"}));
}

TEST(SqlBody, RefusesToSwitchForeignKeysAlsoOutsideOfATransaction) {
  for (const Transaction transaction : {Transaction::shared, Transaction::own, Transaction::none})
    EXPECT_EQ(mistakes_in("-- migrate: upgrade\nPRAGMA foreign_keys = OFF;\n", sqlite_only, transaction),
              (Lines{"2:1: a revision must not switch foreign keys: leave it out; foreign keys are off in a "
                     "transaction that drops a table"}));
}

TEST(SqlBody, TakesSeveralItemsOutsideOfATransaction) {
  const Body body = body_of("-- migrate: upgrade\n-- migrate: call x\nVACUUM;\nSELECT 1;\n", sqlite_only,
                            Transaction::none);
  EXPECT_EQ(lines_of(body.scripts[0].upgrade), (Lines{"2: call x", "3: VACUUM", "4: SELECT 1"}));
}

TEST(SqlBody, MarksAScriptThatAddsAnEnumValue) {
  const Body body =
      body_of("-- migrate: upgrade\nALTER TYPE a ADD VALUE 'b';\n-- migrate: downgrade\n", both);
  EXPECT_FALSE(body.scripts[0].adds_enum_value);
  EXPECT_TRUE(body.scripts[1].adds_enum_value);
}

TEST(SqlBody, ReadsOnAtTheNextSectionAfterAnOpenString) {
  EXPECT_EQ(mistakes_in("-- migrate: upgrade\nSELECT 'a;\n-- migrate: downgrade\nCOMMIT;\n"),
            (Lines{"2:8: unterminated string",
                   "4:1: COMMIT ends the transaction that the migration runs in; leave it out"}));
}

}  // namespace
}  // namespace migrate::migc
