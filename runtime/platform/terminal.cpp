#include "platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace migrate::platform {

namespace {

int descriptor_of(Stream stream) {
  return stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO;
}

}  // namespace

bool is_terminal(Stream stream) {
  return ::isatty(descriptor_of(stream)) == 1;
}

std::size_t terminal_columns(Stream stream) {
  winsize size{};
  return is_terminal(stream) && ::ioctl(descriptor_of(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace migrate::platform
