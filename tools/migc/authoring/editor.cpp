#include "migc/authoring/editor.h"

#include <fmt/format.h>

#include <optional>

#include "migrate/error.h"
#include "platform/environment.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

std::string chosen_editor() {
  for (const char* variable : {"VISUAL", "EDITOR"})
    if (std::optional<std::string> value = platform::environment_variable(variable); value && !value->empty())
      return std::move(*value);
  return std::string(platform::usual_editor());
}

}  // namespace

void edit_file(const std::string& path) {
  const std::string editor = chosen_editor();
  const std::optional<int> code =
      platform::run_in_shell(fmt::format("{} {}", editor, platform::shell_word(path)));
  if (code == 0) return;
  const std::string end = code ? fmt::format("exit code {}", *code) : "a signal";
  throw Error(
      ErrorKind::unavailable,
      fmt::format("the editor \"{}\" ended with {}; {} is as it left it. The variables VISUAL and EDITOR "
                  "choose another one",
                  editor, end, path));
}

}  // namespace migrate::migc
