#include "migc/drift/server_spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;

Difference changed_fact(ObjectKind object, const std::string& fact) {
  return {.kind = DifferenceKind::changed, .object = object, .table = "runs", .name = "x", .fact = fact};
}

std::vector<std::string> left_of(std::vector<Difference> differences) {
  drop_server_spelling(differences);
  std::vector<std::string> texts;
  for (const Difference& difference : differences)
    texts.push_back(std::string(noun(difference.object)) + ' ' + difference.table + ' ' + difference.fact);
  return texts;
}

TEST(ServerSpelling, IsNoDifferenceBetweenReleases) {
  EXPECT_THAT(
      left_of({changed_fact(ObjectKind::column, "type"), changed_fact(ObjectKind::column, "default"),
               changed_fact(ObjectKind::view, "definition"), changed_fact(ObjectKind::policy, "using")}),
      ElementsAre("column runs type"));
}

// A CHECK is called by its expression, so another spelling looks like another CHECK.
TEST(ServerSpelling, MayBeTheNameOfAConstraint) {
  const Difference missing{
      .kind = DifferenceKind::missing, .object = ObjectKind::check, .table = "runs", .name = "a"};
  const Difference added{
      .kind = DifferenceKind::left_over, .object = ObjectKind::check, .table = "runs", .name = "b"};
  const Difference elsewhere{
      .kind = DifferenceKind::missing, .object = ObjectKind::check, .table = "notes", .name = "a"};
  EXPECT_THAT(left_of({missing, added, elsewhere}), ElementsAre("CHECK notes "));
  EXPECT_THAT(left_of({missing}), ElementsAre("CHECK runs "));
}

}  // namespace
}  // namespace migrate::migc
