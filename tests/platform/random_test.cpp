#include "platform/random.h"

#include <gtest/gtest.h>

#include <array>

namespace migrate::platform {
namespace {

TEST(Random, FillsAllBytesWithOthersEachTime) {
  std::array<unsigned char, 256> first{};
  std::array<unsigned char, 256> second{};
  EXPECT_EQ(fill_with_random(first), std::error_code());
  EXPECT_EQ(fill_with_random(second), std::error_code());
  EXPECT_NE(first, second);
  EXPECT_FALSE(std::equal(first.begin() + 128, first.end(), std::array<unsigned char, 128>{}.begin()));
}

}  // namespace
}  // namespace migrate::platform
