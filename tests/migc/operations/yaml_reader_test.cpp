#include "migc/operations/yaml_reader.h"

#include <gtest/gtest.h>

#include <regex>

namespace migrate::migc {
namespace {

std::string report_on(const std::string& body) {
  const SourceFile file("x.yaml", "x.yaml", body);
  Diagnostics diagnostics;
  const bool is_read = read_yaml(file, 0, diagnostics).has_value();
  EXPECT_EQ(is_read, diagnostics.empty());
  return to_text(diagnostics, Color::no);
}

YamlValue read(const std::string& body) {
  const SourceFile file("x.yaml", "x.yaml", body);
  Diagnostics diagnostics;
  const std::optional<YamlValue> value = read_yaml(file, 0, diagnostics);
  EXPECT_TRUE(value) << to_text(diagnostics, Color::no);
  return value.value_or(YamlValue{});
}

TEST(YamlReader, ReadsATreeWithPlaces) {
  const YamlValue root = read("a: 1\nb: [x, 'y']\n");
  EXPECT_EQ(find_entry(root, "a")->text, "1");
  EXPECT_EQ(find_entry(root, "b")->items.at(1).text, "y");
  EXPECT_EQ(find_entry(root, "b")->items.at(1).at, 12U);
  EXPECT_EQ(find_entry(root, "c"), nullptr);
}

TEST(YamlReader, KnowsWhatIsWrittenWithoutQuotes) {
  const YamlValue root = read("- true\n- 'true'\n- \"1\"\n- |\n  2\n");
  EXPECT_TRUE(root.items.at(0).plain);
  for (std::size_t i = 1; i < root.items.size(); ++i) EXPECT_FALSE(root.items[i].plain) << i;
}

TEST(YamlReader, ReadsCrlfAsLf) {
  EXPECT_EQ(find_entry(read("a: |\r\n  x\r\n  y\r\n"), "a")->text, "x\ny\n");
}

struct Refused {
  const char* name;
  const char* body;
  const char* report;
};

void PrintTo(const Refused& refused, std::ostream* stream) {
  *stream << refused.name;
}

class YamlRefusal : public ::testing::TestWithParam<Refused> {};

// Since 0.9, yaml-cpp names the anchor that it misses.
TEST_P(YamlRefusal, SaysWhatAndWhere) {
  const std::regex anchor("(anchor is not defined): x");
  EXPECT_EQ(std::regex_replace(report_on(GetParam().body), anchor, "$1"), GetParam().report);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, YamlRefusal,
    ::testing::Values(
        Refused{"Anchor", "a: &x 1\n",
                "x.yaml:1:4: error: an anchor; write each value out\n  1 | a: &x 1\n    |    ^\n"},
        Refused{"AnchorOfAList", "a: &x [1]\n",
                "x.yaml:1:4: error: an anchor; write each value out\n  1 | a: &x [1]\n    |    ^\n"},
        Refused{"Alias", "a: *x\n",
                "x.yaml:1:4: error: YAML: the referenced anchor is not defined\n"
                "  1 | a: *x\n    |    ^\n"},
        Refused{"Tag", "a: !!str 1\n",
                "x.yaml:1:4: error: a tag; the key says what kind of value it takes\n  1 | a: !!str 1\n"
                "    |    ^\n"},
        Refused{"MergeKey", "a:\n  <<: {b: 1}\n",
                "x.yaml:2:3: error: a merge key; write the values out\n  2 |   <<: {b: 1}\n    |   ^\n"},
        Refused{"KeyTwice", "a: 1\nb: 2\na: 3\n",
                "x.yaml:3:1: error: key \"a\" is given twice, first in line 1\n  3 | a: 3\n    | ^\n"},
        Refused{"KeyThatIsAList", "? [a]\n: 1\n",
                "x.yaml:1:3: error: a key must be a word, not a list or a mapping\n  1 | ? [a]\n    |   ^\n"},
        Refused{"EmptyKey", "{: 1}\n", "x.yaml:1:2: error: a key must be a word\n  1 | {: 1}\n    |  ^\n"},
        Refused{"SecondDocument", "a: 1\n---\nb: 2\n",
                "x.yaml:2:1: error: a YAML revision is one document, without a line that begins or ends "
                "one\n  2 | ---\n    | ^\n"},
        Refused{"EndOfDocument", "a: 1\n...\n",
                "x.yaml:2:1: error: a YAML revision is one document, without a line that begins or ends "
                "one\n  2 | ...\n    | ^\n"},
        Refused{"Directive", "%YAML 1.1\n",
                "x.yaml:1:1: error: a YAML directive; leave it out\n  1 | %YAML 1.1\n    | ^\n"},
        Refused{"OpenList", "a: [1\n", "x.yaml:2:1: error: YAML: end of sequence flow not found\n"},
        Refused{"Tab", "a:\n\t- b\n",
                "x.yaml:2:2: error: YAML: illegal block entry\n  2 | \t- b\n    | \t^\n"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(YamlReader, RefusesWhatIsTooDeep) {
  EXPECT_EQ(report_on(std::string(most_yaml_levels, '[') + std::string(most_yaml_levels, ']')), "");
  EXPECT_EQ(report_on("a: " + std::string(most_yaml_levels, '[') + std::string(most_yaml_levels, ']')),
            "x.yaml:1:19: error: more than 16 levels deep\n  1 | a: [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]\n"
            "    |                   ^\n");
}

TEST(YamlReader, RefusesWhatIsTooLarge) {
  std::string body = "[";
  for (std::size_t i = 0; i <= most_yaml_values; ++i) body += "1,\n";
  EXPECT_EQ(report_on(body + "]\n"),
            "x.yaml:200001:1: error: more than 200000 values in one revision\n  200001 | 1,\n         | ^\n");
}

}  // namespace
}  // namespace migrate::migc
