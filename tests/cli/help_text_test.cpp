#include "cli/help_text.h"

#include <gtest/gtest.h>

namespace migrate::cli {
namespace {

TEST(HelpText, StaysAsItIsWhereItFits) {
  const std::string help = "Usage: tool\n\n  --dir DIR    The folder\n";
  EXPECT_EQ(wrapped_help(help, 40), help);
}

TEST(HelpText, ContinuesBelowTheDescription) {
  EXPECT_EQ(wrapped_help("  --dir DIR    The folder with the migrations\n", 30),
            "  --dir DIR    The folder with\n"
            "               the migrations\n");
}

TEST(HelpText, ContinuesAtTheLeftInANarrowTerminal) {
  EXPECT_EQ(wrapped_help("  --dir DIR    The folder with it\n", 20),
            "  --dir DIR    The\n"
            "      folder with it\n");
}

TEST(HelpText, KeepsALongWordWhole) {
  EXPECT_EQ(wrapped_help("abcdefghij klm", 5), "abcdefghij\nklm");
}

}  // namespace
}  // namespace migrate::cli
