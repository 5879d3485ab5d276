// The command line of migc: the commands of its own and those that it shares with programs that migrate
// themselves, in one table.

#include <iostream>
#include <string>
#include <vector>

#include "cli/chain_commands.h"
#include "cli/command_line.h"
#include "cli/database_commands.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "migc/commands/authoring_commands.h"
#include "migc/commands/chain_source.h"
#include "migc/commands/tool_commands.h"
#include "migrate/cli.h"
#include "migrate/version.h"

namespace {

using namespace migrate;

void declare_options(cli::OptionSet& options, cli::Arguments& arguments, migc::ToolArguments& tool) {
  cli::declare_common_options(options, arguments);
  options.value("--dir", tool.folder, "DIR", "The migrations folder").show_default();
}

void add(std::vector<cli::Command>& commands, std::vector<cli::Command> more) {
  for (cli::Command& command : more) commands.push_back(std::move(command));
}

std::vector<cli::Command> all_commands(cli::Session& session, migc::ToolArguments& tool) {
  std::vector<cli::Command> commands = migc::tool_commands(session, tool);
  add(commands, migc::authoring_commands(session, tool));
  add(commands, cli::chain_commands(session));
  add(commands, cli::database_commands(session));
  commands.push_back(cli::ensure_version_command(session));
  return commands;
}

cli::DatabaseAccess database_access(const migc::ChainSource& source) {
  cli::DatabaseAccess access;
  access.drivers = linked_drivers();
  access.configured_url = [&source] { return source.url(); };
  access.environment_url = cli::environment_url();
  return access;
}

int run(int argc, char** argv) {
  const std::string version = "migc " + std::string(library_version);
  migc::ToolArguments tool;
  migc::ChainSource source(tool, std::cerr);
  cli::Session session{.arguments = {},
                       .chain = [&]() -> const Chain& { return source.linked(); },
                       .out = std::cout,
                       .err = std::cerr,
                       .compiled_chain = [&]() -> const Chain& { return source.compiled(); },
                       .database = database_access(source),
                       .program = version,
                       .err_is_terminal = cli::stderr_is_terminal()};
  const cli::Program program{
      .name = "migc",
      .summary = "Compiles, checks and applies a folder of database migrations",
      .version = version,
      .declare = [&](cli::OptionSet& options) { declare_options(options, session.arguments, tool); },
      .commands = all_commands(session, tool),
      .use_color = [&] { return cli::use_color(session); },
      .help_width = cli::help_width};
  return cli::run_command_line(program, argc, argv, std::cout, std::cerr);
}

}  // namespace

int main(int argc, char** argv) {
  const cli::FailedWriteGuard writes;
  return cli::run_guarded(std::cerr, [&] { return run(argc, argv); });
}
