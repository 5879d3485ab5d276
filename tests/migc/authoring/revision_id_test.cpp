#include "migc/authoring/revision_id.h"

#include <gtest/gtest.h>

#include <set>

namespace migrate::migc {
namespace {

TEST(RevisionId, IsTwelveHexadecimalDigitsThatDiffer) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = random_revision_id();
    EXPECT_EQ(id.size(), 12u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 100u);
}

}  // namespace
}  // namespace migrate::migc
