#include "platform/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace migrate::platform {
namespace {

TEST(Process, KnowsItsNameAndNumber) {
  EXPECT_EQ(program_name(), "platform_tests");
  EXPECT_EQ(process_id(), static_cast<std::uint64_t>(::getpid()));
}

}  // namespace
}  // namespace migrate::platform
