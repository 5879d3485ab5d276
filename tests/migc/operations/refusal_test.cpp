// What migc says against operations: the whole report on each case of tests/golden/operations/refused.
// MIGRATE_UPDATE_GOLDEN=1 renews the reports; their difference is then to be looked at.

#include <gtest/gtest.h>

#include <cstdlib>

#include "migc/folder/output_file.h"
#include "migc/operations/operation_case.h"

namespace migrate::migc {
namespace {

class RefusedCase : public ::testing::TestWithParam<OperationCase> {};

TEST_P(RefusedCase, IsReported) {
  const YamlChain chain(GetParam().chain(), GetParam().setting());
  EXPECT_FALSE(chain.compiled());
  const std::filesystem::path expected = GetParam().path().replace_extension(".txt");
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_if_different(expected.string(), chain.report());
  EXPECT_EQ(chain.report(), read_text(expected));
}

INSTANTIATE_TEST_SUITE_P(Operations, RefusedCase, ::testing::ValuesIn(operation_cases(refused_folder)),
                         case_name);

}  // namespace
}  // namespace migrate::migc
