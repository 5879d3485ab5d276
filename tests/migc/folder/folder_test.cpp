#include "migc/folder/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using testing::MigrationFolder;

std::vector<std::string> names(const Folder& folder) {
  std::vector<std::string> names;
  for (const RevisionFile& file : folder.files) names.push_back(file.source.name());
  return names;
}

TEST(Folder, HoldsTheFilesOfAllVersionsFoldersInTheOrderOfTheirPaths) {
  const MigrationFolder migrations;
  migrations.write("migrate.yaml", "versions: versions, a, a-b\n");
  migrations.revision("x");
  for (const char* id : {"a/y", "a-b/z"})
    migrations.write(std::string(id) + ".yaml",
                     std::string("revision: ") + id[2] + "\ndown_revision: none\n\n");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  EXPECT_THAT(names(folder), ElementsAre("a-b/z.yaml", "a/y.yaml", "versions/x.sql"));
  EXPECT_EQ(folder.files[0].kind, FileKind::yaml);
  EXPECT_EQ(folder.files[2].kind, FileKind::sql);
}

TEST(Folder, LeavesOutFilesWithoutAReadableHeader) {
  const MigrationFolder migrations;
  migrations.revision("a").write("versions/b.sql", "SELECT 1;\n");
  Diagnostics diagnostics;
  EXPECT_THAT(names(read_folder(migrations.dir(), diagnostics)), ElementsAre("versions/a.sql"));
  EXPECT_EQ(diagnostics.count(), 1u);
}

TEST(Folder, IsNamedWithoutASlashAtItsEnd) {
  const MigrationFolder migrations;
  migrations.revision("a");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir() + "//", diagnostics);
  EXPECT_EQ(folder.dir, migrations.dir());
  EXPECT_EQ(folder.files.front().source.path(), migrations.dir() + "/versions/a.sql");
}

TEST(Folder, TakesTheFirstFileWithAnId) {
  const MigrationFolder migrations;
  migrations.revision("a").revision("b", "a").write("versions/c.sql",
                                                    "-- revision: a\n-- down_revision: b\n\n");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  EXPECT_THAT(taking_part(folder), ElementsAre(&folder.files[0], &folder.files[1]));
}

}  // namespace
}  // namespace migrate::migc
