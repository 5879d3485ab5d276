#include "platform/shell.h"

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>

namespace migrate::platform {

namespace {

// The system's call keeps Ctrl-C for the command. A closed pipe, which this process may ignore
// (FailedWriteGuard), is the command's own matter.
int run(const std::string& command) {
  const auto before = std::signal(SIGPIPE, SIG_DFL);
  const int status = std::system(command.c_str());
  std::signal(SIGPIPE, before);
  return status;
}

}  // namespace

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+-:@%,=";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
  std::string word = "'";
  for (const char c : text) c == '\'' ? word += "'\\''" : word += c;
  return word += '\'';
}

std::optional<int> run_in_shell(const std::string& command) {
  const int status = run(command);
  return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

std::string_view usual_editor() noexcept {
  return "vi";
}

}  // namespace migrate::platform
