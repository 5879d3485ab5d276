#include "cli/option_set.h"

#include "cli/answers.h"

namespace migrate::cli {
namespace {

using testing::Answer;

enum class Colour : bool { red, blue };

// What a command has after the line was parsed; or the mistake that was reported.
struct Fields {
  bool flag = false;
  std::string word = "first";
  std::optional<std::string> maybe, script;
  std::size_t number = 1;
  std::optional<std::chrono::milliseconds> wait;
  std::vector<std::string> names, rest;
  Colour colour = Colour::red;
};

class Options : public ::testing::Test {
 protected:
  static void declare(OptionSet& options, Fields& fields) {
    options.flag("-f,--flag", fields.flag, "A flag");
    options.flag("--no-flag", "The default").excludes({"--flag"});
    options.value("--word", fields.word, "WORD", "A word")
        .show_default()
        .checked_by([](const std::string& word) { return word == "bad" ? std::string("it is bad") : ""; });
    options.value("--maybe", fields.maybe, "WORD", "Perhaps a word");
    options.optional_value("--script", fields.script, "[A:B]", "A range, or none");
    options.number("--number", fields.number, "N", "A number");
    options.seconds("--wait", {&fields.wait, 10}, "How long");
    options.repeated("--name", fields.names, "NAME", "A name");
    options.choice("--colour", fields.colour, "COLOUR", "red or blue",
                   {{"blue", Colour::blue}, {"red", Colour::red}});
    options.positionals("rest", fields.rest, "What is left");
  }

  Answer run(const std::vector<const char*>& arguments) {
    const Command go{"go", "Go", "go", [this](OptionSet& options) { declare(options, fields_); },
                     [] { return 0; }};
    std::ostringstream out, err;
    return testing::run({"tool", "A tool", "1", [](OptionSet&) {}, {go}}, arguments, out, err);
  }

  Fields fields_;
};

Answer refused(const std::string& message) {
  return {2, "", "error: " + message + "\n  tool go --help shows what there is\n"};
}

TEST_F(Options, FillTheFieldsThatTheyAreBoundTo) {
  EXPECT_EQ(run({"go", "-f", "--word", "a", "--maybe", "", "--number", "3", "--wait", "1.5"}).code, 0);
  EXPECT_TRUE(fields_.flag);
  EXPECT_EQ(fields_.word, "a");
  EXPECT_EQ(fields_.maybe, "");
  EXPECT_EQ(fields_.number, 3);
  EXPECT_EQ(fields_.wait, std::chrono::milliseconds(1500));
}

TEST_F(Options, LeaveTheFieldsOfThoseThatAreNotTyped) {
  EXPECT_EQ(run({"go"}).code, 0);
  EXPECT_EQ(fields_.word, "first");
  EXPECT_EQ(fields_.maybe, std::nullopt);
  EXPECT_EQ(fields_.script, std::nullopt);
}

TEST_F(Options, OptionalValuesMayBeMissing) {
  run({"go", "--script", "--flag"});
  EXPECT_EQ(fields_.script, "");
  run({"go", "--script", "-1:head"});
  EXPECT_EQ(fields_.script, "-1:head");
}

TEST_F(Options, RepeatedOptionsTakeOneValueEach) {
  run({"go", "--name", "a", "b", "--name", "c", "d"});
  EXPECT_EQ(fields_.names, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(fields_.rest, (std::vector<std::string>{"b", "d"}));
}

TEST_F(Options, ChoicesAreOneOfTheirWords) {
  run({"go", "--colour", "blue"});
  EXPECT_EQ(fields_.colour, Colour::blue);
  EXPECT_EQ(run({"go", "--colour", "green"}), refused("--colour: \"green\" is none of: blue, red"));
}

TEST_F(Options, AreJudgedByTheirCheck) {
  EXPECT_EQ(run({"go", "--word", "bad"}), refused("--word: it is bad"));
}

TEST_F(Options, ExcludeOthers) {
  EXPECT_EQ(run({"go", "--flag", "--no-flag"}), refused("--flag cannot be combined with --no-flag"));
}

TEST_F(Options, TakeOneValueWhereTheyTakeOne) {
  EXPECT_EQ(run({"go", "--word"}), refused("--word needs a value"));
  EXPECT_EQ(run({"go", "--word", "a", "--word", "b"}), refused("--word is there more than once"));
  EXPECT_EQ(run({"go", "--flag=maybe"}), refused("--flag takes no value"));
}

TEST_F(Options, NumbersAreNumbers) {
  EXPECT_EQ(run({"go", "--number", "x"}), refused("--number: \"x\" is not a whole number"));
  EXPECT_EQ(run({"go", "--number", "-1"}), refused("--number: \"-1\" is not a whole number"));
  for (const char* text : {"nan", "-nan", "inf", "10.1", "-1", "x", "1 ", ""})
    EXPECT_EQ(run({"go", "--wait", text}),
              refused("--wait: \"" + std::string(text) + "\" is not a number of seconds from 0 to 10"));
}

TEST_F(Options, TellInHelpWhatTheyAre) {
  const std::string help = run({"go", "--help"}).out;
  for (const char* line :
       {"  -f,--flag                   A flag\n", "  --word WORD                 A word (default: first)\n",
        "  --script [A:B]              A range, or none\n", "  --wait SECONDS              How long\n",
        "  --no-flag                   The default\n"})
    EXPECT_NE(help.find(line), std::string::npos) << help;
}

}  // namespace
}  // namespace migrate::cli
