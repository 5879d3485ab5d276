#include "cli/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "cli/session.h"

namespace migrate::cli {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool use_color(const Session& session) {
  if (session.arguments.color != ColorMode::automatic) return session.arguments.color == ColorMode::always;
  return session.err_is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) == 1;
}

}  // namespace migrate::cli
