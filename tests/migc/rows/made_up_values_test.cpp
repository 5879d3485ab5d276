#include "migc/rows/made_up_values.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "migc/rows/fixtures.h"
#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

TEST(MadeUpValues, KeepAwayFromNumbersOfTheChain) {
  EXPECT_EQ(find_free_number(Dialect::sqlite, {"INSERT INTO t VALUES (9000, 'a')"}), 9001);
  EXPECT_EQ(find_free_number(Dialect::sqlite, {"INSERT INTO t VALUES (9003)"}), 9101);
  EXPECT_EQ(find_free_number(Dialect::sqlite, {"INSERT INTO t VALUES (9003)", "SELECT '9200'"}), 9201);
  EXPECT_EQ(find_free_number(Dialect::sqlite, {"SELECT 1 -- 9003"}), 9001);
  EXPECT_EQ(find_free_number(Dialect::postgres, {"DO $$ BEGIN PERFORM 9003; END $$"}), 9101);
}

TEST(Fixtures, AreTheSqlFilesOfTheirFolder) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(fixture_files(folder.path()), std::vector<std::string>());
  folder.write("fixtures/b.sql", "");
  folder.write("fixtures/a.postgres.sql", "");
  folder.write("fixtures/.hidden.sql", "");
  folder.write("fixtures/README.md", "");
  EXPECT_EQ(fixture_files(folder.path()),
            (std::vector<std::string>{"fixtures/a.postgres.sql", "fixtures/b.sql"}));
}

}  // namespace
}  // namespace migrate::migc
