// The rules are in tests/corpus; here are the notes and the advice, and what is structure and what is policy.

#include "migc/chain/chain_rules.h"

#include <gtest/gtest.h>

#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using testing::MigrationFolder;

using Check = void (*)(const Folder&, Diagnostics&);

std::string report_of(const MigrationFolder& migrations, Check check) {
  Diagnostics diagnostics;
  check(read_folder(migrations.dir(), diagnostics), diagnostics);
  return migrations.shortened(to_text(diagnostics, Color::no));
}

TEST(ChainStructure, SuggestsTheNearestParent) {
  const MigrationFolder migrations;
  migrations.revision("cb3cf47d9259").revision("b", "cb3cf47d9295");
  EXPECT_EQ(report_of(migrations, check_structure),
            "D/versions/b.sql:2: error: down_revision \"cb3cf47d9295\" does not exist\n"
            "  2 | -- down_revision: cb3cf47d9295\n"
            "  did you mean \"cb3cf47d9259\"?\n");
}

TEST(ChainStructure, SuggestsLabelsForDependenciesOnly) {
  const MigrationFolder migrations;
  migrations.revision("a", "none", "-- branch_labels: billing\n")
      .revision("b", "biling", "-- depends_on: biling\n");
  EXPECT_EQ(report_of(migrations, check_structure),
            "D/versions/b.sql:2: error: down_revision \"biling\" does not exist\n"
            "  2 | -- down_revision: biling\n"
            "D/versions/b.sql:3: error: depends_on \"biling\" is neither a revision nor a branch label\n"
            "  3 | -- depends_on: biling\n"
            "  did you mean \"billing\"?\n");
}

TEST(ChainStructure, IsRightWithSeveralHeadsAndBases) {
  const MigrationFolder migrations;
  migrations.revision("a").revision("b").revision("c", "a").revision("d", "a");
  EXPECT_EQ(report_of(migrations, check_structure), "");
}

TEST(ChainPolicy, SaysHowSeveralHeadsAreMended) {
  const MigrationFolder migrations;
  migrations.revision("a").revision("b", "a").revision("c", "a");
  EXPECT_EQ(report_of(migrations, check_policy),
            "D/versions/b.sql:1: error: several heads: b, c\n"
            "  1 | -- revision: b\n"
            "  to fix it: migc --dir D merge b c, or migc --dir D rebase c --onto b\n");
}

TEST(ChainStructure, NeverSuggestsTheRevisionItself) {
  const MigrationFolder migrations;
  migrations.revision("aaaa0002", "aaaa0001", "-- depends_on: aaaa0003\n-- branch_labels: aaaa0004\n");
  EXPECT_EQ(
      report_of(migrations, check_structure),
      "D/versions/aaaa0002.sql:2: error: down_revision \"aaaa0001\" does not exist\n"
      "  2 | -- down_revision: aaaa0001\n"
      "D/versions/aaaa0002.sql:3: error: depends_on \"aaaa0003\" is neither a revision nor a branch label\n"
      "  3 | -- depends_on: aaaa0003\n");
}

// merge and rebase need a chain without a gap.
TEST(ChainPolicy, SuggestsNoMergeBesideAMissingParent) {
  const MigrationFolder migrations;
  migrations.revision("aaaaaaaa0001").revision("bbbbbbbb0002", "aaaaaaaa001");
  EXPECT_EQ(report_of(migrations, check_structure) + report_of(migrations, check_policy),
            "D/versions/bbbbbbbb0002.sql:2: error: down_revision \"aaaaaaaa001\" does not exist\n"
            "  2 | -- down_revision: aaaaaaaa001\n"
            "  did you mean \"aaaaaaaa0001\"?\n"
            "D/versions/aaaaaaaa0001.sql:1: error: several heads: aaaaaaaa0001, bbbbbbbb0002\n"
            "  1 | -- revision: aaaaaaaa0001\n");
}

TEST(ChainPolicy, CutsALongList) {
  const MigrationFolder migrations;
  migrations.revision("a");
  for (const char* id : {"b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"})
    migrations.revision(id, "a");
  EXPECT_EQ(report_of(migrations, check_policy),
            "D/versions/b.sql:1: error: several heads: b, c, d, e, f, g, h, i, j, k and 2 more\n"
            "  1 | -- revision: b\n"
            "  to fix it: migc --dir D merge heads, or migc --dir D rebase c --onto b\n");
}

TEST(ChainPolicy, SaysHowSeveralBasesAreMended) {
  const MigrationFolder migrations;
  migrations.revision("a").revision("b").revision("c", "a, b");
  EXPECT_EQ(report_of(migrations, check_policy),
            "D/versions/a.sql:1: error: several bases: a, b\n"
            "  1 | -- revision: a\n"
            "  to fix it: give all bases but one a down_revision, or write \"allow_multiple_heads: true\" in "
            "D/migrate.yaml\n");
}

TEST(ChainPolicy, SaysNothingWhereSeveralAreAllowed) {
  const MigrationFolder migrations;
  migrations.write("migrate.yaml", "allow_multiple_heads: true\n");
  migrations.revision("a").revision("b");
  EXPECT_EQ(report_of(migrations, check_policy), "");
}

}  // namespace
}  // namespace migrate::migc
