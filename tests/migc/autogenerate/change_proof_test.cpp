// What the proof of a generated revision says of one that is wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "migc/authoring/workspace.h"
#include "migc/autogenerate/autogenerate.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ProofOfGeneratedRevision : public ::testing::Test {
 protected:
  ProofOfGeneratedRevision() {
    folder_.revision("a", "none", "",
                     "-- migrate: upgrade\nCREATE TABLE runs (id INTEGER PRIMARY KEY);\n"
                     "-- migrate: downgrade\nDROP TABLE runs;\n");
    folder_.write("schema.sql", "CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT);\n");
  }

  std::vector<std::string> failures_of(const std::string& upgrade, const std::string& downgrade) {
    Diagnostics diagnostics;
    const Folder folder = read_folder(folder_.dir(), diagnostics);
    const core::OwnedChain chain = *compile_chain(folder, "chain", diagnostics);
    const Autogenerate generation(folder, chain.chain(), "a", schema_file_of(folder), diagnostics);
    EXPECT_TRUE(diagnostics.empty());
    const SourceFile file("b.sql", "versions/b.sql",
                          "-- revision: b\n-- down_revision: a\n\n-- migrate: upgrade\n" + upgrade +
                              ";\n-- migrate: downgrade\n" + downgrade + ";\n");
    std::ostringstream err;
    return generation.prove(with_file(folder, file, FileKind::sql, err), {{"b"}, "a"}).failures;
  }

  testing::MigrationFolder folder_;
};

TEST_F(ProofOfGeneratedRevision, IsSilentWhereItIsRight) {
  EXPECT_THAT(failures_of("ALTER TABLE runs ADD COLUMN note TEXT", "ALTER TABLE runs DROP COLUMN note"),
              IsEmpty());
}

TEST_F(ProofOfGeneratedRevision, SaysHowTheSchemasDiffer) {
  EXPECT_THAT(failures_of("ALTER TABLE runs ADD COLUMN notes TEXT", "ALTER TABLE runs DROP COLUMN notes"),
              ElementsAre("sqlite: after the upgrade: column runs.note is missing",
                          "sqlite: after the upgrade: column runs.notes is left over"));
  EXPECT_THAT(failures_of("ALTER TABLE runs ADD COLUMN note TEXT", "SELECT 1"),
              ElementsAre("sqlite: after the downgrade: column runs.note is left over"));
}

TEST_F(ProofOfGeneratedRevision, SaysWhatTheEngineSays) {
  EXPECT_THAT(failures_of("ALTER TABLE rums ADD COLUMN note TEXT", "SELECT 1"),
              ElementsAre(::testing::HasSubstr("no such table: rums")));
}

}  // namespace
}  // namespace migrate::migc
