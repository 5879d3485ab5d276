#include "migc/init_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <ostream>

#include "core/json.h"
#include "core/target.h"
#include "migc/advice.h"
#include "migc/folder.h"
#include "migc/initial_folder.h"
#include "migc/settings.h"

namespace migrate::migc {

namespace {

// As migrate.yaml will be read later, with the same complaints.
std::vector<Dialect> parse_dialects(const std::string& list) {
  Diagnostics diagnostics;
  FolderSettings settings = parse_settings(SourceFile("", "", "dialects: " + list), diagnostics);
  if (!diagnostics.empty()) throw core::usage_error(diagnostics.sorted().front().message);
  return std::move(settings.dialects);
}

void print_created(const cli::Session& session, const std::vector<std::string>& paths) {
  if (session.arguments.format == cli::Format::text) {
    for (const std::string& path : paths) fmt::print(session.out, "created {}\n", path);
    return;
  }
  std::vector<std::string> strings;
  for (const std::string& path : paths) strings.push_back(core::json_string(path));
  fmt::print(session.out, "{{\"created\":[{}]}}\n", fmt::join(strings, ","));
}

}  // namespace

int run_init(const cli::Session& session, const ToolArguments& arguments) {
  const std::string dir = folder_name(arguments.folder);
  print_created(session, create_migrations_folder(dir, parse_dialects(arguments.dialects)));
  if (!session.arguments.quiet) fmt::print(session.err, "next: {}\n", migc_call(dir, "revision -m MESSAGE"));
  return 0;
}

}  // namespace migrate::migc
