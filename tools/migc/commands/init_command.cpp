#include "migc/commands/init_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <ostream>

#include "core/plan/target.h"
#include "core/text/json.h"
#include "migc/authoring/example_program.h"
#include "migc/authoring/initial_folder.h"
#include "migc/folder/folder.h"
#include "migc/folder/settings.h"
#include "migc/folder/shell_command.h"

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

std::string indented(const std::string& lines) {
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at) + 1;
    out += "    " + lines.substr(at, end - at);
    at = end;
  }
  return out;
}

// What a project that exists already is told.
std::string next_steps(const std::string& dir, Dialect dialect) {
  return fmt::format(
      "next: {}\n\n"
      "In CMakeLists.txt, where app is your program:\n\n{}\n"
      "In its main():\n\n{}\n"
      "init --example writes both as a new project.\n",
      migc_call(dir, "revision -m MESSAGE"), indented(cmake_lines(dir, dialect)),
      indented(main_lines(dialect)));
}

std::string next_steps_of_example(const std::string& dir) {
  return fmt::format("next: {}\n      cmake -S . -B build && cmake --build build && build/app\n",
                     migc_call(dir, "revision -m MESSAGE"));
}

std::vector<NewFile> example_files(const std::string& dir, Dialect dialect) {
  return {{"CMakeLists.txt", example_cmake_lists(dir, dialect)}, {"main.cpp", example_main(dialect)}};
}

}  // namespace

int run_init(const cli::Session& session, const ToolArguments& arguments) {
  const std::string dir = folder_name(arguments.folder);
  const std::vector<Dialect> dialects = parse_dialects(arguments.dialects);
  const Dialect dialect = dialects.front();
  const std::vector<NewFile> more = arguments.example ? example_files(dir, dialect) : std::vector<NewFile>();
  print_created(session, create_migrations_folder(dir, dialects, more));
  if (!session.arguments.quiet)
    fmt::print(session.err, "{}", arguments.example ? next_steps_of_example(dir) : next_steps(dir, dialect));
  return 0;
}

}  // namespace migrate::migc
