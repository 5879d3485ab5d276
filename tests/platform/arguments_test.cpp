#include "platform/arguments.h"

#include <gtest/gtest.h>

namespace migrate::platform {
namespace {

// Those of the command line itself: scripts/jobs/windows.
TEST(Arguments, OfTheProgramStayAsTheyAre) {
  const char* const argv[] = {"migrate", "ünï☃", ""};
  const Arguments arguments(3, argv);
  EXPECT_EQ(arguments.count(), 3);
  EXPECT_STREQ(arguments.words()[0], "migrate");
  EXPECT_STREQ(arguments.words()[1], "ünï☃");
  EXPECT_STREQ(arguments.words()[2], "");
  EXPECT_EQ(arguments.words()[3], nullptr);
}

TEST(Arguments, CanBeNone) {
  const Arguments arguments(0, nullptr);
  EXPECT_EQ(arguments.count(), 0);
  EXPECT_EQ(arguments.words()[0], nullptr);
}

}  // namespace
}  // namespace migrate::platform
