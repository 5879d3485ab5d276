// The command line of migc: the commands of its own and those that it shares with programs that migrate
// themselves, in one table.

#include <iostream>
#include <string>
#include <vector>

#include "cli/revision_offers.h"
#include "cli/terminal.h"
#include "migc/commands/build_verdicts.h"
#include "migc/commands/chain_source.h"
#include "migc/commands/commands.h"
#include "migc/commands/compare_tables.h"
#include "migrate/cli.h"
#include "migrate/version.h"
#include "platform/arguments.h"
#include "platform/signals.h"
#include "platform/standard_streams.h"
#include "platform/terminal.h"

namespace {

using namespace migrate;

cli::DatabaseAccess database_access(const migc::ChainSource& source) {
  cli::DatabaseAccess access;
  access.drivers = linked_drivers();
  access.configured = [&source](const std::string& environment) { return source.database(environment); };
  access.environment_url = cli::environment_url();
  return access;
}

int run(const platform::Arguments& words) {
  const std::string version = "migc " + std::string(library_version);
  std::string folder = "migrations";
  migc::ChainSource source(folder, std::cerr);
  migc::ToolInvocation invocation{
      {.options = {},
       .chain = [&]() -> const Chain& { return source.linked(); },
       .out = std::cout,
       .err = std::cerr,
       .compiled_chain = [&]() -> const Chain& { return source.compiled(); },
       .database = database_access(source),
       .build_verdicts =
           [&](const Revision& revision) { return migc::find_build_verdicts(folder, revision); },
       .judge_first_stamp = [&](const cli::FirstStamp& stamp) { migc::judge_first_stamp(invocation, stamp); },
       .program = version,
       .typed_name = "migc",
       .err_is_terminal = platform::is_terminal(platform::Stream::err),
       .out_is_terminal = platform::is_terminal(platform::Stream::out)},
      folder};
  const auto declare = [&](cli::OptionSet& options) {
    invocation.options.declare(options);
    options.value("--dir", folder, "DIR", "The migrations folder").show_default();
  };
  const cli::Program program{.name = "migc",
                             .summary = "Compile, check and apply a folder of database migrations",
                             .version = version,
                             .declare = declare,
                             .commands = migc::commands_of_tool(invocation),
                             .use_color = [&] { return cli::use_color(invocation); },
                             .help_width = cli::help_width,
                             .revisions = [&] { return cli::revision_offers(source.linked()); }};
  return cli::run_command_line(program, words.count(), words.words(), std::cout, std::cerr);
}

}  // namespace

int main(int argc, char** argv) {
  const platform::FailedWriteGuard writes;
  const platform::StandardStreams streams;
  return cli::run_guarded(std::cerr, [&] { return run({argc, argv}); });
}
