#include "migc/authoring/initial_folder.h"

#include <gtest/gtest.h>

#include "migc/folder/settings.h"

namespace migrate::migc {
namespace {

FolderSettings parsed(std::string bytes) {
  Diagnostics diagnostics;
  FolderSettings settings =
      parse_settings(SourceFile("migrate.yaml", "migrate.yaml", std::move(bytes)), diagnostics);
  EXPECT_EQ(to_text(diagnostics, Color::no), "");
  return settings;
}

TEST(InitialSettings, SayTheDialects) {
  EXPECT_EQ(parsed(initial_settings(all_dialects)).dialects,
            (std::vector{Dialect::sqlite, Dialect::postgres}));
}

TEST(InitialSettings, NameADatabase) {
  EXPECT_EQ(parsed(initial_settings(all_dialects)).url, "${DATABASE_URL:-sqlite:///local.db}");
  const Dialect postgres[] = {Dialect::postgres};
  EXPECT_EQ(parsed(initial_settings(postgres)).url, "$DATABASE_URL");
}

// "# key: value" is a setting, "# Text." is not.
std::string with_examples(const std::string& settings) {
  std::string lines;
  std::istringstream stream(settings);
  for (std::string line; std::getline(stream, line);) {
    const bool is_example = line.starts_with("# ") && line.size() > 2 && std::islower(line[2]) &&
                            line.find(": ") < line.find(' ', 2);
    lines += (is_example ? line.substr(2) : line) + "\n";
  }
  return lines;
}

TEST(InitialSettings, ShowTheDefaultsAsTheyAre) {
  const FolderSettings shown = parsed(with_examples(initial_settings(all_dialects)));
  const FolderSettings defaults;
  EXPECT_EQ(shown.versions, defaults.versions);
  EXPECT_EQ(shown.file_template, defaults.file_template);
  EXPECT_EQ(shown.allow_multiple_heads, defaults.allow_multiple_heads);
  EXPECT_EQ(shown.version_table, defaults.version_table);
  EXPECT_EQ(shown.transaction, defaults.transaction);
}

}  // namespace
}  // namespace migrate::migc
