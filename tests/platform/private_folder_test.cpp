#include "platform/private_folder.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace migrate::platform {
namespace {

TEST(PrivateFolder, IsMadeOnce) {
  const testing::TemporaryFolder folder;
  EXPECT_FALSE(is_private_folder(folder.file("own")));
  EXPECT_TRUE(make_private_folder(folder.file("own")));
  EXPECT_TRUE(make_private_folder(folder.file("own")));
  EXPECT_TRUE(is_private_folder(folder.file("own")));
}

TEST(PrivateFolder, HasItsParents) {
  const testing::TemporaryFolder folder;
  EXPECT_FALSE(make_private_folder(folder.file("nowhere/own")));
}

TEST(PrivateFolder, IsNoFile) {
  const testing::TemporaryFolder folder;
  folder.write("file", "");
  EXPECT_FALSE(make_private_folder(folder.file("file")));
}

#if !defined(_WIN32)
TEST(PrivateFolder, IsNoLink) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(make_private_folder(folder.file("own")));
  std::filesystem::create_symlink("own", folder.file("link"));
  EXPECT_FALSE(is_private_folder(folder.file("link")));
}

TEST(PrivateFolder, IsClosedToOthers) {
  const testing::TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("own"));
  std::filesystem::permissions(folder.file("own"), std::filesystem::perms(0755));
  EXPECT_TRUE(is_private_folder(folder.file("own")));
  EXPECT_EQ(std::filesystem::status(folder.file("own")).permissions(), std::filesystem::perms(0700));
}
#endif

}  // namespace
}  // namespace migrate::platform
