#include "migc/folder/source_bytes.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using platform::FileState;

TEST(SourceBytes, AreDescribedWhereTheyCannotBeRead) {
  const std::error_code denied = make_error_code(std::errc::permission_denied);
  EXPECT_EQ(describe({.state = FileState::unreadable, .error = denied}, "a revision"),
            "cannot be read: Permission denied");
  EXPECT_EQ(describe({.state = FileState::too_big, .size = 100'000'000}, "this file"),
            "has 100000000 bytes; this file may have 8388608 at most");
}

}  // namespace
}  // namespace migrate::migc
