#include "cli/check.h"

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::Answer;
using ::testing::HasSubstr;
using testing::ScriptedChain;

using CheckCommand = testing::Shop;

TEST_F(CheckCommand, SaysWhatItDid) {
  run("upgrade prices");
  EXPECT_EQ(run("check"), (Answer{1,
                                  "chain: 3 revisions, head notes; the chain is valid\n"
                                  "database: not at head, but at prices; the digests in its history match "
                                  "the chain for 2 applied revisions; its tables were not compared\n",
                                  ""}));
  run("upgrade head");
  EXPECT_EQ(run("check"), (Answer{0,
                                  "chain: 3 revisions, head notes; the chain is valid\n"
                                  "database: at head; the digests in its history match the chain for 3 "
                                  "applied revisions; its tables were not compared\n",
                                  ""}));
}

TEST_F(CheckCommand, WithoutADatabaseLooksAtTheChain) {
  EXPECT_EQ(run_plainly("check"), (Answer{0, "chain: 3 revisions, head notes; the chain is valid\n", ""}));
  EXPECT_EQ(
      run_plainly("check --format json"),
      (Answer{
          0,
          R"({"valid":true,"revisions":3,"heads":["notes"],"mistakes":[],"proofs":[],"schemas":[],"database":null})"
          "\n",
          ""}));
}

TEST_F(CheckCommand, PrintsJson) {
  run("upgrade items");
  EXPECT_EQ(
      run("check --format json"),
      (Answer{
          1,
          R"({"valid":true,"revisions":3,"heads":["notes"],"mistakes":[],"proofs":[],"schemas":[],"database":)"
          R"({"at_head":false,"rows":["items"],"verified":1,"unverified":[],"unknown":[],"incomplete":"",)"
          R"("incomplete_item":0,"incomplete_items":0,"tables":{"compared":false,"why_not":"","same":false,"changes":[],"strangers":[]}}})"
          "\n",
          ""}));
}

TEST_F(CheckCommand, RefusesAnEditedRevision) {
  run("upgrade head");
  auto edited = line();
  edited[0].up = {"CREATE TABLE items (id INTEGER PRIMARY KEY)"};
  const Answer answer = run(ScriptedChain(edited), "check");
  EXPECT_EQ(answer.code, 5);
  EXPECT_EQ(answer.out, "chain: 3 revisions, head notes; the chain is valid\n");
  EXPECT_THAT(answer.err, HasSubstr("revision \"items\" is not what was applied to this database"));
}

}  // namespace
}  // namespace migrate::cli
