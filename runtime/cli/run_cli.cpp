#include <fmt/format.h>

#include <functional>
#include <iostream>

#include "cli/commands.h"
#include "cli/revision_offers.h"
#include "cli/terminal.h"
#include "migrate/cli.h"
#include "migrate/version.h"
#include "platform/arguments.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "platform/standard_streams.h"
#include "platform/terminal.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace {

// What a person types before a command: "inventory migrate", or "inventory-migrate" for a program that does
// nothing else.
std::string typed_name(const char* word) {
  const std::string program = platform::program_name();
  const std::string name = platform::name_of_program(word);
  return name == program ? program : fmt::format("{} {}", program, name);
}

std::string version_text(const Chain& chain) {
  return fmt::format("{}, {} revision{}, root digest {}, Migrate {}", chain.name(), chain.size(),
                     chain.size() == 1 ? "" : "s", chain.root_digest(), library_version);
}

std::vector<cli::Command> commands_of(const cli::Invocation& invocation) {
  std::vector<cli::Command> commands = cli::database_commands(invocation);
  commands.push_back(cli::check_command(invocation));
  for (cli::Command& command : cli::chain_commands(invocation)) commands.push_back(std::move(command));
  commands.push_back(cli::completion_command(invocation));
  return commands;
}

int run_commands(const Chain& chain, cli::DatabaseAccess access, int argc, const char* const* argv) {
  const platform::Arguments words(argc, argv);
  const auto get_chain = [&chain]() -> const Chain& { return chain; };
  access.environment_url = cli::environment_url();
  cli::Invocation invocation{.options = {},
                             .chain = get_chain,
                             .out = std::cout,
                             .err = std::cerr,
                             .compiled_chain = get_chain,
                             .database = std::move(access),
                             .program = std::string(chain.name()),
                             .typed_name = typed_name(argc > 0 ? words.words()[0] : "migrate"),
                             .err_is_terminal = platform::is_terminal(platform::Stream::err)};
  const cli::Program program{.name = invocation.typed_name,
                             .summary = "Migrate the database of this program",
                             .version = version_text(chain),
                             .declare = [&](cli::OptionSet& options) { invocation.options.declare(options); },
                             .commands = commands_of(invocation),
                             .use_color = [&] { return cli::use_color(invocation); },
                             .help_width = cli::help_width,
                             .revisions = [&chain] { return cli::revision_offers(chain); }};
  return cli::run_command_line(program, words.count(), words.words(), std::cout, std::cerr);
}

int run_guarded(const std::function<int()>& work) {
  const platform::FailedWriteGuard writes;
  const platform::StandardStreams streams;
  return cli::run_guarded(std::cerr, work);
}

}  // namespace

int run_cli(const Chain& chain, std::span<const Driver> drivers, int argc, const char* const* argv) {
  return run_guarded([&] {
    return run_commands(chain, {.drivers = {drivers.begin(), drivers.end()}}, argc, argv);
  });
}

int run_cli(const Chain& chain, Connection& connection, int argc, const char* const* argv) {
  return run_guarded([&] { return run_commands(chain, {.connection = &connection}, argc, argv); });
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
