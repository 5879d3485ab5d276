#include "platform/environment.h"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace migrate::platform {
namespace {

TEST(Environment, TellsAnEmptyVariableFromAMissingOne) {
  ::setenv("MIGRATE_TEST", "ü", 1);
  EXPECT_EQ(environment_variable("MIGRATE_TEST"), "ü");
  ::setenv("MIGRATE_TEST", "", 1);
  EXPECT_EQ(environment_variable("MIGRATE_TEST"), "");
  ::unsetenv("MIGRATE_TEST");
  EXPECT_EQ(environment_variable("MIGRATE_TEST"), std::nullopt);
}

}  // namespace
}  // namespace migrate::platform
