// All that migc and a program that migrates itself say of their commands, compared with tests/golden/help.
// MIGRATE_UPDATE_GOLDEN=1 renews those files; check their difference.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "migc/folder/output_file.h"
#include "migc/run_program.h"

namespace migrate::migc {
namespace {

std::string help_of(const std::string& command) {
  const testing::TemporaryFolder folder;
  const testing::Outcome outcome = testing::run_in(folder, command + " --help");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  return outcome.out;
}

// The words that begin the lines below "Commands:".
std::vector<std::string> commands_in(const std::string& help) {
  std::vector<std::string> commands;
  std::istringstream lines(help.substr(help.find("\nCommands:\n") + 11));
  for (std::string line; std::getline(lines, line) && !line.empty();)
    if (line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
  return commands;
}

std::string all_help() {
  const std::string program = MIGRATE_MIGC;
  std::string text = help_of(program);
  for (const std::string& command : commands_in(text))
    text += "\n=====\n\n" + help_of(program + " " + command);
  return text;
}

TEST(Help, IsAsExpected) {
  const std::string path = MIGRATE_TEST_DIR "/../golden/help/migc.txt";
  const std::string help = all_help();
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_if_different(path, help);
  std::ifstream stream(path, std::ios::binary);
  EXPECT_EQ(help, std::string(std::istreambuf_iterator<char>(stream), {}));
}

TEST(Help, EveryCommandIsDocumented) {
  std::ifstream stream(MIGRATE_TEST_DIR "/../../docs/commands.md");
  const std::string documentation(std::istreambuf_iterator<char>(stream), {});
  for (const std::string& command : commands_in(help_of(MIGRATE_MIGC)))
    EXPECT_NE(documentation.find("\n| `" + command), std::string::npos) << command;
}

TEST(Help, HasNoLineOfMoreThan100Characters) {
  std::istringstream lines(all_help());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

}  // namespace
}  // namespace migrate::migc
