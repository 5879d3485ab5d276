#include "cli/answers.h"
#include "cli/commands.h"
#include "core/chains.h"

namespace migrate::cli {
namespace {

using core::OwnedChain;
using testing::Answer;
using testing::chain_of;

Answer run(const OwnedChain& owned, const std::vector<const char*>& arguments) {
  std::ostringstream out, err;
  Invocation invocation{{}, [&owned]() -> const Chain& { return owned.chain(); }, out, err};
  const Program program{"tool", "A tool", "tool 1.2",
                        [&](OptionSet& options) { invocation.options.declare(options); },
                        chain_commands(invocation)};
  return testing::run(program, arguments, out, err);
}

// a <- b <- m, a <- c <- m; c depends on x, which is a line of its own.
OwnedChain sample() {
  return chain_of({{.id = "aaaa", .message = "first"},
                   {.id = "bbbb", .parents = {"aaaa"}, .labels = {"left"}},
                   {.id = "cccc", .parents = {"aaaa"}, .dependencies = {"xxxx"}},
                   {.id = "mmmm", .parents = {"bbbb", "cccc"}, .message = "merge", .file = "versions/m.sql"},
                   {.id = "xxxx"}});
}

TEST(ChainCommands, HeadsMarkWhatAnotherDependsOn) {
  EXPECT_EQ(run(sample(), {"heads"}), (Answer{0, "mmmm (head) (mergepoint)\nxxxx (effective head)\n", ""}));
}

TEST(ChainCommands, HeadsCanLeaveOutWhatAnotherDependsOn) {
  EXPECT_EQ(run(sample(), {"heads", "--resolve-dependencies"}),
            (Answer{0, "mmmm (head) (mergepoint)\n", ""}));
}

TEST(ChainCommands, HistoryShowsParentsDependenciesAndMarks) {
  EXPECT_EQ(run(sample(), {"history", "--rows", "bbbb,xxxx"}),
            (Answer{0,
                    "bbbb, cccc -> mmmm (head) (mergepoint), merge\n"
                    "aaaa (xxxx) -> cccc\n"
                    "<base> -> xxxx (effective head) (current)\n"
                    "aaaa -> bbbb (left) (current)\n"
                    "<base> -> aaaa (branchpoint), first\n",
                    ""}));
}

TEST(ChainCommands, HistoryTakesARange) {
  EXPECT_EQ(run(sample(), {"history", "-r", "aaaa:left"}),
            (Answer{0, "aaaa -> bbbb (left)\n<base> -> aaaa (branchpoint), first\n", ""}));
}

TEST(ChainCommands, BranchesListTheirChildren) {
  EXPECT_EQ(run(sample(), {"branches"}),
            (Answer{0, "aaaa (branchpoint)\n     -> bbbb (left)\n     -> cccc\n\n", ""}));
}

TEST(ChainCommands, ShowTellsAllThatIsKnown) {
  EXPECT_EQ(run(sample(), {"show", "mmmm"}), (Answer{0,
                                                     "Rev: mmmm (head) (mergepoint)\n"
                                                     "Merges: bbbb, cccc\n"
                                                     "Path: versions/m.sql\n"
                                                     "\n"
                                                     "    merge\n"
                                                     "\n",
                                                     ""}));
}

TEST(ChainCommands, JsonHasEveryMember) {
  EXPECT_EQ(
      run(sample(), {"show", "cccc", "--format", "json", "--rows", "cccc"}),
      (Answer{0,
              "[\n"
              R"({"revision":"cccc","down_revision":["aaaa"],"depends_on":["xxxx"],"branch_labels":[],)"
              R"("message":"","create_date":"","is_head":false,"is_base":false,"is_branch_point":false,)"
              R"("is_merge_point":false,"is_current":true,"children":["mmmm"],"file":"","line":1})"
              "\n]\n",
              ""}));
}

TEST(ChainCommands, JsonOfNothingIsAnEmptyArray) {
  EXPECT_EQ(run(sample(), {"show", "base", "--format", "json"}), (Answer{0, "[]\n", ""}));
}

TEST(ChainCommands, PlanPrintsStepsAndRows) {
  EXPECT_EQ(run(sample(), {"plan", "upgrade", "heads", "--rows", "bbbb"}),
            (Answer{0, "upgrade xxxx\nupgrade cccc\nupgrade mmmm, merge\nrows: mmmm\n", ""}));
}

TEST(ChainCommands, PlanDowngradeTakesARelativeTarget) {
  EXPECT_EQ(run(sample(), {"plan", "downgrade", "-1", "--rows", "bbbb", "--format", "json"}),
            (Answer{0,
                    R"({"steps":[{"direction":"downgrade","revision":"bbbb"}],"rows":["aaaa"]})"
                    "\n",
                    ""}));
}

// One row implies the other: a damaged table, which is for the commands that work with it to report.
TEST(ChainCommands, MarksRowsWhateverIsWrongWithThem) {
  EXPECT_EQ(
      run(sample(), {"history", "-r", ":bbbb", "--rows", "aaaa,bbbb,gone"}),
      (Answer{0, "aaaa -> bbbb (left) (current)\n<base> -> aaaa (current) (branchpoint), first\n", ""}));
}

TEST(ChainCommands, RowsMayBeNone) {
  EXPECT_EQ(run(sample(), {"plan", "upgrade", "aaaa", "--rows", ""}),
            (Answer{0, "upgrade aaaa, first\nrows: aaaa\n", ""}));
}

TEST(ChainCommands, PlanStampTakesSeveralTargets) {
  EXPECT_EQ(
      run(sample(), {"plan", "stamp", "bbbb", "xxxx", "--format", "json"}).out,
      R"({"steps":[{"direction":"stamp","from":[],"to":["bbbb"]},{"direction":"stamp","from":[],"to":["xxxx"]}],)"
      R"("rows":["bbbb","xxxx"]})"
      "\n");
}

TEST(ChainCommands, PlanSaysWhenThereIsNothingToDo) {
  EXPECT_EQ(run(sample(), {"plan", "upgrade", "heads", "--rows", "mmmm"}),
            (Answer{0, "nothing to do\nrows: mmmm\n", ""}));
}

TEST(ChainCommands, PlanUpgradeTakesOneTarget) {
  EXPECT_EQ(run(sample(), {"plan", "upgrade", "aaaa", "bbbb"}),
            (Answer{2, "", "error: \"plan upgrade\" accepts one target, and 2 were given: aaaa, bbbb\n"}));
}

TEST(ChainCommands, PlanUpgradeWithoutATargetGoesToEveryHead) {
  EXPECT_EQ(run(sample(), {"plan", "upgrade"}).out, run(sample(), {"plan", "upgrade", "heads"}).out);
}

TEST(ChainCommands, PlanDowngradeNeedsATarget) {
  EXPECT_EQ(run(sample(), {"plan", "downgrade"}),
            (Answer{2, "", "error: \"plan downgrade\" needs a target: -1, base or a revision\n"}));
}

}  // namespace
}  // namespace migrate::cli
