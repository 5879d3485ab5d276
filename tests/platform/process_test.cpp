#include "platform/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace migrate::platform {
namespace {

TEST(Process, KnowsItsNameAndNumber) {
  EXPECT_EQ(program_name(), "platform_tests");
  EXPECT_EQ(process_id(), static_cast<std::uint64_t>(::getpid()));
}

TEST(Process, IsCalledByTheLastPartOfAPath) {
  EXPECT_EQ(name_of_program("/usr/bin/inventory"), "inventory");
  EXPECT_EQ(name_of_program("inventory"), "inventory");
  EXPECT_EQ(name_of_program("migrate"), "migrate");
#if defined(_WIN32)
  EXPECT_EQ(name_of_program("C:\\tools\\Inventory.EXE"), "Inventory");
  EXPECT_EQ(name_of_program("C:ünï☃.exe"), "ünï☃");
  EXPECT_EQ(name_of_program(".exe"), ".exe");
#endif
}

}  // namespace
}  // namespace migrate::platform
