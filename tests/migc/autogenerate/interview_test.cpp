#include "migc/autogenerate/interview.h"

#include <gtest/gtest.h>

#include <sstream>

#include "migrate/error.h"

namespace migrate::migc {
namespace {

TEST(TerminalInterview, AsksUntilANumberIsInTheList) {
  std::istringstream in("x\n4\n 2 \n");
  std::ostringstream out;
  TerminalInterview interview(in, out);
  EXPECT_EQ(interview.ask(RenameQuestion{.thing = "column runs.title", .candidates = {"name", "label"}}), 1U);
  EXPECT_EQ(out.str(),
            "Is column runs.title new, or had it another name?\n"
            "  1  it was name\n"
            "  2  it was label\n"
            "  3  it is new\n"
            "1 to 3: 1 to 3: 1 to 3: ");
}

TEST(TerminalInterview, TakesTheLastNumberAsNewAndAsksOnce) {
  std::istringstream in("2\n");
  std::ostringstream out;
  TerminalInterview interview(in, out);
  const RenameQuestion question{.thing = "table jobs", .candidates = {"runs"}};
  EXPECT_EQ(interview.ask(question), std::nullopt);
  EXPECT_EQ(interview.ask(question), std::nullopt);
}

TEST(TerminalInterview, AsksForAValue) {
  std::istringstream in("\n 'new' \n");
  std::ostringstream out;
  TerminalInterview interview(in, out);
  EXPECT_EQ(interview.ask(ValueQuestion{.column = "runs.state", .type = "TEXT"}), "'new'");
  EXPECT_EQ(
      out.str(),
      "Which value do existing rows get in column runs.state (TEXT)? It takes no NULL and has no default.\n"
      "an SQL expression: an SQL expression: ");
}

TEST(TerminalInterview, EndsWithItsInput) {
  std::istringstream in("7\n");
  std::ostringstream out;
  TerminalInterview interview(in, out);
  try {
    (void)interview.ask(RenameQuestion{.thing = "table jobs", .candidates = {"runs"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::negative_answer);
    EXPECT_STREQ(error.what(), "the input ended before the answer; nothing was written");
  }
}

}  // namespace
}  // namespace migrate::migc
