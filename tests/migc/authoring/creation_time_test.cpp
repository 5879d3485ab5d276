#include "migc/authoring/creation_time.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

TEST(CreationTime, IsWrittenInUtc) {
  EXPECT_EQ(to_create_date(to_creation_time(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_create_date(to_creation_time(1795181049)), "2026-11-20T13:24:09Z");
  EXPECT_EQ(to_create_date(to_creation_time(951782399)), "2000-02-28T23:59:59Z");
  EXPECT_EQ(to_create_date(to_creation_time(253402300799)), "9999-12-31T23:59:59Z");
}

}  // namespace
}  // namespace migrate::migc
