#include "migc/rows/table_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate::migc {
namespace {

using Lines = std::vector<std::string>;

TableRows runs(std::vector<std::vector<std::string>> rows) {
  return {.shown = "runs", .columns = {"id", "name"}, .key = {"id"}, .rows = std::move(rows)};
}

TEST(RowDifferences, TheOrderOfRowsDoesNotCount) {
  EXPECT_EQ(row_differences(runs({{"1", "'a'"}, {"2", "'b'"}}), runs({{"2", "'b'"}, {"1", "'a'"}})), Lines());
}

TEST(RowDifferences, OneOfTwoEqualRowsIsMissed) {
  EXPECT_EQ(row_differences(runs({{"1", "'a'"}, {"1", "'a'"}}), runs({{"1", "'a'"}})),
            Lines({"1 row of runs is gone: id=1"}));
}

TEST(RowDifferences, AChangeIsShownByTheKey) {
  EXPECT_EQ(row_differences(runs({{"1", "'a'"}}), runs({{"1", "NULL"}})),
            Lines({"runs: row id=1: name was 'a', is NULL"}));
}

TEST(RowDifferences, WithoutAKeyAChangedRowIsTheOneThatHasMostOfItsValues) {
  TableRows was{.shown = "runs", .columns = {"id", "name", "note"}};
  TableRows is = was;
  was.rows = {{"1", "'a'", "'x'"}, {"2", "'b'", "'y'"}};
  is.rows = {{"1", "'a'", "NULL"}, {"2", "'b'", "NULL"}};
  EXPECT_EQ(row_differences(was, is), Lines({"runs: row id=1, name='a': note was 'x', is NULL",
                                             "runs: row id=2, name='b': note was 'y', is NULL"}));
  is.rows = {{"3", "'c'", "'x'"}};
  was.rows = {{"1", "'a'", "'x'"}};
  EXPECT_EQ(row_differences(was, is), Lines({"1 row of runs is gone: id=1, name='a', note='x'",
                                             "1 row of runs is left over: id=3, name='c', note='x'"}));
}

TEST(RowDifferences, OnlyColumnsOfBothAreCompared) {
  const TableRows is{.shown = "runs", .columns = {"name", "more"}, .rows = {{"'a'", "1"}}};
  EXPECT_EQ(row_differences(runs({{"1", "'a'"}}), is), Lines());
  EXPECT_EQ(row_differences(runs({{"1", "'b'"}, {"2", "'b'"}}), is),
            Lines({"2 rows of runs are gone, such as name='b'", "1 row of runs is left over: name='a'"}));
}

TEST(RowDifferences, TheListIsShort) {
  std::vector<std::vector<std::string>> rows;
  for (char c = 'a'; c < 'i'; ++c) rows.push_back({std::string("'") + c + "'", "1"});
  const TableRows was = runs(rows);
  for (auto& row : rows) row[1] = "'" + std::string(100, 'x') + "'";
  const std::string end = ": name was 1, is '" + std::string(39, 'x') + "...";
  EXPECT_EQ(row_differences(was, runs(rows)),
            Lines({"runs: row id='a'" + end, "runs: row id='b'" + end, "runs: row id='c'" + end,
                   "5 more rows of runs changed"}));
}

}  // namespace
}  // namespace migrate::migc
