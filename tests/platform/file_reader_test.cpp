#include "platform/file_reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temporary_folder.h"

namespace migrate::platform {
namespace {

constexpr std::size_t limit = 10;

TEST(FileReader, ReadsARegularFile) {
  const testing::TemporaryFolder folder;
  folder.write("x", std::string_view("a\0b", 3));
  const FileContent content = read_file(folder.file("x"), SymbolicLinks::refuse, limit);
  EXPECT_EQ(content.state, FileState::read);
  EXPECT_EQ(content.bytes, std::string_view("a\0b", 3));
}

TEST(FileReader, ReadsNoMoreThanItMay) {
  const testing::TemporaryFolder folder;
  folder.write("x", "01234567890");
  const FileContent content = read_file(folder.file("x"), SymbolicLinks::refuse, limit);
  EXPECT_EQ(content.state, FileState::too_big);
  EXPECT_EQ(content.size, 11u);
  EXPECT_EQ(read_file(folder.file("x"), SymbolicLinks::refuse, 11).bytes, "01234567890");
}

TEST(FileReader, FollowsALinkOnlyWhereItMay) {
  const testing::TemporaryFolder folder;
  folder.write("x", "content");
  std::filesystem::create_symlink("x", folder.file("link"));
  EXPECT_EQ(read_file(folder.file("link"), SymbolicLinks::refuse, limit).state, FileState::symbolic_link);
  EXPECT_EQ(read_file(folder.file("link"), SymbolicLinks::follow, limit).bytes, "content");
}

TEST(FileReader, TellsWhatIsMissing) {
  const testing::TemporaryFolder folder;
  std::filesystem::create_symlink("nowhere", folder.file("link"));
  EXPECT_EQ(read_file(folder.file("x"), SymbolicLinks::refuse, limit).state, FileState::missing);
  EXPECT_EQ(read_file(folder.file("link"), SymbolicLinks::follow, limit).state, FileState::missing);
}

TEST(FileReader, WaitsForNoFile) {
  const testing::TemporaryFolder folder;
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder.file("fifo"), SymbolicLinks::refuse, limit).state, FileState::not_regular);
  EXPECT_EQ(read_file("/dev/zero", SymbolicLinks::refuse, limit).state, FileState::not_regular);
  EXPECT_EQ(read_file(folder.path(), SymbolicLinks::refuse, limit).state, FileState::directory);
}

}  // namespace
}  // namespace migrate::platform
