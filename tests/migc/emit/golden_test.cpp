// What migc writes for the folders of tests/golden, compared byte for byte. MIGRATE_UPDATE_GOLDEN=1 renews
// the expected files; their difference is then to be looked at.

#include <gtest/gtest.h>

#include <cstdlib>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/emit/emitter.h"
#include "migc/folder/folder.h"
#include "migc/folder/output_file.h"

namespace migrate::migc {
namespace {

const std::string golden = MIGRATE_TEST_DIR "/../golden/";

std::string read(const std::string& path) {
  Diagnostics diagnostics;
  const std::size_t slash = path.rfind('/');
  const std::optional<SourceFile> file =
      read_folder_file(path.substr(0, slash), path.substr(slash + 1), diagnostics);
  return file ? std::string(file->bytes()) : "";
}

void expect_golden(const std::string& path, const std::string& text) {
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_if_different(path, text);
  EXPECT_EQ(text, read(path)) << path;
}

class Golden : public ::testing::TestWithParam<const char*> {};

TEST_P(Golden, GeneratedCodeIsAsExpected) {
  const std::string name = GetParam();
  Diagnostics diagnostics;
  const Folder folder = read_folder(golden + name, diagnostics);
  check_structure(folder, diagnostics);
  const std::optional<core::OwnedChain> chain = compile_chain(folder, name, diagnostics);
  ASSERT_TRUE(chain) << to_text(diagnostics, Color::no);
  expect_golden(golden + name + "/expected/revisions.cpp", emit_table(*chain));
  expect_golden(golden + name + "/expected/chain.h", emit_chain_header(chain->chain()));
}

INSTANTIATE_TEST_SUITE_P(Folders, Golden, ::testing::Values("inventory", "smallest", "several_heads"));

}  // namespace
}  // namespace migrate::migc
