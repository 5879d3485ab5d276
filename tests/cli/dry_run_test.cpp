// --dry-run: what passes is shown, and nothing is left of it.

#include <gmock/gmock.h>

#include <regex>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::alone;
using testing::Answer;
using testing::creates;
using testing::fails;
using testing::ScriptedChain;

class DryRunOfShop : public testing::Shop {
 protected:
  // How long a step took is no matter here.
  Answer try_out(const Chain& chain, const std::string& line) {
    const std::string before = exists() ? folder_.read("shop.db") : "";
    Answer answer = run(chain, line + " --dry-run");
    answer.out = std::regex_replace(answer.out, std::regex("[0-9]+ ms"), "0 ms");
    answer.out = std::regex_replace(answer.out, std::regex("_ms\":[0-9]+"), "_ms\":0");
    EXPECT_EQ(exists() ? folder_.read("shop.db") : "", before);
    return answer;
  }
  Answer try_out(const std::string& line) { return try_out(chain_, line); }
  std::string still_at(const std::string& place) const {
    return "the database is still at " + place + " (" + url() + ")";
  }

  const ScriptedChain vacuuming_{{creates("items"), creates("prices", {"items"}),
                                  alone({.id = "vacuum", .parents = {"prices"}, .up = {"VACUUM"}}),
                                  creates("notes", {"vacuum"})}};
};

TEST_F(DryRunOfShop, ShowsWhatPassed) {
  run("upgrade items --quiet");
  EXPECT_EQ(try_out("upgrade"), (Answer{0,
                                        "passed, and rolled back:\n"
                                        "  upgrade prices, create prices (0 ms)\n"
                                        "  upgrade notes, create notes (0 ms)\n"
                                        "rows: notes\n",
                                        "Running upgrade items -> prices, create prices\n"
                                        "Running upgrade prices -> notes, create notes\n"
                                        "Passed and rolled back; " +
                                            still_at("items") + "\n"}));
  EXPECT_EQ(tables(), "items");
}

TEST_F(DryRunOfShop, OfANewDatabaseCreatesNoFile) {
  EXPECT_EQ(try_out("upgrade items --quiet"),
            (Answer{0, "passed, and rolled back:\n  upgrade items, create items (0 ms)\nrows: items\n", ""}));
  EXPECT_FALSE(exists());
}

TEST_F(DryRunOfShop, OfADowngradeToo) {
  run("upgrade --quiet");
  EXPECT_EQ(try_out("downgrade items --quiet"), (Answer{0,
                                                        "passed, and rolled back:\n"
                                                        "  downgrade notes, create notes (0 ms)\n"
                                                        "  downgrade prices, create prices (0 ms)\n"
                                                        "rows: items\n",
                                                        ""}));
}

TEST_F(DryRunOfShop, OfARollbackToo) {
  run("upgrade --quiet");
  EXPECT_EQ(try_out(ScriptedChain({creates("items")}), "rollback"),
            (Answer{0,
                    "passed, and rolled back:\n"
                    "  downgrade notes (0 ms)\n"
                    "  downgrade prices (0 ms)\n"
                    "rows: items\n",
                    "Running downgrade notes -> prices, create notes\n"
                    "Running downgrade prices -> items, create prices\n"
                    "Passed and rolled back; " +
                        still_at("notes") + "\n"}));
}

TEST_F(DryRunOfShop, ListsWhatItCannotTry) {
  run(vacuuming_, "upgrade items --quiet");
  EXPECT_EQ(try_out(vacuuming_, "upgrade"), (Answer{0,
                                                    "passed, and rolled back:\n"
                                                    "  upgrade prices, create prices (0 ms)\n"
                                                    "not tried:\n"
                                                    "  upgrade vacuum: runs outside any transaction\n"
                                                    "  upgrade notes, create notes: comes after vacuum\n"
                                                    "rows: notes\n",
                                                    "Running upgrade items -> prices, create prices\n"
                                                    "Passed and rolled back as far as it can be tried; " +
                                                        still_at("items") + "; not tried: vacuum, notes\n"}));
}

TEST_F(DryRunOfShop, SaysThatNothingCanBeTried) {
  run(vacuuming_, "upgrade prices --quiet");
  EXPECT_EQ(try_out(vacuuming_, "upgrade vacuum"),
            (Answer{0, "not tried:\n  upgrade vacuum: runs outside any transaction\nrows: vacuum\n",
                    "Nothing can be tried; " + still_at("prices") + "; not tried: vacuum\n"}));
}

TEST_F(DryRunOfShop, HasNothingToDo) {
  run("upgrade --quiet");
  EXPECT_EQ(try_out("upgrade"), (Answer{0, "nothing to do\nrows: notes\n",
                                        "Nothing to do; the database is at notes (" + url() + ")\n"}));
}

TEST_F(DryRunOfShop, EndsAsTheRunWouldWhenAStepFails) {
  const ScriptedChain chain({creates("items"), fails("prices", {"items"})});
  const std::string failure =
      "Running upgrade  -> items, create items\nRunning upgrade items -> prices, create prices\n"
      "error: versions/prices.sql:11: revision \"prices\", statement 2: no such table: nowhere (code 1)\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the cause "
      "and run the command again.\n";
  EXPECT_EQ(try_out(chain, "upgrade"), (Answer{8, "", failure}));
  EXPECT_FALSE(exists());
}

TEST_F(DryRunOfShop, IsAResultForPrograms) {
  run(vacuuming_, "upgrade items --quiet");
  EXPECT_EQ(
      try_out(vacuuming_, "upgrade --quiet --format json"),
      (Answer{0,
              R"({"steps":[{"direction":"upgrade","revision":"prices","duration_ms":0}],"rows":["notes"],)"
              R"("not_tried":[{"direction":"upgrade","revision":"vacuum","reason":"runs outside any)"
              R"( transaction"},{"direction":"upgrade","revision":"notes","reason":"comes after vacuum"}]})"
              "\n",
              ""}));
}

TEST_F(DryRunOfShop, NeedsADowngradesTarget) {
  EXPECT_EQ(
      try_out("downgrade").err,
      "error: downgrade needs a target: -1, base or a revision; \"downgrade --help\" shows an example\n");
}

TEST_F(DryRunOfShop, GoesWithNeitherAScriptNorABackup) {
  const std::string more = "\n  shop upgrade --help shows what there is\n";
  EXPECT_EQ(run_plainly("upgrade --dry-run --sql --dialect sqlite").err,
            "error: --dry-run cannot be combined with --sql" + more);
  EXPECT_EQ(run("upgrade --dry-run --backup x").err,
            "error: --backup cannot be combined with --dry-run" + more);
}

}  // namespace
}  // namespace migrate::cli
