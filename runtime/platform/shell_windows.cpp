// cmd.exe, and what it reads: one pair of quotes around all of a command, which it takes away.

#include <stdio.h>
#include <stdlib.h>

#include <algorithm>

#include "platform/shell.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

// As system() of POSIX: Ctrl-C is the command's.
BOOL WINAPI leave_to_command(DWORD event) {
  return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT ? TRUE : FALSE;
}

class InterruptsLeftToCommand {
 public:
  InterruptsLeftToCommand() { SetConsoleCtrlHandler(leave_to_command, TRUE); }
  InterruptsLeftToCommand(const InterruptsLeftToCommand&) = delete;
  InterruptsLeftToCommand& operator=(const InterruptsLeftToCommand&) = delete;
  ~InterruptsLeftToCommand() { SetConsoleCtrlHandler(leave_to_command, FALSE); }
};

std::wstring in_quotes(const std::string& command) {
  return L'"' + to_wide(command) + L'"';
}

// Backslashes before a quote are halved where a program reads its command line.
std::string doubled_before_quote(std::string_view backslashes) {
  return std::string(backslashes) + std::string(backslashes);
}

}  // namespace

// Nothing keeps cmd.exe from replacing %NAME%; no path that it reads has a quote.
std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./\\+-:@";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
  std::string word = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of('\\', at), text.size());
    const bool is_before_quote = end == text.size() || text[end] == '"';
    word += is_before_quote ? doubled_before_quote(text.substr(at, end - at)) : text.substr(at, end - at);
    if (end < text.size()) word += text[end] == '"' ? "\\\"" : std::string(1, text[end]);
    at = end + 1;
  }
  return word += '"';
}

std::optional<int> run_in_shell(const std::string& command) {
  const InterruptsLeftToCommand guard;
  return ::_wsystem(in_quotes(command).c_str());
}

std::optional<std::string> output_in_shell(const std::string& command) {
  std::FILE* pipe = ::_wpopen(in_quotes(command + " 2>NUL").c_str(), L"rt");
  if (pipe == nullptr) return std::nullopt;
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  return ::_pclose(pipe) == 0 ? std::optional(output) : std::nullopt;
}

std::string_view usual_editor() noexcept {
  return "notepad";
}

}  // namespace migrate::platform
