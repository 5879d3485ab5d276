#include "migc/folder/file_reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>

#include "migc/temporary_folder.h"

namespace migrate::migc {
namespace {

TEST(FileReader, ReadsARegularFile) {
  const testing::TemporaryFolder folder;
  folder.write("x", std::string_view("a\0b", 3));
  const FileContent content = read_file(AT_FDCWD, folder.file("x"), SymbolicLinks::refuse);
  EXPECT_EQ(content.state, FileState::read);
  EXPECT_EQ(content.bytes, std::string_view("a\0b", 3));
}

TEST(FileReader, FollowsALinkOnlyWhereItMay) {
  const testing::TemporaryFolder folder;
  folder.write("x", "content");
  std::filesystem::create_symlink("x", folder.file("link"));
  EXPECT_EQ(read_file(AT_FDCWD, folder.file("link"), SymbolicLinks::refuse).state, FileState::symbolic_link);
  EXPECT_EQ(read_file(AT_FDCWD, folder.file("link"), SymbolicLinks::follow).bytes, "content");
}

TEST(FileReader, TellsWhatIsNotThere) {
  const testing::TemporaryFolder folder;
  std::filesystem::create_symlink("nowhere", folder.file("link"));
  EXPECT_EQ(read_file(AT_FDCWD, folder.file("x"), SymbolicLinks::refuse).state, FileState::missing);
  EXPECT_EQ(read_file(AT_FDCWD, folder.file("link"), SymbolicLinks::follow).state, FileState::missing);
}

TEST(FileReader, RefusesADevice) {
  EXPECT_EQ(read_file(AT_FDCWD, "/dev/zero", SymbolicLinks::refuse).state, FileState::not_regular);
}

TEST(FileReader, DescribesWhatItDidNotRead) {
  EXPECT_EQ(describe({.state = FileState::unreadable, .error = EACCES}, "a revision"),
            "cannot be read: Permission denied");
  EXPECT_EQ(describe({.state = FileState::too_big, .size = 100'000'000}, "this file"),
            "has 100000000 bytes; this file may have 8388608 at most");
}

}  // namespace
}  // namespace migrate::migc
