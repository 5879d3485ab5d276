#include "migc/folder/manifest.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

constexpr std::string_view digest_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::string manifest_of(std::string_view names) {
  return "migrate-manifest 1\n" + std::string(names);
}
std::string line(std::string_view name) {
  return std::string(digest_of_abc) + " " + std::string(name) + "\n";
}

std::string check(std::string_view manifest, const std::vector<ManifestEntry>& found) {
  Diagnostics diagnostics;
  check_manifest("manifest.txt", manifest, found, diagnostics);
  return to_text(diagnostics, Color::no);
}

TEST(Manifest, AcceptsTheFilesThatItLists) {
  EXPECT_EQ(check(manifest_of(line("versions/a b.sql")), {manifest_entry("versions/a b.sql", "abc")}), "");
}

TEST(Manifest, NamesEveryDifference) {
  EXPECT_EQ(check(manifest_of(line("gone.sql") + line("same.sql") + line("other.sql")),
                  {manifest_entry("new.sql", "abc"), manifest_entry("other.sql", "abcd"),
                   manifest_entry("same.sql", "abc")}),
            "manifest.txt: error: new.sql was added after CMake checked the folder\n"
            "manifest.txt: error: other.sql was changed after CMake checked the folder\n"
            "manifest.txt: error: gone.sql was removed after CMake checked the folder\n"
            "  to fix it: build again: CMake then reads the folder again\n");
}

TEST(Manifest, RefusesAnotherFormat) {
  EXPECT_EQ(check("migrate-manifest 2\n", {}),
            "manifest.txt: error: is not a manifest that this migc can read\n");
}

}  // namespace
}  // namespace migrate::migc
