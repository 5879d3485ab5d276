#include "migc/folder/shell_command.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

TEST(ShellCommand, NamesTheFolder) {
  EXPECT_EQ(migc_call("my migrations", "merge a b"), "migc --dir 'my migrations' merge a b");
}

}  // namespace
}  // namespace migrate::migc
