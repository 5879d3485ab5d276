// migrate/testing_sqlite.h where several processes test: each removes what a killed one has left.

#include <csignal>
#include <cstdio>

#include "migrate/testing_sqlite.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {
namespace {

// Runs one of these tests in a process of its own: what that prints.
std::string run_again(const std::string& test, const std::string& temporary) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  const std::string command = "TMPDIR='" + temporary + "' '" + self +
                              "' --gtest_also_run_disabled_tests --gtest_filter=" + test + " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::string output;
  for (int byte; (byte = std::fgetc(pipe)) != EOF;) output += static_cast<char>(byte);
  ::pclose(pipe);
  return output;
}

}  // namespace

TEST(SqliteTesting, RemovesWhatAKilledProcessLeft) {
  const TemporaryFolder temporary;
  const auto count = [&] {
    return std::distance(std::filesystem::directory_iterator(temporary.path()),
                         std::filesystem::directory_iterator());
  };
  run_again("SqliteTesting.DISABLED_IsKilled", temporary.path());
  EXPECT_EQ(count(), 1);
  EXPECT_THAT(run_again("SqliteTesting.LeavesNoFile", temporary.path()), HasSubstr("PASSED"));
  EXPECT_EQ(count(), 0);
}

TEST(SqliteTesting, DISABLED_IsKilled) {
  SqliteDatabase database(two_tables());
  std::raise(SIGKILL);
}

TEST(SqliteTesting, KeepsWhatALivingProcessHas) {
  SqliteDatabase mine(two_tables());
  EXPECT_THAT(run_again("SqliteTesting.LeavesNoFile", std::filesystem::temp_directory_path()),
              HasSubstr("PASSED"));
  EXPECT_TRUE(is_current(mine.connection(), two_tables()));
}

TEST(SqliteTesting, SaysWhereItCannotMakeAFolder) {
  EXPECT_THAT(run_again("SqliteTesting.LeavesNoFile", "/proc"),
              HasSubstr("cannot make a folder for test databases in /proc: No such file or directory; set"
                        " TMPDIR to a folder that can be written"));
}

}  // namespace migrate::testing
