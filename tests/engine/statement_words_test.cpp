#include "engine/statement_words.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

TEST(StatementWords, AreInCapitalsWithoutComments) {
  EXPECT_EQ(statement_words(Dialect::postgres, "create index ix -- fast\n on runs(a$1, 2)"),
            " CREATE INDEX IX ON RUNS ( A$1 , 2 ) ");
}

TEST(StatementWords, HideWhatSqliteQuotes) {
  EXPECT_EQ(statement_words(Dialect::sqlite, "UPDATE [a where] SET `b` = 'it''s' || $$ WHERE"),
            " UPDATE ? SET ? = ? | | $ $ WHERE ");
}

TEST(StatementWords, HideWhatPostgresQuotes) {
  EXPECT_EQ(statement_words(Dialect::postgres, "UPDATE a SET b = E'\\' WHERE' || $q$ WHERE $q$ || c[1]"),
            " UPDATE A SET B = ? | | ? | | C [ 1 ] ");
  EXPECT_EQ(statement_words(Dialect::postgres, "DELETE FROM a /* /* b */ WHERE */"), " DELETE FROM A ");
}

}  // namespace
}  // namespace migrate::core
