#include "cli/complete.h"

#include <gtest/gtest.h>

#include <optional>
#include <sstream>

#include "cli/completion_script.h"

namespace migrate::cli {
namespace {

// A program with two commands, in a folder that has the revisions a1 and b2.
class Complete : public ::testing::Test {
 protected:
  std::string ask(const std::vector<std::string>& words) {
    std::ostringstream out;
    print_completions(out, complete(program_, words));
    return out.str();
  }

  std::vector<Offer> revisions_ = {{"a1", "create items"}, {"b2", ""}};
  std::string folder_ = "migrations";

 private:
  enum class Kind : bool { line, tree };

  void declare_draw(OptionSet& options) {
    options.choice("-k,--kind", kind_, "KIND", "What to draw", {{"line", Kind::line}, {"tree", Kind::tree}});
    options.value("--output", output_, "FILE", "Where to");
    options.value("--title", title_, "TEXT", "Above it");
    options.optional_value("--from", from_, "TARGET", "Where to begin");
    options.positional("target", target_, "Where to end");
  }
  void declare_join(OptionSet& options) {
    options.flag("--dry", dry_, "Join nothing");
    options.value("--rows", rows_, "ID,...", "The rows");
    options.positionals("targets", targets_, "What to join");
  }

  Kind kind_ = Kind::line;
  std::string output_, title_, target_, rows_;
  std::optional<std::string> from_;
  std::vector<std::string> targets_;
  bool dry_ = false;
  Program program_{
      .name = "tool",
      .summary = "A tool",
      .version = "tool 1.2",
      .declare = [this](OptionSet& options) { options.value("--dir", folder_, "DIR", "The folder"); },
      .commands = {{"draw", "Draw it", "draw", [this](OptionSet& options) { declare_draw(options); }, {}},
                   {"join", "Join them", "join", [this](OptionSet& options) { declare_join(options); }, {}}},
      .revisions = [this] { return revisions_; }};
};

TEST_F(Complete, OffersCommands) {
  EXPECT_EQ(ask({""}), "words\ndraw\tDraw it\njoin\tJoin them\n");
  EXPECT_EQ(ask({"j"}), "words\njoin\tJoin them\n");
  EXPECT_EQ(ask({}), ask({""}));
}

TEST_F(Complete, OffersTheOptionsOfACommandAndThoseOfAll) {
  EXPECT_EQ(ask({"join", "-"}),
            "words\n--dry\tJoin nothing\n--rows\tThe rows\n--dir\tThe folder\n-h\tPrint this help\n"
            "--help\tPrint this help\n");
  EXPECT_EQ(ask({"--"}), "words\n--version\tPrint the version\n--dir\tThe folder\n--help\tPrint this help\n");
}

TEST_F(Complete, OffersTheWordsOfAChoice) {
  EXPECT_EQ(ask({"draw", "--kind", ""}), "words\nline\ntree\n");
  EXPECT_EQ(ask({"draw", "-k", "t"}), "words\ntree\n");
  EXPECT_EQ(ask({"draw", "--kind=t"}), "words\n--kind=tree\n");
  EXPECT_EQ(ask({"--kind", "t"}), "words\ntree\n");
}

TEST_F(Complete, LeavesFilesAndFoldersToTheShell) {
  EXPECT_EQ(ask({"draw", "--output", "x"}), "files\n");
  EXPECT_EQ(ask({"--dir=x"}), "folders\n");
}

TEST_F(Complete, OffersRevisions) {
  EXPECT_EQ(ask({"draw", ""}), "words\nhead\nheads\nbase\na1\tcreate items\nb2\n");
  EXPECT_EQ(ask({"draw", "--title", "a1", "b"}), "words\nbase\nb2\n");
  EXPECT_EQ(ask({"--title", "x", "draw", "--dir", "y", "b"}), "words\nbase\nb2\n");
}

TEST_F(Complete, CountsArguments) {
  EXPECT_EQ(ask({"draw", "a1", "b"}), "words\n");
  EXPECT_EQ(ask({"draw", "-1", "b"}), "words\n");
  EXPECT_EQ(ask({"join", "a1", "b"}), "words\nbase\nb2\n");
  EXPECT_EQ(ask({"join", "--", "b"}), "words\nbase\nb2\n");
}

TEST_F(Complete, KnowsWhereOptionalValuesEnd) {
  EXPECT_EQ(ask({"draw", "--from", "b"}), "words\nbase\nb2\n");
  EXPECT_EQ(ask({"draw", "--from", "--ki"}), "words\n--kind\tWhat to draw\n");
  EXPECT_EQ(ask({"draw", "--from", "--kind", "t"}), "words\ntree\n");
}

TEST_F(Complete, OffersTheLastOfSeveralNames) {
  EXPECT_EQ(ask({"join", "--rows", "a1,b"}), "words\na1,base\na1,b2\n");
}

TEST_F(Complete, FillsInWhatTheLineSaysOfTheFolder) {
  ask({"--dir", "other", "draw", ""});
  EXPECT_EQ(folder_, "other");
  ask({"draw", "--dir=third", ""});
  EXPECT_EQ(folder_, "third");
}

TEST_F(Complete, OffersNothingAfterAnUnknownCommand) {
  EXPECT_EQ(ask({"nosuch", ""}), "words\n");
  EXPECT_EQ(ask({"draw", "--nosuch=x"}), "words\n");
}

// A shell would run, or a terminal obey, what a revision file of another person says.
TEST_F(Complete, OffersNoWordThatAShellActsOnAndShowsControls) {
  revisions_ = {{"a$(reboot)", ""}, {"a b", ""}, {"a1", "x\ty\x1b[2J\nb3"}};
  EXPECT_EQ(ask({"draw", "a"}), "words\na1\tx\\ty\\x1b[2J\\nb3\n");
}

TEST(CompletionScript, HasNoPlaceholderLeft) {
  for (const ShellKind shell : {ShellKind::bash, ShellKind::fish, ShellKind::zsh})
    for (const char* name : {"my-tool", "my-tool migrate"}) {
      const std::string script = completion_script(shell, name);
      for (const char* part : {"@WORD@", "@PROGRAM@", "@NAME@", "@QUESTION@"})
        EXPECT_EQ(script.find(part), std::string::npos) << script;
    }
}

}  // namespace
}  // namespace migrate::cli
