#include "cli/commands.h"
#include "cli/completion_script.h"

namespace migrate::cli {

namespace {

struct PrintCompletion {
  ShellKind shell = ShellKind::bash;

  void declare(OptionSet& options, const Invocation&) {
    options
        .positional_choice("shell", shell, "bash, fish or zsh",
                           {{"bash", ShellKind::bash}, {"fish", ShellKind::fish}, {"zsh", ShellKind::zsh}})
        .required();
  }

  [[nodiscard]] int run(const Invocation& invocation) const {
    invocation.out << completion_script(shell, invocation.typed_name);
    return 0;
  }
};

}  // namespace

Command completion_command(const Invocation& invocation) {
  return make_command<PrintCompletion>(
      invocation, "completion", "Print the script that completes commands in a shell", "completion bash");
}

}  // namespace migrate::cli
