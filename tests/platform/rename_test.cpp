#include "platform/rename.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace migrate::platform {
namespace {

TEST(Rename, ReplacesAFile) {
  const testing::TemporaryFolder folder;
  folder.write("from", "new");
  folder.write("to", "old");
  EXPECT_EQ(rename_over(folder.file("from"), folder.file("to")), std::error_code());
  EXPECT_EQ(folder.read("to"), "new");
  EXPECT_FALSE(std::filesystem::exists(folder.file("from")));
}

TEST(Rename, ToANewNameReplacesNothing) {
  const testing::TemporaryFolder folder;
  folder.write("from", "new");
  folder.write("to", "old");
  EXPECT_EQ(rename_to_new(folder.file("from"), folder.file("to")), std::errc::file_exists);
#if !defined(_WIN32)
  std::filesystem::create_symlink("nowhere", folder.file("link"));
  EXPECT_EQ(rename_to_new(folder.file("from"), folder.file("link")), std::errc::file_exists);
#endif
  EXPECT_EQ(folder.read("to"), "old");
  EXPECT_EQ(rename_to_new(folder.file("from"), folder.file("third")), std::error_code());
  EXPECT_EQ(folder.read("third"), "new");
  EXPECT_FALSE(std::filesystem::exists(folder.file("from")));
}

TEST(Rename, TellsWhyItFailed) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(rename_over(folder.file("from"), folder.file("to")), std::errc::no_such_file_or_directory);
  EXPECT_EQ(rename_to_new(folder.file("from"), folder.file("to")), std::errc::no_such_file_or_directory);
}

}  // namespace
}  // namespace migrate::platform
