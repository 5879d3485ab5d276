// The rules for names and kinds of files are in tests/corpus; here is what it cannot show.

#include "migc/folder/versions_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(VersionsFolder, GivesFilesInTheOrderOfTheirBytes) {
  const testing::TemporaryFolder folder;
  for (const char* name :
       {"versions/b.sql", "versions/a.yaml", "versions/B.sql", "versions/_.yml", "versions/+.sql"})
    folder.write(name, name);
  Diagnostics diagnostics;
  std::vector<std::string> names;
  for (const SourceFile& file : read_versions_folder(folder.path(), "versions", diagnostics)) {
    EXPECT_EQ(file.bytes(), file.name());
    EXPECT_EQ(file.path(), folder.path() + "/" + file.name());
    names.push_back(file.name());
  }
  EXPECT_THAT(names, ElementsAre("versions/+.sql", "versions/B.sql", "versions/_.yml", "versions/a.yaml",
                                 "versions/b.sql"));
  EXPECT_TRUE(diagnostics.empty());
}

TEST(VersionsFolder, RefusesASocket) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("x.sql");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::copy(path.begin(), path.end(), address.sun_path);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  Diagnostics diagnostics;
  EXPECT_THAT(read_versions_folder(folder.path(), ".", diagnostics), IsEmpty());
  EXPECT_EQ(to_text(diagnostics, Color::no),
            folder.path() + "/./x.sql: error: is empty or not a regular file\n");
  ::close(socket);
}

TEST(VersionsFolder, SaysWhyItCannotBeRead) {
  const std::string name(300, 'n');
  Diagnostics diagnostics;
  EXPECT_THAT(read_versions_folder("/", name, diagnostics), IsEmpty());
  EXPECT_EQ(to_text(diagnostics, Color::no), "//" + name + ": error: cannot be read: File name too long\n");
}

}  // namespace
}  // namespace migrate::migc
