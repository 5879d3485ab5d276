// What is reported of wrong headers is in tests/corpus; here is what a header gives, and what is shown below
// the first line of a mistake.

#include "migc/folder/header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Read {
  std::optional<Header> header;
  std::string report;
};

Read read(std::string bytes, FileKind kind = FileKind::sql) {
  const SourceFile file("D/x.sql", "x.sql", std::move(bytes));
  Diagnostics diagnostics;
  Read result;
  result.header = parse_header(file, kind, diagnostics);
  result.report = to_text(diagnostics, Color::no);
  return result;
}

TEST(Header, GivesEveryKeyWithItsLine) {
  const Read result = read(
      "-- revision: m\n-- down_revision: a, b\n-- depends_on: c\n-- branch_labels: main, trunk\n"
      "-- message: joins a and b\n-- create_date: 2026-11-20T13:24:09Z\n-- transaction: own\n"
      "-- irreversible: rows are gone\n-- lossy: a column is\n-- compatible: true\n\n");
  ASSERT_EQ(result.report, "");
  const Header& header = *result.header;
  EXPECT_EQ(header.revision.value, "m");
  EXPECT_THAT(header.down_revision.value, ElementsAre("a", "b"));
  EXPECT_THAT(header.depends_on.value, ElementsAre("c"));
  EXPECT_THAT(header.branch_labels.value, ElementsAre("main", "trunk"));
  EXPECT_EQ(header.message.value, "joins a and b");
  EXPECT_EQ(header.create_date.value, "2026-11-20T13:24:09Z");
  EXPECT_EQ(header.transaction.value, Transaction::own);
  EXPECT_EQ(header.irreversible.value, "rows are gone");
  EXPECT_EQ(header.lossy.value, "a column is");
  EXPECT_TRUE(header.compatible.value);
  EXPECT_EQ(header.revision.line, 1u);
  EXPECT_EQ(header.compatible.line, 10u);
}

TEST(Header, LeavesOutWhatIsNotThere) {
  const Header header = *read("-- revision: a\n-- down_revision: none\n\n").header;
  EXPECT_TRUE(header.has_down_revision());
  EXPECT_THAT(header.down_revision.value, IsEmpty());
  EXPECT_EQ(header.transaction.value, Transaction::shared);
  EXPECT_EQ(header.message.line, 0u);
  EXPECT_FALSE(header.compatible.value);
}

TEST(Header, NamesADependencyOnce) {
  const Header header = *read("-- revision: a\n-- down_revision: none\n-- depends_on: b, c, b\n\n").header;
  EXPECT_THAT(header.depends_on.value, ElementsAre("b", "c"));
}

TEST(Header, SaysWhereTheBodyBegins) {
  EXPECT_EQ(read("-- revision: a\n-- down_revision: none\n\nbody").header->body_offset, 39u);
  EXPECT_EQ(read("-- revision: a\r\n-- down_revision: none\r\n\r\nbody").header->body_offset, 42u);
  EXPECT_EQ(read("revision: a\ndown_revision: none\n\nbody", FileKind::yaml).header->body_offset, 33u);
}

TEST(Header, IsReadBehindAByteOrderMark) {
  const Read result = read("\xEF\xBB\xBF-- revision: a\n-- down_revision: none\n\nbody");
  EXPECT_EQ(result.report,
            "D/x.sql:1: error: byte order mark at offset 0; save the file as UTF-8 without it\n");
  EXPECT_EQ(result.header->revision.value, "a");
  EXPECT_EQ(result.header->body_offset, 42u);
}

TEST(Header, IsReadWhenOnlyTheBodyIsNoText) {
  const Read result = read("-- revision: a\n-- down_revision: none\n\nSELECT '\xff'");
  EXPECT_EQ(result.report, "D/x.sql:4: error: invalid UTF-8 at offset 47\n");
  EXPECT_TRUE(result.header->has_revision());
  EXPECT_FALSE(result.header->body_is_text);
}

TEST(Header, DoesNotUseALineWithAMistake) {
  const Read result = read("-- down_revision: none\n-- revision: a\n\n");
  EXPECT_FALSE(result.header->has_revision());
  EXPECT_TRUE(result.header->has_down_revision());
}

TEST(Header, ShowsTheWrongLine) {
  EXPECT_EQ(read("-- revision: a\n-- down_revision: none\n-- mesage: m\n\n").report,
            "D/x.sql:3: error: unknown key \"mesage\"; did you mean \"message\"?\n"
            "  3 | -- mesage: m\n");
}

}  // namespace
}  // namespace migrate::migc
