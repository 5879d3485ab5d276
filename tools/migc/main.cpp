// The command line of migc: the commands of its own and those that it shares with programs that migrate
// themselves, in one table.

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <optional>

#include "cli/chain_commands.h"
#include "cli/command_line.h"
#include "migc/authoring_commands.h"
#include "migc/tool_commands.h"

namespace {

using namespace migrate;

void declare_options(CLI::App& app, cli::Arguments& arguments, migc::ToolArguments& tool) {
  cli::declare_common_options(app, arguments);
  app.add_option("--dir", tool.folder, "The migrations folder")->type_name("DIR")->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and told by the exit code
  migc::ToolArguments tool;
  std::optional<core::OwnedChain> owned;
  const auto chain = [&]() -> const Chain& {
    return (owned ? *owned : owned.emplace(migc::load_chain(tool.folder, std::cerr))).chain();
  };
  cli::Session session{{}, chain, std::cout, std::cerr};

  std::vector<cli::Command> commands = migc::tool_commands(session, tool);
  for (cli::Command& command : migc::authoring_commands(session, tool))
    commands.push_back(std::move(command));
  for (cli::Command& command : cli::chain_commands(session)) commands.push_back(std::move(command));
  const cli::Program program{
      "migc", "Compiles and checks a folder of database migrations", "migc " + std::string(library_version),
      [&](CLI::App& app) { declare_options(app, session.arguments, tool); }, std::move(commands)};
  return cli::run_command_line(program, argc, argv, std::cout, std::cerr);
}
