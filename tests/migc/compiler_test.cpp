#include "migc/compiler.h"

#include <gtest/gtest.h>

#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

TEST(CompileChain, DoesNotParseABodyThatIsNoText) {
  const testing::MigrationFolder migrations;
  migrations.revision("a", "none", "", "SELECT '\xff");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations.dir(), diagnostics);
  EXPECT_FALSE(compile_chain(folder, "chain", diagnostics));
  EXPECT_EQ(migrations.shortened(to_text(diagnostics, Color::no)),
            "D/versions/a.sql:4: error: invalid UTF-8 at offset 47\n");
}

}  // namespace
}  // namespace migrate::migc
