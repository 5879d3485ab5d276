#include "migc/folder/output_file.h"

#include <gtest/gtest.h>

#include <chrono>

#include "migrate/error.h"
#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

const auto long_ago = fs::file_time_type(std::chrono::hours(1));

TEST(OutputFile, IsWrittenWithItsFolders) {
  const TemporaryFolder folder;
  write_if_different(folder.file("a/b/out.txt"), "text");
  EXPECT_EQ(folder.read("a/b/out.txt"), "text");
}

TEST(OutputFile, KeepsItsTimeWhenNothingChanges) {
  const TemporaryFolder folder;
  folder.write("out.txt", "text");
  fs::last_write_time(folder.file("out.txt"), long_ago);
  write_if_different(folder.file("out.txt"), "text");
  EXPECT_EQ(fs::last_write_time(folder.file("out.txt")), long_ago);
}

TEST(OutputFile, IsReplacedWhenItIsLongerOrShorter) {
  const TemporaryFolder folder;
  for (const std::string_view text : {"text", "tex", "texts", ""}) {
    write_if_different(folder.file("out.txt"), text);
    EXPECT_EQ(folder.read("out.txt"), text);
  }
}

TEST(OutputFile, KeepsItsPermissions) {
  const TemporaryFolder folder;
  folder.write("out.txt", "text");
  fs::permissions(folder.file("out.txt"), fs::perms::owner_all);
  write_if_different(folder.file("out.txt"), "other");
  EXPECT_EQ(fs::status(folder.file("out.txt")).permissions(), fs::perms::owner_all);
}

TEST(OutputFile, StampAlwaysMoves) {
  const TemporaryFolder folder;
  folder.write("stamp", "");
  fs::last_write_time(folder.file("stamp"), long_ago);
  write_stamp(folder.file("stamp"));
  EXPECT_NE(fs::last_write_time(folder.file("stamp")), long_ago);
}

TEST(OutputFile, NewOnesAreNotWrittenOverOthers) {
  const TemporaryFolder folder;
  write_new(folder.file("a/out.txt"), "first");
  try {
    write_new(folder.file("a/out.txt"), "second");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "cannot write " + folder.file("a/out.txt") + ": File exists; nothing was changed");
  }
  EXPECT_EQ(folder.read("a/out.txt"), "first");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.file("a")), {}), 1);
}

TEST(OutputFile, LeavesNothingBehindWhenItFails) {
  const TemporaryFolder folder;
  folder.write("out.txt/in_the_way", "");
  try {
    write_if_different(folder.file("out.txt"), "text");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(std::string(error.what()),
              "cannot write " + folder.file("out.txt") + ": Is a directory; nothing was changed");
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace migrate::migc
