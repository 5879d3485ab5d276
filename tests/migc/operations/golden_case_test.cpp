// What each operation becomes in both directions, compared with the file beside its case.
// MIGRATE_UPDATE_GOLDEN=1 renews those; their difference is then to be looked at.

#include <gtest/gtest.h>

#include <cstdlib>

#include "migc/folder/output_file.h"
#include "migc/operations/operation_case.h"

namespace migrate::migc {
namespace {

std::string statements(std::string_view title, const Script& script) {
  std::string text = "-- " + std::string(title) + "\n";
  for (std::size_t i = 0; i < script.size(); ++i)
    text += script[i].is_call() ? "-- call " + std::string(script[i].text()) + "\n"
                                : std::string(script[i].text()) + ";\n";
  return text + "\n";
}

std::string rendered(const YamlChain& chain) {
  std::string text;
  for (const Dialect dialect : chain.chain().dialects()) {
    const std::string name(to_string(dialect));
    text += statements(name + " upgrade", chain.last().upgrade(dialect));
    text += statements(name + " downgrade", chain.last().downgrade(dialect));
  }
  return text;
}

class RenderedCase : public ::testing::TestWithParam<OperationCase> {};

TEST_P(RenderedCase, IsAsExpected) {
  const YamlChain chain(GetParam().chain(), GetParam().setting());
  ASSERT_TRUE(chain.compiled()) << chain.report();
  const std::filesystem::path expected = GetParam().path().replace_extension(".sql");
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_if_different(expected.string(), rendered(chain));
  EXPECT_EQ(rendered(chain), read_text(expected));
}

INSTANTIATE_TEST_SUITE_P(Operations, RenderedCase, ::testing::ValuesIn(operation_cases()), case_name);

}  // namespace
}  // namespace migrate::migc
