#include "platform/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace migrate::platform {
namespace {

// Standard error as another file for a while.
class Redirected {
 public:
  explicit Redirected(int file) : before_(::dup(STDERR_FILENO)) { ::dup2(file, STDERR_FILENO); }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;
  ~Redirected() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }

 private:
  int before_;
};

TEST(Terminal, HasAWidth) {
  const int controller = ::posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(controller, 0);
  ASSERT_EQ(::grantpt(controller), 0);
  ASSERT_EQ(::unlockpt(controller), 0);
  const int terminal = ::open(::ptsname(controller), O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  const winsize size{.ws_row = 24, .ws_col = 132, .ws_xpixel = 0, .ws_ypixel = 0};
  ASSERT_EQ(::ioctl(terminal, TIOCSWINSZ, &size), 0);
  {
    const Redirected redirected(terminal);
    EXPECT_TRUE(is_terminal(Stream::err));
    EXPECT_EQ(terminal_columns(Stream::err), 132u);
  }
  ::close(terminal);
  ::close(controller);
}

TEST(Terminal, IsNoOtherFile) {
  const int file = ::open("/dev/null", O_WRONLY);
  {
    const Redirected redirected(file);
    EXPECT_FALSE(is_terminal(Stream::err));
    EXPECT_EQ(terminal_columns(Stream::err), 0u);
  }
  ::close(file);
}

}  // namespace
}  // namespace migrate::platform
