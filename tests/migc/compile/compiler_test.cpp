#include "migc/compile/compiler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migc/chain/chain_rules.h"
#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(CompileChain, DoesNotParseABodyThatIsNoText) {
  const testing::MigrationFolder migrations;
  migrations.revision("a", "none", "", "SELECT '\xff");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  EXPECT_FALSE(compile_chain(folder, "chain", diagnostics));
  EXPECT_EQ(migrations.shortened(to_text(diagnostics, Color::no)),
            "D/versions/a.sql:4: error: invalid UTF-8 at offset 47\n");
}

std::string report_on(const testing::MigrationFolder& migrations) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  check_structure(folder, diagnostics);
  EXPECT_FALSE(compile_chain(folder, "chain", diagnostics));
  return migrations.shortened(to_text(diagnostics, Color::no));
}

TEST(CompileChain, JudgesTheFormOfOperationsWhereHeadersMakeNoChain) {
  const testing::MigrationFolder migrations;
  migrations.write("versions/a.yaml", "revision: a\ndown_revision: lost\n\nupgrade: []\n");
  migrations.write("versions/b.yaml", "revision: b\ndown_revision: a\n\nupgrade: 4\n");
  EXPECT_THAT(report_on(migrations),
              AllOf(HasSubstr("D/versions/a.yaml:2: error: "),
                    HasSubstr("D/versions/b.yaml:4:10: error: upgrade must be a list of operations")));
}

TEST(CompileChain, JudgesTwentyWrongRevisions) {
  const testing::MigrationFolder migrations;
  std::string parent = "none";
  for (char id = 'a'; id <= 'z'; ++id) {
    const std::string name(1, id);
    migrations.write("versions/" + name + ".yaml", "revision: " + name + "\ndown_revision: " + parent +
                                                       "\n\nupgrade:\n  - drop_index: {name: ix_" + name +
                                                       "}\n");
    parent = name;
  }
  EXPECT_THAT(report_on(migrations), AllOf(HasSubstr("index \"ix_t\""), Not(HasSubstr("index \"ix_u\""))));
}

}  // namespace
}  // namespace migrate::migc
