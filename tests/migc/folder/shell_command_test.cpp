#include "migc/folder/shell_command.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

TEST(Advice, QuotesWhatTheShellWouldChange) {
  EXPECT_EQ(shell_word("db/migrations-1"), "db/migrations-1");
  EXPECT_EQ(shell_word("my $dir;"), "'my $dir;'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Advice, NamesTheFolder) {
  EXPECT_EQ(migc_call("my migrations", "merge a b"), "migc --dir 'my migrations' merge a b");
}

}  // namespace
}  // namespace migrate::migc
