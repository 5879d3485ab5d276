#include "core/text/path.h"

#include <gtest/gtest.h>

#include "core/text/open_file.h"
#include "support/temporary_folder.h"

namespace migrate::core {
namespace {

TEST(Path, KeepsTheTextThatItIsMadeOf) {
  for (const char* text : {"", "a", "ünï☃ 漢字.db", "a/../b"}) EXPECT_EQ(to_text(to_path(text)), text);
}

TEST(Path, NamesTheFileThatOthersSee) {
  const testing::TemporaryFolder folder;
  std::FILE* file = open_file(folder.file("ünï☃.txt"), "wb");
  ASSERT_NE(file, nullptr);
  std::fclose(file);
  const std::filesystem::directory_iterator entry(to_path(folder.path()));
  EXPECT_TRUE(entry->path().filename().u8string() == u8"ünï☃.txt");
  EXPECT_TRUE(std::filesystem::exists(to_path(folder.file("ünï☃.txt"))));
}

// Elsewhere a path is bytes; what is no UTF-8 has no name on Windows.
TEST(Path, OfOtherBytesIsAsTheSystemHasIt) {
#if defined(_WIN32)
  EXPECT_THROW(static_cast<void>(to_path("\xff")), std::system_error);
#else
  EXPECT_EQ(to_text(to_path("\xff")), "\xff");
#endif
}

}  // namespace
}  // namespace migrate::core
