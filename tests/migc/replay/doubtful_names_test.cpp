#include "migc/replay/doubtful_names.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

bool doubts(Dialect dialect, std::string_view wrong, std::string_view text) {
  DoubtfulNames names;
  names.add_sql(dialect, wrong);
  return names.are_in(text);
}

TEST(DoubtfulNames, AreThoseOfTheThingsThatAStatementMakesOrChanges) {
  constexpr std::string_view wrong = "CREATE TABLE IF NOT EXISTS Runs (id INTEGER REFERENCES items, note x)";
  EXPECT_TRUE(doubts(Dialect::sqlite, wrong, "DROP TABLE runs"));
  EXPECT_TRUE(doubts(Dialect::sqlite, wrong, "SELECT * FROM \"ITEMS\""));
  EXPECT_FALSE(doubts(Dialect::sqlite, wrong, "DROP TABLE note"));
  EXPECT_FALSE(doubts(Dialect::sqlite, wrong, "DROP TABLE old_runs"));
}

TEST(DoubtfulNames, AreReadAsTheEngineReadsThem) {
  for (const char* name : {"[my runs]", "`my runs`", "'my runs'", "\"my runs\""})
    EXPECT_TRUE(
        doubts(Dialect::sqlite, std::string("CREATE TABLE ") + name + " (x)", "DROP TABLE \"my runs\""))
        << name;
  EXPECT_TRUE(
      doubts(Dialect::sqlite, "UPDATE runs SET path = 'C:\\' WHERE a IN (SELECT a FROM items)", "items"));
  EXPECT_FALSE(doubts(Dialect::postgres, "SELECT $$ FROM items $$", "items"));
}

TEST(DoubtfulNames, ComeAfterCommentsAndSchemas) {
  EXPECT_TRUE(doubts(Dialect::postgres, "CREATE TABLE /* new */ app.runs (x)", "DROP TABLE runs"));
  EXPECT_FALSE(doubts(Dialect::postgres, "SELECT a FROM app.runs r, r.note", "note"));
}

}  // namespace
}  // namespace migrate::migc
