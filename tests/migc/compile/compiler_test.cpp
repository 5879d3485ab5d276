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

TEST(CompileChain, CompilesTheProofsOfTheLockFileIn) {
  const testing::MigrationFolder migrations;
  const std::string body =
      "-- migrate: upgrade\nSELECT 1;\n-- migrate: upgrade postgres\nSELECT 2;\n"
      "-- migrate: downgrade\n-- nothing to undo\n";
  migrations.write("migrate.yaml", "dialects: sqlite, postgres\n");
  migrations.revision("a", "none", "", body).revision("b", "a", "", body).revision("c", "b", "", body);
  const auto compiled = [&] {
    Diagnostics diagnostics;
    auto chain = compile_chain(read_folder(migrations.dir(), diagnostics), "chain", diagnostics);
    EXPECT_EQ(to_text(diagnostics, Color::no), "");
    return std::move(*chain);
  };
  const std::string root_digest(compiled().chain().root_digest());
  const std::string digest = " " + std::string(64, '0');
  migrations.write("migrate.lock", "migrate.lock 1\na none" + digest +
                                       " sqlite:3.40.1:roundtrip postgres:15:roundtrip\nb a" + digest +
                                       " postgres:15:roundtrip\nc b" + digest + " sqlite:3.40.1:up\n");
  const core::OwnedChain owned = compiled();
  const Chain& chain = owned.chain();
  EXPECT_EQ(chain.root_digest(), root_digest);
  EXPECT_TRUE(chain[0].is_proven());
  EXPECT_FALSE(chain[1].is_proven());
  EXPECT_TRUE(chain[1].is_proven(Dialect::postgres));
  EXPECT_FALSE(chain[1].is_proven(Dialect::sqlite));
  EXPECT_FALSE(chain[2].is_proven(Dialect::sqlite));
}

}  // namespace
}  // namespace migrate::migc
