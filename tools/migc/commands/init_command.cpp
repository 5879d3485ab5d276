#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

#include "cli/print.h"
#include "core/plan/target.h"
#include "core/text/json.h"
#include "migc/authoring/example_program.h"
#include "migc/authoring/initial_folder.h"
#include "migc/commands/commands.h"
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

void print_created(const ToolInvocation& invocation, const std::vector<std::string>& paths) {
  if (invocation.options.format == cli::Format::text) {
    for (const std::string& path : paths) cli::print(invocation.out, "created {}\n", path);
    return;
  }
  std::vector<std::string> strings;
  for (const std::string& path : paths) strings.push_back(core::json_string(path));
  cli::print(invocation.out, "{{\"created\":[{}]}}\n", fmt::join(strings, ","));
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

struct Init {
  std::string dialects = "sqlite";  // a list
  bool example = false;             // write a program as well

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options
        .value("--dialects", dialects, "DIALECT,...", "The databases to write for: sqlite, postgres or both")
        .show_default();
    options.flag("--example", example, "Also create a CMakeLists.txt and a main.cpp that use the folder");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    const std::string dir = folder_name(invocation.folder);
    const std::vector<Dialect> chosen = parse_dialects(dialects);
    const Dialect first = chosen.front();
    print_created(invocation, create_migrations_folder(
                                  dir, chosen, example ? example_files(dir, first) : std::vector<NewFile>()));
    if (!invocation.options.quiet)
      cli::print(invocation.err, "{}", example ? next_steps_of_example(dir) : next_steps(dir, first));
    return 0;
  }
};

}  // namespace

cli::Command init_command(const ToolInvocation& invocation) {
  return cli::make_command<Init>(invocation, "init", "Create a migrations folder",
                                 "init --dir migrations --dialects sqlite,postgres");
}

}  // namespace migrate::migc
