#include "migc/authoring/file_template.h"

#include <gtest/gtest.h>

#include "migrate/error.h"

namespace migrate::migc {
namespace {

FileNameParts parts(const std::string& slug = "add_runs") {
  return {"cb3cf47d9259", slug, to_creation_time(1767323045)};  // 2026-01-02T03:04:05Z
}

std::string mistake_of(std::string_view file_template, const FileNameParts& given = parts()) {
  try {
    return "no mistake: " + expand_file_template(file_template, given);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::bad_input);
    return error.what();
  }
}

TEST(FileTemplate, ReplacesItsTokens) {
  EXPECT_EQ(expand_file_template("{id}_{slug}", parts()), "cb3cf47d9259_add_runs");
  EXPECT_EQ(expand_file_template("{year}-{month}-{day}_{hour}{minute}{second}.{slug}+x", parts()),
            "2026-01-02_030405.add_runs+x");
  EXPECT_EQ(expand_file_template("{epoch}{id}{id}", parts()), "1767323045cb3cf47d9259cb3cf47d9259");
}

TEST(FileTemplate, LeavesOutWhatSeparatedAnEmptySlug) {
  EXPECT_EQ(expand_file_template("{id}_{slug}", parts("")), "cb3cf47d9259");
  EXPECT_EQ(expand_file_template("{slug}-{id}", parts("")), "cb3cf47d9259");
}

TEST(FileTemplate, RefusesATokenThatItDoesNotKnow) {
  EXPECT_EQ(mistake_of("{id}_{slog}"),
            "migrate.yaml: file_template \"{id}_{slog}\" has the unknown token \"{slog}\"; did you mean "
            "\"{slug}\"?");
  EXPECT_EQ(mistake_of("{rev}"),
            "migrate.yaml: file_template \"{rev}\" has the unknown token \"{rev}\"; there are {id} {slug} "
            "{year} {month} {day} {hour} {minute} {second} {epoch}");
  EXPECT_EQ(mistake_of("{id}{"),
            "migrate.yaml: file_template \"{id}{\" has the unknown token \"{\"; there are {id} {slug} {year} "
            "{month} {day} {hour} {minute} {second} {epoch}");
}

TEST(FileTemplate, RefusesNamesThatNoRevisionMayHave) {
  EXPECT_EQ(mistake_of("x/{id}"),
            "migrate.yaml: file_template \"x/{id}\" makes the file name \"x/cb3cf47d9259\": use letters, "
            "digits and _ . + -, and no dot in front");
  for (const std::string_view wrong : {"{id} {slug}", ".{id}", "{id}}", "{slug}"})
    EXPECT_NE(mistake_of(wrong, parts("")).find("makes the file name"), std::string::npos) << wrong;
}

}  // namespace
}  // namespace migrate::migc
