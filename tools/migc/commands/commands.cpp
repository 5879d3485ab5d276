#include "migc/commands/commands.h"

#include <algorithm>
#include <iterator>

#include "cli/commands.h"

namespace migrate::migc {

std::vector<cli::Command> commands_of_tool(const ToolInvocation& invocation) {
  std::vector<cli::Command> commands = {
      compile_command(invocation), prove_command(invocation),  check_command(invocation),
      lock_command(invocation),    init_command(invocation),   revision_command(invocation),
      merge_command(invocation),   rebase_command(invocation), edit_command(invocation),
      derive_command(invocation),  diff_command(invocation),   dump_command(invocation),
      graph_command(invocation)};
  std::ranges::move(cli::chain_commands(invocation), std::back_inserter(commands));
  std::ranges::move(cli::database_commands(invocation), std::back_inserter(commands));
  commands.push_back(cli::ensure_version_command(invocation));
  commands.push_back(cli::completion_command(invocation));
  return commands;
}

}  // namespace migrate::migc
