#include "migc/derive/downgrade_sections.h"

#include <gtest/gtest.h>

#include "migc/authoring/new_revision.h"

namespace migrate::migc {
namespace {

constexpr const char* header = "-- revision: a\n-- down_revision: none\n\n";

class DowngradeSections : public ::testing::Test {
 protected:
  // The whole file with the sections that it lacks.
  std::string with(const std::string& body, const DowngradeStatements& statements) {
    const SourceFile source("a.sql", "versions/a.sql", header_ + body);
    Diagnostics diagnostics;
    const RevisionFile file{source, FileKind::sql, parse_header(source, FileKind::sql, diagnostics).value()};
    const FileWithSections result =
        with_sections(file, missing_sections(file, settings_), statements, settings_);
    sections_ = result.sections;
    const std::string bytes(result.source.bytes());
    EXPECT_TRUE(bytes.starts_with(header_));
    return bytes.substr(header_.size());
  }

  std::string header_ = header;
  FolderSettings settings_{.dialects = {Dialect::sqlite, Dialect::postgres}};
  std::string sections_;
};

const DowngradeStatements same{{Dialect::sqlite, {"DROP TABLE a"}}, {Dialect::postgres, {"DROP TABLE a"}}};
const DowngradeStatements unlike{{Dialect::sqlite, {"DROP TABLE a", "DROP TABLE b"}},
                                 {Dialect::postgres, {}}};

TEST_F(DowngradeSections, OneServesAllDialectsWhoseStatementsAreTheSame) {
  EXPECT_EQ(with("-- migrate: upgrade\nSELECT 1;", same),
            "-- migrate: upgrade\nSELECT 1;\n\n-- migrate: downgrade\nDROP TABLE a;\n");
  EXPECT_EQ(sections_, "-- migrate: downgrade\nDROP TABLE a;\n");
}

TEST_F(DowngradeSections, OthersHaveOneEach) {
  EXPECT_EQ(with("-- migrate: upgrade\nSELECT 1;\n\n", unlike),
            "-- migrate: upgrade\nSELECT 1;\n\n-- migrate: downgrade sqlite\nDROP TABLE a;\nDROP TABLE b;\n\n"
            "-- migrate: downgrade postgres\n-- nothing to undo\n");
}

TEST_F(DowngradeSections, WhatIsThereStays) {
  EXPECT_EQ(with("-- migrate: downgrade sqlite\nSELECT 2;\n-- migrate: upgrade\nSELECT 1;\n", same),
            "-- migrate: downgrade sqlite\nSELECT 2;\n-- migrate: upgrade\nSELECT 1;\n\n"
            "-- migrate: downgrade postgres\nDROP TABLE a;\n");
}

TEST_F(DowngradeSections, AnEmptySectionIsFilledInWhereItStands) {
  EXPECT_EQ(with("-- migrate: downgrade\n-- why\n\n-- migrate: upgrade\nSELECT 1;\n", same),
            "-- migrate: downgrade\nDROP TABLE a;\n-- why\n\n-- migrate: upgrade\nSELECT 1;\n");
  EXPECT_EQ(with("-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade", unlike),
            "-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade sqlite\nDROP TABLE a;\nDROP TABLE b;\n\n"
            "-- migrate: downgrade postgres\n-- nothing to undo\n");
  EXPECT_EQ(with("-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade postgres\n"
                 "-- migrate: downgrade sqlite\n",
                 same),
            "-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade postgres\nDROP TABLE a;\n"
            "-- migrate: downgrade sqlite\nDROP TABLE a;\n");
}

TEST_F(DowngradeSections, TheWordsOfTheTemplateGo) {
  const std::string hint(downgrade_hint);
  EXPECT_EQ(with("-- migrate: upgrade\nSELECT 1;\n\n-- migrate: downgrade\n" + hint + "-- mine\n", same),
            "-- migrate: upgrade\nSELECT 1;\n\n-- migrate: downgrade\nDROP TABLE a;\n-- mine\n");
  EXPECT_EQ(
      with("-- migrate: upgrade\nSELECT 1;\n\n-- migrate: downgrade\n" + hint.substr(0, hint.size() - 1),
           same),
      "-- migrate: upgrade\nSELECT 1;\n\n-- migrate: downgrade\nDROP TABLE a;\n");
}

TEST_F(DowngradeSections, LinesEndAsTheyDoInTheFile) {
  header_ = "-- revision: a\r\n-- down_revision: none\r\n\r\n";
  EXPECT_EQ(with("-- migrate: upgrade\r\nSELECT 1;\r\n", unlike),
            "-- migrate: upgrade\r\nSELECT 1;\r\n\r\n-- migrate: downgrade sqlite\r\nDROP TABLE a;\r\n"
            "DROP TABLE b;\r\n\r\n-- migrate: downgrade postgres\r\n-- nothing to undo\r\n");
}

TEST_F(DowngradeSections, NoSectionIsMissingWhereNothingIsDone) {
  const auto missing = [&](const std::string& body) {
    const SourceFile source("a.sql", "versions/a.sql", header_ + body);
    Diagnostics diagnostics;
    return missing_sections({source, FileKind::sql, parse_header(source, FileKind::sql, diagnostics).value()},
                            settings_)
        .size();
  };
  EXPECT_EQ(missing("-- migrate: upgrade\n-- migrate: downgrade\n"), 0U);
  EXPECT_EQ(missing("-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade\n-- nothing to undo\n"), 0U);
  EXPECT_EQ(missing("-- migrate: upgrade\nSELECT 1;\n-- migrate: downgrade\nSELECT 2;\n"), 0U);
  EXPECT_EQ(missing("-- migrate: upgrade\n"), 2U);
}

}  // namespace
}  // namespace migrate::migc
