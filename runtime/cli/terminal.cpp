#include "cli/terminal.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "cli/invocation.h"
#include "platform/environment.h"
#include "platform/terminal.h"

namespace migrate::cli {

namespace {

std::string environment(const char* name) {
  return platform::environment_variable(name).value_or("");
}

constexpr std::size_t usual_width = 80;
constexpr std::size_t widest_help = 100;

// 0 where that is not known.
std::size_t columns_of(platform::Stream stream) {
  if (!platform::is_terminal(stream)) return 0;
  std::size_t columns = platform::terminal_columns(stream);
  if (columns > 0) return columns;
  const std::string text = environment("COLUMNS");
  std::from_chars(text.data(), text.data() + text.size(), columns);
  return columns;
}

bool use_color_on(bool is_terminal, const Invocation& invocation) {
  if (invocation.options.color != ColorMode::automatic) return invocation.options.color == ColorMode::always;
  return is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

}  // namespace

bool use_color(const Invocation& invocation) {
  return use_color_on(invocation.err_is_terminal, invocation);
}

bool use_color_in_results(const Invocation& invocation) {
  return use_color_on(invocation.out_is_terminal, invocation);
}

std::size_t progress_width() {
  const std::size_t columns = columns_of(platform::Stream::err);
  return columns == 0 ? usual_width : columns;
}

std::size_t help_width() {
  const std::size_t columns = columns_of(platform::Stream::out);
  return columns == 0 ? widest_help : std::min(columns, widest_help);
}

}  // namespace migrate::cli
