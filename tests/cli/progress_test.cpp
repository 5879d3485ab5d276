#include "cli/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace migrate::cli {
namespace {

// A run of `total` steps, watched by a clock that the test moves.
class ProgressOf : public ::testing::Test {
 protected:
  void step(Progress& progress, std::size_t number, std::size_t total) {
    static const std::vector<std::string> from{"aaaa"}, to{"bbbb"};
    progress.progress({.kind = StepKind::upgrade,
                       .revision = "bbbb",
                       .message = "add price",
                       .from = from,
                       .to = to,
                       .number = number,
                       .total = total});
  }
  Progress::Clock clock() {
    return [this] { return now_; };
  }
  void pass(std::chrono::milliseconds time) { now_ += time; }

  std::ostringstream err_;

 private:
  std::chrono::steady_clock::time_point now_{std::chrono::hours(1)};
};

constexpr std::string_view clear = "\r\x1b[K";

std::string drawn(std::string_view line) {
  return std::string(clear) + std::string(line);
}

TEST_F(ProgressOf, ARunIsALineAStep) {
  Progress progress(err_, ProgressStyle::lines, clock());
  step(progress, 1, 1000);
  EXPECT_EQ(err_.str(), "Running upgrade aaaa -> bbbb, add price\n");
}

TEST_F(ProgressOf, AShortRunOnATerminalIsALineAStep) {
  Progress progress(err_, ProgressStyle::bar, clock());
  step(progress, 1, long_run - 1);
  EXPECT_EQ(err_.str(), "Running upgrade aaaa -> bbbb, add price\n");
}

TEST_F(ProgressOf, ALongRunOnATerminalIsABar) {
  Progress progress(err_, ProgressStyle::bar, clock());
  step(progress, 501, 1000);
  EXPECT_EQ(err_.str(), drawn("[##########..........] 501/1000 bbbb"));
}

TEST_F(ProgressOf, TheBarFitsIntoTheTerminal) {
  const std::pair<std::size_t, const char*> cases[] = {
      {24, "[###...] 501/1000 bbbb"}, {16, "[##..] 501/1000"}, {1, ""}, {0, ""}};
  for (const auto& [width, line] : cases) {
    std::ostringstream err;
    Progress progress(err, ProgressStyle::bar, clock(), width);
    step(progress, 501, 1000);
    EXPECT_EQ(err.str(), drawn(line)) << width;
  }
}

TEST_F(ProgressOf, TheBarIsDrawnTenTimesASecond) {
  Progress progress(err_, ProgressStyle::bar, clock());
  step(progress, 1, 100);
  pass(std::chrono::milliseconds(99));
  step(progress, 2, 100);
  pass(std::chrono::milliseconds(1));
  step(progress, 100, 100);
  EXPECT_EQ(err_.str(),
            drawn("[....................] 1/100 bbbb") + drawn("[###################.] 100/100 bbbb"));
}

TEST_F(ProgressOf, TheBarIsGoneAfterTheRun) {
  Progress progress(err_, ProgressStyle::bar, clock());
  step(progress, 1, 100);
  err_.str("");
  progress.after_run({});
  EXPECT_EQ(err_.str(), clear);
}

TEST_F(ProgressOf, TheBarIsGoneAfterAnError) {
  {
    Progress progress(err_, ProgressStyle::bar, clock());
    step(progress, 1, 100);
    err_.str("");
  }
  EXPECT_EQ(err_.str(), clear);
}

}  // namespace
}  // namespace migrate::cli
