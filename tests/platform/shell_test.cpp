#include "platform/shell.h"

#include <gtest/gtest.h>

#include <csignal>

#include "platform/signals.h"

namespace migrate::platform {
namespace {

TEST(Shell, QuotesAWordOnlyWhereItMust) {
  EXPECT_EQ(shell_word("db/migrations-1"), "db/migrations-1");
  EXPECT_EQ(shell_word("my $dir;"), "'my $dir;'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Shell, TellsHowACommandEnded) {
  EXPECT_EQ(run_in_shell("exit 0"), 0);
  EXPECT_EQ(run_in_shell("exit 7"), 7);
  EXPECT_EQ(run_in_shell("kill -TERM $$"), std::nullopt);
}

TEST(Shell, HasTheWordsReadAsTheyWere) {
  EXPECT_EQ(run_in_shell("test " + shell_word("it's $HOME") + " = 'it'\"'\"'s $HOME'"), 0);
}

TEST(Shell, LeavesAClosedPipeToTheCommand) {
  const FailedWriteGuard ignored_here;
  EXPECT_EQ(run_in_shell("kill -PIPE $$"), std::nullopt);
}

}  // namespace
}  // namespace migrate::platform
