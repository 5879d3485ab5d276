// The example project, built as its user would build it, answers the same on both engines. Its program is
// named by the environment, because it is built by a test (CMake.Example).

#include "both_engines/on_both_engines.h"

namespace migrate::testing {
namespace {

class ExampleOnBothEngines : public OnBothEngines {
 protected:
  Outcome inventory(const std::string& arguments) { return run("\"$MIGRATE_EXAMPLE\" migrate " + arguments); }
};

TEST_F(ExampleOnBothEngines, GoesUpDownAndUpAgain) {
  const std::string up_from_label_index =
      "Running upgrade 83b6f0d1c4a2 -> c19e7a5d3b40, keep no negative quantities\n"
      "Running upgrade c19e7a5d3b40 -> 2f84d6b09c71, give places their own table\n"
      "Running upgrade 2f84d6b09c71 -> 7a3e5c92d8b6, find items by search key\n"
      "Running upgrade 7a3e5c92d8b6 -> e4d1b8a60f37, log movements\n"
      "Done; the database is at e4d1b8a60f37 (URL)\n";
  EXPECT_EQ(inventory("upgrade head"),
            (Outcome{0, "",
                     "Running upgrade  -> 5d0c41a7f2e9, create items\n"
                     "Running upgrade 5d0c41a7f2e9 -> 83b6f0d1c4a2, index items by label\n" +
                         up_from_label_index}));
  EXPECT_EQ(inventory("downgrade 83b6f0d1c4a2 -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(inventory("upgrade head"), (Outcome{0, "", up_from_label_index}));
  EXPECT_EQ(inventory("downgrade base -q"), (Outcome{0, "", ""}));
}

TEST_F(ExampleOnBothEngines, KeepsTheRows) {
  EXPECT_EQ(inventory("upgrade 5d0c41a7f2e9 -q"), (Outcome{0, "", ""}));
  execute("INSERT INTO items (label, quantity, location) VALUES ('M4 screw', -3, 'shelf')");
  EXPECT_EQ(inventory("upgrade head -q"), (Outcome{0, "", ""}));
  execute(
      "INSERT INTO movements (item_id, change) SELECT items.id, quantity FROM items JOIN places ON places.id "
      "="
      " place_id WHERE name = 'shelf' AND search_key = 'm4screw'");
  EXPECT_EQ(inventory("downgrade 7a3e5c92d8b6 -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(inventory("downgrade 5d0c41a7f2e9 -q"), (Outcome{0, "", ""}));
}

TEST_F(ExampleOnBothEngines, AnswersTheSame) {
  EXPECT_EQ(inventory("upgrade 2f84d6b09c71 -q"), (Outcome{0, "", ""}));
  for (const char* command : {"current", "current -v", "history -i", "history -v -r base:current", "heads",
                              "branches", "show current", "check", "current --check-heads", "stamp head",
                              "rollback", "downgrade +7", "upgrade x"})
    inventory(command);
}

}  // namespace
}  // namespace migrate::testing
