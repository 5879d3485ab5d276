#include "engine/lock_notes.h"

#include <gmock/gmock.h>

namespace migrate::core {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string_view postgres(std::string_view statement) {
  return long_lock(Dialect::postgres, statement);
}
std::string_view sqlite(std::string_view statement) {
  return long_lock(Dialect::sqlite, statement);
}

TEST(LongLock, IsThatOfAnIndexUnlessItIsBuiltConcurrently) {
  EXPECT_EQ(postgres("create unique /* fast */ index ix\n  on runs (id)"),
            "reads every row while no other session can write the table; CREATE INDEX CONCURRENTLY in a "
            "revision with "
            "\"transaction: none\" lets others write");
  EXPECT_THAT(postgres("CREATE INDEX CONCURRENTLY ix ON runs (id)"), IsEmpty());
}

TEST(LongLock, IsThatOfAColumnThatIsWrittenAnew) {
  EXPECT_THAT(postgres("ALTER TABLE runs ALTER COLUMN id TYPE bigint"), HasSubstr("rewrite every row"));
  EXPECT_THAT(postgres("ALTER TABLE runs ADD COLUMN type text"), IsEmpty());
  EXPECT_THAT(postgres("ALTER TABLE runs ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED"),
              HasSubstr("rewrite every row"));
}

TEST(LongLock, IsThatOfAConstraintUnlessItIsCheckedLater) {
  EXPECT_THAT(postgres("ALTER TABLE runs ADD CONSTRAINT fk FOREIGN KEY (host) REFERENCES hosts"),
              HasSubstr("VALIDATE CONSTRAINT in a later revision"));
  EXPECT_THAT(postgres("ALTER TABLE runs ADD CONSTRAINT fk FOREIGN KEY (host) REFERENCES hosts NOT VALID"),
              IsEmpty());
  EXPECT_THAT(postgres("ALTER TABLE runs ADD CONSTRAINT pk PRIMARY KEY (id)"), HasSubstr("USING INDEX"));
  EXPECT_THAT(postgres("ALTER TABLE runs ADD CONSTRAINT pk PRIMARY KEY USING INDEX ix"), IsEmpty());
}

TEST(LongLock, IsThatOfEveryRow) {
  EXPECT_THAT(postgres("UPDATE runs SET state = 'idle'"), HasSubstr("writes every row"));
  EXPECT_THAT(sqlite("UPDATE runs SET state = 'idle'"), HasSubstr("writes every row"));
  EXPECT_THAT(sqlite("UPDATE runs SET state = 'idle' WHERE id = 1"), IsEmpty());
  EXPECT_THAT(sqlite("INSERT INTO runs_new (id) SELECT id FROM runs"), HasSubstr("copies rows"));
  EXPECT_THAT(sqlite("INSERT INTO runs (id) VALUES (1)"), IsEmpty());
}

TEST(LongLock, NamesTheTableOfAnIndex) {
  EXPECT_EQ(indexed_table(Dialect::postgres, "create unique index ix on runs (id)"), "RUNS");
  EXPECT_EQ(indexed_table(Dialect::postgres, "CREATE INDEX ix ON runs(id)"), "RUNS");
  EXPECT_THAT(indexed_table(Dialect::postgres, "CREATE TABLE runs (id INTEGER)"), IsEmpty());
  EXPECT_THAT(indexed_table(Dialect::postgres, "CREATE INDEX"), IsEmpty());
}

TEST(LongLock, IsNotReadOutOfQuotesAndComments) {
  EXPECT_THAT(postgres("COMMENT ON TABLE runs IS 'see CREATE INDEX '"), IsEmpty());
  EXPECT_THAT(postgres("UPDATE runs SET note = $q$ WHERE $q$ -- WHERE"), HasSubstr("writes every row"));
  EXPECT_THAT(postgres("ALTER TABLE runs RENAME COLUMN \" TYPE \" TO kind"), IsEmpty());
  EXPECT_THAT(postgres("SELECT 'unterminated"), IsEmpty());
}

}  // namespace
}  // namespace migrate::core
