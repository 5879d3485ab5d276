#include "cli/command_line.h"

#include "cli/answers.h"
#include "migrate/error.h"

namespace migrate::cli {
namespace {

using testing::Answer;

// A program with one command that prints what it was given.
class CommandLine : public ::testing::Test {
 protected:
  Answer run(const std::vector<const char*>& arguments) {
    const Command go{"go", "Go somewhere", "go +1",
                     [this](OptionSet& options) {
                       options.positional("target", target_, "Where to").required();
                       options.value("-r,--range", range_, "A:B", "From and to");
                     },
                     [this] {
                       out_ << target_ << '|' << range_ << '|' << folder_ << '\n';
                       return 0;
                     }};
    const Command fail{"fail", "Fail", "fail", [](OptionSet&) {},
                       []() -> int { throw Error(ErrorKind::busy, "the database is in use"); }};
    const Command crash{"crash", "Crash", "crash", [](OptionSet&) {},
                        []() -> int { throw std::runtime_error("surprise"); }};
    const Program program{
        "tool",
        "A tool",
        "tool 1.2",
        [this](OptionSet& options) { options.value("--dir", folder_, "DIR", "The folder"); },
        {go, fail, crash}};
    return testing::run(program, arguments, out_, err_);
  }

 private:
  std::string target_, range_, folder_;
  std::ostringstream out_, err_;
};

TEST_F(CommandLine, TakesRelativeTargetsAsValues) {
  EXPECT_EQ(run({"go", "-1"}), (Answer{0, "-1||\n", ""}));
}

TEST_F(CommandLine, TakesRelativeRangesAsValues) {
  EXPECT_EQ(run({"go", "+2", "-r", "-3:current"}), (Answer{0, "+2|-3:current|\n", ""}));
}

TEST_F(CommandLine, TakesCommonOptionsOnBothSidesOfTheCommand) {
  EXPECT_EQ(run({"--dir", "a", "go", "head"}).out, "head||a\n");
}

TEST_F(CommandLine, TakesCommonOptionsAfterTheCommand) {
  EXPECT_EQ(run({"go", "head", "--dir", "a"}).out, "head||a\n");
}

// Issue 11, item 21.
TEST_F(CommandLine, TakesAnOptionOfTheCommandBeforeIt) {
  EXPECT_EQ(run({"--range", "a:b", "go", "head"}).out, "head|a:b|\n");
}

TEST_F(CommandLine, TakesAnOptionWithAnEqualsSignBeforeTheCommand) {
  EXPECT_EQ(run({"--dir", "go", "--range=a:b", "go", "head"}).out, "head|a:b|go\n");
}

TEST_F(CommandLine, SuggestsTheNearestOptionBeforeTheCommand) {
  EXPECT_EQ(
      run({"--rnage", "a:b", "go", "head"}).err,
      "error: unknown option \"--rnage\"; did you mean \"--range\"?\n  tool go --help shows what there is\n");
}

TEST_F(CommandLine, ShowsControlsOfAnError) {
  EXPECT_EQ(run({"fail", "a\x1b[2J\nerror: b"}).err,
            "error: unexpected argument \"a\\x1b[2J\\nerror: b\"\n  tool fail --help shows what there is\n");
}

TEST_F(CommandLine, SuggestsACommand) {
  EXPECT_EQ(run({"og"}), (Answer{2, "",
                                 "error: unknown command \"og\"\n"
                                 "  tool --help shows what there is\n"}));
}

TEST_F(CommandLine, SuggestsTheNearestCommand) {
  EXPECT_EQ(run({"fial"}).err,
            "error: unknown command \"fial\"; did you mean \"fail\"?\n"
            "  tool --help shows what there is\n");
}

TEST_F(CommandLine, SuggestsTheNearestOption) {
  EXPECT_EQ(run({"go", "head", "--rnage", "a:b"}),
            (Answer{2, "",
                    "error: unknown option \"--rnage\"; did you mean \"--range\"?\n"
                    "  tool go --help shows what there is\n"}));
}

TEST_F(CommandLine, NamesWhatIsTooMuch) {
  EXPECT_EQ(run({"fail", "tail"}), (Answer{2, "",
                                           "error: unexpected argument \"tail\"\n"
                                           "  tool fail --help shows what there is\n"}));
}

TEST_F(CommandLine, QuotesNoPassword) {
  EXPECT_EQ(run({"fail", "postgresql://app:top secret@h/d"}).err,
            "error: unexpected argument \"postgresql://app:***@h/d\"\n"
            "  tool fail --help shows what there is\n");
}

TEST_F(CommandLine, NamesWhatIsMissing) {
  EXPECT_EQ(run({}), (Answer{2, "", "error: a command is missing\n  tool --help shows what there is\n"}));
}

TEST_F(CommandLine, NamesAMissingArgument) {
  EXPECT_EQ(run({"go"}), (Answer{2, "", "error: target is missing\n  tool go --help shows what there is\n"}));
}

TEST_F(CommandLine, NamesAnArgumentTooMuch) {
  EXPECT_EQ(run({"go", "+1", "-1"}).err,
            "error: unexpected argument \"-1\"\n  tool go --help shows what there is\n");
}

TEST_F(CommandLine, EndsWithTheCodeOfTheError) {
  EXPECT_EQ(run({"fail"}), (Answer{6, "", "error: the database is in use\n"}));
}

TEST_F(CommandLine, CallsAnythingElseABug) {
  EXPECT_EQ(run({"crash"}), (Answer{70, "", "internal error: surprise\n"}));
}

TEST_F(CommandLine, ShowsAnExampleInTheHelpOfACommand) {
  EXPECT_EQ(run({"go", "--help"}), (Answer{0,
                                           "Go somewhere\n"
                                           "Usage: tool go [OPTION...] target\n\n"
                                           "Arguments:\n"
                                           "  target                      Where to (required)\n\n"
                                           "Options:\n"
                                           "  -h,--help                   Print this help\n"
                                           "  -r,--range A:B              From and to\n\n"
                                           "Example:\n"
                                           "  tool go +1\n\n",
                                           ""}));
}

TEST_F(CommandLine, PrintsItsVersion) {
  EXPECT_EQ(run({"--version"}), (Answer{0, "tool 1.2\n", ""}));
}

TEST(CommandLineOutput, ThatCannotBeWrittenIsAnError) {
  std::ostringstream out, err;
  out.setstate(std::ios::badbit);
  const Command quiet{"quiet", "", "", [](OptionSet&) {}, [] { return 0; }};
  const Program program{"tool", "A tool", "1", [](OptionSet&) {}, {quiet}};
  EXPECT_EQ(testing::run(program, {"quiet"}, out, err),
            (Answer{7, "", "error: the output could not be written\n"}));
}

}  // namespace
}  // namespace migrate::cli
