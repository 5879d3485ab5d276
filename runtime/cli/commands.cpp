#include "cli/commands.h"

namespace migrate::cli {

std::vector<Command> database_commands(const Invocation& invocation) {
  return {upgrade_command(invocation), downgrade_command(invocation), rollback_command(invocation),
          stamp_command(invocation), current_command(invocation)};
}

std::vector<Command> chain_commands(const Invocation& invocation) {
  return {heads_command(invocation), branches_command(invocation), history_command(invocation),
          show_command(invocation), plan_command(invocation)};
}

}  // namespace migrate::cli
