#include "engine/sqlite/outline_condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::core {
namespace {

using ::testing::HasSubstr;

// A quote within brackets begins nothing, so the column after it is one more.
TEST(OutlineCondition, ReadsNamesAsSqliteQuotesThem) {
  const std::string condition = outline_condition(
      {"runs",
       "column [it's] text\ncolumn name default 'a\nb'\ncolumn \"no \"\"1\"\"\" text\nunique (name)"});
  EXPECT_THAT(condition, HasSubstr("lower(name) IN ('it''s', 'name', 'no \"1\"')"));
  EXPECT_THAT(condition, HasSubstr("origin = 'u') = 1"));
}

}  // namespace
}  // namespace migrate::core
