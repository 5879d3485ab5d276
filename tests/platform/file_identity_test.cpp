#include "platform/file_identity.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace migrate::platform {
namespace {

TEST(FileIdentity, IsThatOfAFileAndOfALinkToIt) {
  const testing::TemporaryFolder folder;
  folder.write("x", "content");
  folder.write("y", "content");
  std::filesystem::create_symlink("x", folder.file("link"));
  EXPECT_NE(identify_file(folder.file("x")), std::nullopt);
  EXPECT_EQ(identify_file(folder.file("x")), identify_file(folder.file("link")));
  EXPECT_NE(identify_file(folder.file("x")), identify_file(folder.file("y")));
  EXPECT_EQ(identify_file(folder.file("z")), std::nullopt);
}

TEST(FileIdentity, IsAnotherOneAfterAWrite) {
  const testing::TemporaryFolder folder;
  folder.write("x", "a");
  const auto before = identify_file(folder.file("x"));
  folder.write("x", "ab");
  EXPECT_NE(identify_file(folder.file("x")), before);
}

}  // namespace
}  // namespace migrate::platform
