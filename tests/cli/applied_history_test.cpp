#include "cli/applied_history.h"

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::Answer;
using ::testing::MatchesRegex;

using AppliedHistory = testing::Shop;

TEST_F(AppliedHistory, ShowsWhenForHowLongAndByWhom) {
  run("upgrade prices --quiet");
  run("downgrade -1 --quiet");
  run("stamp base --quiet");
  const std::string time = "20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:.]+Z";
  const Answer answer = run("history --applied");
  EXPECT_EQ(answer.code, 0);
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(answer.out, MatchesRegex(time + " stamp base in [0-9]+ ms by shop 1.0\n" + time +
                                       " downgrade prices in [0-9]+ ms by shop 1.0, create prices\n" + time +
                                       " upgrade prices in [0-9]+ ms by shop 1.0, create prices\n" + time +
                                       " upgrade items in [0-9]+ ms by shop 1.0, create items\n"));
}

TEST_F(AppliedHistory, IsForProgramsToo) {
  run("upgrade items --quiet");
  execute(
      "UPDATE migrate_history SET started = 'S', finished = 'F', duration_ms = 12, message = 'a' || "
      "char(10)");
  EXPECT_EQ(run("history --applied --format json").out,
            R"([
{"revision":"items","direction":"upgrade","state":"done","started":"S","finished":"F","duration_ms":12,)"
            R"("program":"shop 1.0","message":"a\n"}
]
)");
}

TEST_F(AppliedHistory, ShowsWhatIsNotFinished) {
  run("upgrade items --quiet");
  execute(
      "UPDATE migrate_history SET started = 'S', state = 'pending', items = 0, finished = NULL, duration_ms "
      "= "
      "NULL");
  EXPECT_EQ(run("history --applied").out, "S upgrade items (pending) by shop 1.0, create items\n");
}

TEST_F(AppliedHistory, IsEmptyWhereNothingRan) {
  EXPECT_EQ(run("history --applied"), (Answer{0, "", ""}));
  EXPECT_EQ(run("history --applied --format json").out, "[]\n");
  EXPECT_FALSE(exists());
}

TEST_F(AppliedHistory, IsNotTheChains) {
  for (const char* option : {"-i", "-r base:head", "--rows items"})
    EXPECT_EQ(run(std::string("history --applied ") + option).code, 2) << option;
}

}  // namespace
}  // namespace migrate::cli
