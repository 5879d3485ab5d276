// The rules are in tests/corpus; here are the file's own form and the advice.

#include "migc/folder/lock_file.h"

#include <gtest/gtest.h>

#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using testing::MigrationFolder;

// What `migc lock` writes for the folder as it is.
void lock_all(const MigrationFolder& migrations) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  std::vector<LockedRevision> locked;
  for (const RevisionFile* file : taking_part(folder)) locked.push_back(lock_revision(*file));
  migrations.write("migrate.lock", to_text(std::move(locked)));
}

std::string report_of(const MigrationFolder& migrations) {
  Diagnostics diagnostics;
  check_lock(read_folder(migrations.dir(), diagnostics), diagnostics);
  return migrations.shortened(to_text(diagnostics, Color::no));
}

TEST(LockFile, HasALineForEachRevisionSortedById) {
  const std::string z(64, '0');
  EXPECT_EQ(to_text({{"b", "a,x", z}, {"B", "none", z}}),
            "migrate.lock 1\nB none " + z + "\nb a,x " + z + "\n");
}

TEST(LockFile, IsReadAsItWasWritten) {
  const std::string z(64, '0');
  const std::string text = to_text({{"a", "none", z}, {"b", "a,x", z}});
  Diagnostics diagnostics;
  EXPECT_EQ(to_text(parse_lock({"D/migrate.lock", "migrate.lock", text}, diagnostics)), text);
  EXPECT_TRUE(diagnostics.empty());
}

TEST(LockFile, RecordsWhatARevisionWasProvenWith) {
  const std::string line = "a none " + std::string(64, '0');
  const std::string text = "migrate.lock 1\n" + line + " sqlite:3.40.1:roundtrip postgres:18beta1:up\n";
  Diagnostics diagnostics;
  const std::vector<LockedRevision> revisions =
      parse_lock({"D/migrate.lock", "migrate.lock", text}, diagnostics);
  EXPECT_EQ(to_text(diagnostics, Color::no), "");
  EXPECT_EQ(to_text(revisions), text);
  ASSERT_EQ(revisions.size(), 1U);
  EXPECT_TRUE(is_proven(revisions[0], Dialect::sqlite, false));
  EXPECT_FALSE(is_proven(revisions[0], Dialect::postgres, false));
  EXPECT_TRUE(is_proven(revisions[0], Dialect::postgres, true));
}

TEST(LockFile, KeepsTheRecordThatSaysMore) {
  std::vector<ProofRecord> records;
  add_record(records, {Dialect::postgres, "15", true});
  add_record(records, {Dialect::sqlite, "3", false});
  add_record(records, {Dialect::sqlite, "4", false});
  add_record(records, {Dialect::postgres, "16", true});
  EXPECT_EQ(to_text(records), " sqlite:3:up postgres:15:roundtrip");
  add_record(records, {Dialect::sqlite, "5", true});
  EXPECT_EQ(to_text(records), " sqlite:5:roundtrip postgres:15:roundtrip");
}

TEST(LockFile, FitsTheFolderThatItWasMadeFrom) {
  const MigrationFolder migrations;
  migrations.revision("a").revision("b", "a").revision("c", "a").revision("d", "c, b", "", "SELECT 1;\r\n");
  lock_all(migrations);
  EXPECT_EQ(report_of(migrations), "");
}

TEST(LockFile, NamesTheCommandThatAcceptsWhatChanged) {
  const MigrationFolder migrations;
  migrations.revision("a").revision("b", "a", "", "SELECT 1;\n");
  lock_all(migrations);
  migrations.revision("a", "none", "", "SELECT 1;\n").revision("b", "none", "", "SELECT 2;\n");
  EXPECT_EQ(report_of(migrations),
            "D/versions/a.sql:1: error: locked revision \"a\" was edited\n"
            "D/versions/b.sql:1: error: locked revision \"b\" was edited\n"
            "D/versions/b.sql:2: error: locked revision \"b\" was given other parents: none instead of a\n"
            "  2 | -- down_revision: none\n"
            "  to fix it: undo the change, or, where it is meant, migc --dir D lock --accept a --accept b\n");
}

TEST(LockFile, NamesTheCommandThatLocks) {
  const MigrationFolder migrations;
  migrations.write("migrate.yaml", "lock: strict\n");
  migrations.revision("a");
  EXPECT_EQ(report_of(migrations),
            "D/versions/a.sql:1: error: revision \"a\" is not locked\n"
            "  to fix it: migc --dir D lock\n");
}

}  // namespace
}  // namespace migrate::migc
