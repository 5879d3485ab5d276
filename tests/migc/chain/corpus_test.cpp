// Reads every case of tests/corpus, and the folders that make_special.sh makes, and compares what is reported
// with expected.txt line by line.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "migc/chain/chain_rules.h"
#include "migc/folder/lock_file.h"
#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

const std::string corpus = MIGRATE_TEST_DIR "/../corpus";

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// The first line of each mistake, with the folder's path as D.
std::string reported(const std::string& dir) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(dir, diagnostics);
  check_structure(folder, diagnostics);
  check_policy(folder, diagnostics);
  check_lock(folder, diagnostics);
  std::istringstream text(to_text(diagnostics, Color::no));
  std::string lines;
  for (std::string line; std::getline(text, line);)
    if (!line.starts_with("  ")) lines += replace_all(line, dir, "D") + '\n';
  return lines;
}

std::string expected(const std::string& dir) {
  std::ifstream file(dir + "/expected.txt", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What good, bad and migc-only below the root hold.
std::vector<std::string> entries_of(const std::string& root) {
  std::vector<std::string> entries;
  for (const char* kind : {"good", "bad", "migc-only"})
    for (const auto& entry : std::filesystem::directory_iterator(root + "/" + kind))
      entries.push_back(entry.path().string());
  std::sort(entries.begin(), entries.end());
  return entries;
}

void run_script(const std::string& name, const std::string& arguments) {
  const std::string command = "sh '" + corpus + '/' + name + "' " + arguments;
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = std::filesystem::relative(info.param, corpus).replace_extension().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

class Corpus : public ::testing::TestWithParam<std::string> {};

TEST_P(Corpus, IsJudgedAsExpected) {
  const testing::TemporaryFolder temporary;
  run_script("unpack.sh", "'" + temporary.path() + "' '" + GetParam() + "'");
  const std::filesystem::path file(GetParam());
  const std::string folder = temporary.file((file.parent_path().filename() / file.stem()).string());
  EXPECT_EQ(reported(folder), expected(folder));
}

INSTANTIATE_TEST_SUITE_P(Cases, Corpus, ::testing::ValuesIn(entries_of(corpus)), test_name);

TEST(SpecialCorpus, IsJudgedAsExpectedBelowAnOddPath) {
  const testing::TemporaryFolder temporary;
  const std::string root = temporary.file("odd ;[path @ $HOME");
  run_script("make_special.sh", "'" + root + "'");
  for (const std::string& folder : entries_of(root)) EXPECT_EQ(reported(folder), expected(folder)) << folder;
}

}  // namespace
}  // namespace migrate::migc
