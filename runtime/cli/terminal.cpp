#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "cli/invocation.h"

namespace migrate::cli {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

constexpr std::size_t usual_width = 80;
constexpr std::size_t widest_help = 100;

// 0 where that is not known.
std::size_t columns_of(int file) {
  winsize size{};
  if (isatty(file) != 1) return 0;
  if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string_view text = environment("COLUMNS");
  std::size_t columns = 0;
  std::from_chars(text.data(), text.data() + text.size(), columns);
  return columns;
}

}  // namespace

bool use_color(const Invocation& invocation) {
  if (invocation.options.color != ColorMode::automatic) return invocation.options.color == ColorMode::always;
  return invocation.err_is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) == 1;
}

std::size_t progress_width() {
  const std::size_t columns = columns_of(STDERR_FILENO);
  return columns == 0 ? usual_width : columns;
}

std::size_t help_width() {
  const std::size_t columns = columns_of(STDOUT_FILENO);
  return columns == 0 ? widest_help : std::min(columns, widest_help);
}

}  // namespace migrate::cli
