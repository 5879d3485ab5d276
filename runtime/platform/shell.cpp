#include "platform/shell.h"

#include <sys/wait.h>

#include <csignal>
#include <cstdio>
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

std::optional<std::string> output_in_shell(const std::string& command) {
  std::FILE* pipe = ::popen(("(" + command + ") 2>/dev/null").c_str(), "re");
  if (pipe == nullptr) return std::nullopt;
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  return ::pclose(pipe) == 0 ? std::optional(output) : std::nullopt;
}

std::string_view usual_editor() noexcept {
  return "vi";
}

}  // namespace migrate::platform
