#include "migc/folder/diagnostics.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

SourceFile file_of(std::string bytes) {
  return {"D/x.sql", "x.sql", std::move(bytes)};
}

std::string text_at(const SourceFile& file, std::size_t offset) {
  Diagnostics diagnostics;
  diagnostics.error_at(file, offset, "bad");
  return to_text(diagnostics, Color::no);
}

TEST(Diagnostics, ShowTheLineAndACaret) {
  const SourceFile file = file_of("INSERT INTO t\n  VALUES ('a);\n");
  EXPECT_EQ(text_at(file, 24),
            "D/x.sql:2:11: error: bad\n"
            "  2 |   VALUES ('a);\n"
            "    |           ^\n");
}

TEST(Diagnostics, AlignTheCaretBehindTabsAndLongCharacters) {
  const SourceFile file = file_of("\t'\u00e9\u20ac\U0001f600'\t!");
  EXPECT_EQ(text_at(file, file.bytes().find('!')),
            "D/x.sql:1:14: error: bad\n"
            "  1 | \t'\u00e9\u20ac\U0001f600'\t!\n"
            "    | \t     \t^\n");
}

TEST(Diagnostics, PutTheCaretBehindALineThatEndsTooEarly) {
  EXPECT_EQ(text_at(file_of("CREATE"), 6),
            "D/x.sql:1:7: error: bad\n"
            "  1 | CREATE\n"
            "    |       ^\n");
}

TEST(Diagnostics, CutALongLineAroundTheCaret) {
  const SourceFile file = file_of(std::string(5000, 'a') + '!' + std::string(5000, 'b'));
  EXPECT_EQ(text_at(file, 5000), "D/x.sql:1:5001: error: bad\n  1 | ..." + std::string(60, 'a') + '!' +
                                     std::string(39, 'b') + "...\n    | " + std::string(63, ' ') + "^\n");
}

TEST(Diagnostics, SendNoControlCharactersToTheTerminal) {
  const SourceFile file = file_of("a\033[31m\xff!");
  EXPECT_EQ(text_at(file, 7),
            "D/x.sql:1:8: error: bad\n"
            "  1 | a\uFFFD[31m\uFFFD!\n"
            "    |        ^\n");
}

TEST(Diagnostics, LetNoMessageLookLikeAnotherLine) {
  const SourceFile file = file_of("a");
  Diagnostics diagnostics;
  diagnostics.error_of("D", "table \"a\nD: error: \033[2J\u202e\u0085\" does not exist");
  EXPECT_EQ(to_text(diagnostics, Color::no),
            "D: error: table \"a\\nD: error: \\x1b[2J\\u{202e}\\u{0085}\" does not exist\n");
}

TEST(Diagnostics, AreCutInEachFile) {
  const SourceFile first("D/a.sql", "a.sql", std::string(20'000, '\n'));
  const SourceFile second("D/b.sql", "b.sql", "\n");
  Diagnostics diagnostics;
  diagnostics.error_in_line(second, 1, "bad");
  for (std::size_t line = 1; line <= 20'000; ++line) diagnostics.error_in_line(first, line, "bad");
  std::string expected;
  for (int line = 1; line <= 50; ++line) expected += "D/a.sql:" + std::to_string(line) + ": error: bad\n";
  EXPECT_EQ(to_text(diagnostics, Color::no),
            expected + "  and 19950 more in this file\nD/b.sql:1: error: bad\n");
}

TEST(Diagnostics, AreCutInAThousandFiles) {
  Diagnostics diagnostics;
  for (int i = 0; i < 20'000; ++i) diagnostics.error_of("D/" + std::to_string(100'000 + i), "bad");
  const std::string text = to_text(diagnostics, Color::no);
  EXPECT_TRUE(text.ends_with("D/100999: error: bad\n  and 19000 more in other files\n")) << text;
}

TEST(Diagnostics, IndentNotesAndEndWithEachAdviceOnce) {
  const SourceFile file = file_of("one\ntwo\n");
  Diagnostics diagnostics;
  diagnostics.error_of("D", "no base", {"first", "second"});
  diagnostics.error_in_line(file, 2, "bad");
  diagnostics.to_mend("migc lock");
  diagnostics.to_mend("migc lock");
  EXPECT_EQ(to_text(diagnostics, Color::no),
            "D: error: no base\n"
            "  first\n"
            "  second\n"
            "D/x.sql:2: error: bad\n"
            "  2 | two\n"
            "  to fix it: migc lock\n");
}

TEST(Diagnostics, AreSortedByPathLineAndColumnAndOtherwiseStayInOrder) {
  const SourceFile a("D/a", "a", "1\n2\n");
  const SourceFile b("D/b", "b", "1\n2\n");
  Diagnostics diagnostics;
  diagnostics.error_at(b, 0, "4");
  diagnostics.error_in_line(b, 1, "3");
  diagnostics.error_in_line(a, 2, "1");
  diagnostics.error_in_line(a, 2, "2");
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) order += diagnostic.message;
  EXPECT_EQ(order, "1234");
}

TEST(Diagnostics, ColorTheWordErrorAndTheCaret) {
  Diagnostics diagnostics;
  diagnostics.error_at(file_of("x"), 0, "bad");
  EXPECT_EQ(to_text(diagnostics, Color::yes),
            "D/x.sql:1:1: \033[1;31merror:\033[0m bad\n"
            "  1 | x\n"
            "    | \033[1;32m^\033[0m\n");
}

}  // namespace
}  // namespace migrate::migc
