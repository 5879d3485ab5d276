#include "core/run/proof_move.h"

#include <gmock/gmock.h>

namespace migrate::core {
namespace {

using ::testing::ElementsAre;

ProofRequest request_at(const std::string& address, const std::string& answer) {
  return {.database = {.dialect = Dialect::sqlite, .address = address, .foreign_keys = true},
          .chain = "c0",
          .move = ProofMove::up,
          .revision = "b",
          .rows = {"a", "c"},
          .answer = answer};
}

TEST(ProofRequest, IsItsArguments) {
  const auto arguments = request_at("/tmp/a b.db", "/tmp/answer").arguments();
  EXPECT_THAT(arguments,
              ElementsAre("sqlite", "/tmp/a b.db", "keys", "c0", "up", "b", "a,c,", "/tmp/answer"));
  const std::optional<ProofRequest> parsed = ProofRequest::parse(arguments);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->arguments(), arguments);
  EXPECT_THAT(parsed->rows, ElementsAre("a", "c"));
}

// The C library of Windows hands a program its words in a code page that lacks most characters.
TEST(ProofRequest, PassesAllCharactersInAscii) {
  const std::string address = "C:/Users/Jürgen ☃/=C3=/a=.db";
  const auto arguments = request_at(address, "ä=").arguments();
  EXPECT_EQ(arguments[1], "C:/Users/J=C3=BCrgen =E2=98=83/=3DC3=3D/a=3D.db");
  EXPECT_EQ(arguments[7], "=C3=A4=3D");
  const std::optional<ProofRequest> parsed = ProofRequest::parse(arguments);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->database.address, address);
  EXPECT_EQ(parsed->answer, "ä=");
}

TEST(ProofRequest, TakesWhatIsNoEscapeAsItIs) {
  const std::optional<ProofRequest> parsed =
      ProofRequest::parse({"sqlite", "a=c3=Cx=", "keys", "c0", "all", "", "", "=C"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->database.address, "a=c3=Cx=");
  EXPECT_EQ(parsed->answer, "=C");
}

TEST(ProofRequest, IsNothingForOtherArguments) {
  EXPECT_FALSE(ProofRequest::parse({}));
  EXPECT_FALSE(ProofRequest::parse({"sqlite", "a", "keys", "c0", "sideways", "", "", "answer"}));
  EXPECT_FALSE(ProofRequest::parse({"oracle", "a", "keys", "c0", "all", "", "", "answer"}));
}

}  // namespace
}  // namespace migrate::core
