#include "migc/authoring/editor.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>

#include "migc/folder/shell_command.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::string chosen_editor() {
  for (const char* variable : {"VISUAL", "EDITOR"})
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') return value;
  return "vi";
}

// The system's call keeps Ctrl-C for the editor. A closed pipe, which migc ignores, is the editor's own
// matter.
int run(const std::string& command) {
  const auto before = std::signal(SIGPIPE, SIG_DFL);
  const int status = std::system(command.c_str());
  std::signal(SIGPIPE, before);
  return status;
}

}  // namespace

void edit_file(const std::string& path) {
  const std::string editor = chosen_editor();
  const int status = run(fmt::format("{} {}", editor, shell_word(path)));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  const std::string end = WIFEXITED(status) ? fmt::format("exit code {}", WEXITSTATUS(status)) : "a signal";
  throw Error(
      ErrorKind::unavailable,
      fmt::format("the editor \"{}\" ended with {}; {} is as it left it. The variables VISUAL and EDITOR "
                  "choose another one",
                  editor, end, path));
}

}  // namespace migrate::migc
