#include "cli/command_line.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <exception>
#include <memory>
#include <new>
#include <ostream>
#include <sstream>

#include "cli/help_text.h"
#include "core/text/redact.h"
#include "core/text/suggest.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::cli {

namespace {

constexpr int usage_error = exit_code(ErrorKind::usage);

// CLI11 takes "-1" for an option. Values that look so are marked before it sees them, and unmarked
// afterwards.
constexpr char value_mark = '\x01';

bool looks_relative(std::string_view argument) {
  return argument.size() > 1 && argument[0] == '-' && std::isdigit(static_cast<unsigned char>(argument[1]));
}

// In the order that CLI11 wants: the last argument first.
std::vector<std::string> marked_arguments(std::vector<std::string> arguments) {
  for (std::string& argument : arguments)
    if (looks_relative(argument)) argument.insert(argument.begin(), value_mark);
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

std::string unmark(std::string& value) {
  std::erase(value, value_mark);
  return {};
}

void unmark_values(CLI::App& app) {
  for (CLI::Option* option : app.get_options())
    if (option->get_items_expected_max() > 0) option->transform(CLI::Validator(unmark, ""));
}

struct Line {
  std::unique_ptr<CLI::App> app;
  std::vector<std::pair<CLI::App*, const Command*>> commands;
};

Line make_line(const Program& program) {
  Line line{std::make_unique<CLI::App>(program.summary, program.name), {}};
  line.app->set_version_flag("--version", program.version, "Print the version");
  line.app->set_help_flag("-h,--help", "Print this help");
  line.app->require_subcommand(1);
  program.declare(*line.app);
  unmark_values(*line.app);
  for (const Command& command : program.commands) {
    CLI::App* app = line.app->add_subcommand(std::string(command.name), std::string(command.summary));
    app->fallthrough();
    app->footer(fmt::format("Example:\n  {} {}\n", program.name, command.example));
    command.declare(*app);
    unmark_values(*app);
    line.commands.emplace_back(app, &command);
  }
  line.app->footer(
      fmt::format("{} COMMAND --help shows the options of a command, with an example.\n", program.name));
  return line;
}

// nullptr for a positional argument, too, whose name is no option's.
const CLI::Option* find_option(const CLI::App& app, const std::string& argument) {
  if (!argument.starts_with("-")) return nullptr;
  return app.get_option_no_throw(argument.substr(0, argument.find('=')));
}

// The command's place in the arguments; npos when it is not known to have one.
std::size_t find_command(const Line& line, const std::vector<std::string>& arguments) {
  const auto option_of = [&](const std::string& argument) -> const CLI::Option* {
    if (const CLI::Option* option = find_option(*line.app, argument)) return option;
    for (const auto& entry : line.commands)
      if (const CLI::Option* option = find_option(*entry.first, argument)) return option;
    return nullptr;
  };
  const auto is_command = [&](const std::string& argument) {
    return std::ranges::any_of(line.commands,
                               [&](const auto& entry) { return entry.second->name == argument; });
  };
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (is_command(arguments[i])) return i;
    const CLI::Option* option = option_of(arguments[i]);
    if (option == nullptr) break;
    const bool is_followed_by_value =
        option->get_items_expected_min() > 0 && arguments[i].find('=') == std::string::npos;
    if (is_followed_by_value) ++i;
  }
  return std::string::npos;
}

// CLI11 knows the options of a command only after its name.
std::vector<std::string> with_command_first(const Line& line, std::vector<std::string> arguments) {
  const std::size_t command = find_command(line, arguments);
  if (command == std::string::npos) return arguments;
  const auto is_foreign = [&](const std::string& argument) {
    return argument.starts_with("-") && find_option(*line.app, argument) == nullptr;
  };
  const auto end = arguments.begin() + static_cast<std::ptrdiff_t>(command);
  if (std::any_of(arguments.begin(), end, is_foreign)) std::rotate(arguments.begin(), end, end + 1);
  return arguments;
}

const std::pair<CLI::App*, const Command*>* chosen(const Line& line) {
  for (const auto& entry : line.commands)
    if (entry.first->parsed()) return &entry;
  return nullptr;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string with_suggestion(const std::string& message, std::string_view name,
                            const std::vector<std::string>& known) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  return message + core::did_you_mean(name, candidates);
}

std::string explain_unknown_command(const Program& program, const std::string& name) {
  std::vector<std::string> known;
  for (const Command& command : program.commands) known.emplace_back(command.name);
  return with_suggestion(fmt::format("unknown command \"{}\"", core::shown(name)), name, known);
}

std::string explain_unknown_argument(const Line& line, const CLI::App& command, std::string argument) {
  unmark(argument);
  if (!argument.starts_with("-"))
    return fmt::format("unexpected argument \"{}\"", core::shown(core::redact_url(argument)));
  const std::string name = argument.substr(0, argument.find('='));
  std::vector<std::string> known = option_names(command);
  std::ranges::copy(option_names(*line.app), std::back_inserter(known));
  return with_suggestion(fmt::format("unknown option \"{}\"", core::shown(name)), name, known);
}

std::string explain(const Program& program, const Line& line, const CLI::ParseError& error) {
  const auto* entry = chosen(line);
  std::vector<std::string> rest = line.app->remaining(true);
  if (entry == nullptr) {
    const auto name =
        std::ranges::find_if(rest, [](const std::string& word) { return !word.starts_with("-"); });
    if (name != rest.end()) return explain_unknown_command(program, *name);
    if (rest.empty()) return "a command is missing";
    return explain_unknown_argument(line, *line.app, rest.front());
  }
  if (!rest.empty()) return explain_unknown_argument(line, *entry->first, rest.front());
  std::string message = error.what();
  unmark(message);
  return message;
}

// Whatever the message quotes, a password in a URL is not printed, and no terminal obeys it.
void print_error(const Program& program, std::ostream& err, std::string_view label,
                 std::string_view message) {
  const std::string shown = core::shown_lines(core::redact_urls(message));
  if (program.use_color())
    fmt::print(err, "\x1b[1;31m{}:\x1b[0m {}\n", label, shown);
  else
    fmt::print(err, "{}: {}\n", label, shown);
}

int print_help(const Program& program, const Line& line, const CLI::ParseError& error, std::ostream& out) {
  std::ostringstream help;
  const int code = line.app->exit(error, help, help);
  const bool is_version = error.get_name() == "CallForVersion";
  out << (is_version ? help.str() : wrapped_help(help.str(), program.help_width()));
  return code;
}

int report_parse_error(const Program& program, const Line& line, const CLI::ParseError& error,
                       std::ostream& out, std::ostream& err) {
  if (error.get_exit_code() == 0) return print_help(program, line, error, out);
  const auto* entry = chosen(line);
  const std::string command = entry == nullptr ? "" : fmt::format(" {}", entry->second->name);
  print_error(program, err, "error", explain(program, line, error));
  fmt::print(err, "  {}{} --help shows what there is\n", program.name, command);
  return usage_error;
}

int run_command(const Program& program, const Command& command, std::ostream& err) {
  try {
    return command.run();
  } catch (const Error& error) {
    print_error(program, err, "error", error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    print_error(program, err, "internal error", error.what());
    return exit_code(ErrorKind::internal);
  }
}

int flushed(const Program& program, int code, std::ostream& out, std::ostream& err) {
  if (out.flush()) return code;
  print_error(program, err, "error", "the output could not be written");
  return exit_code(ErrorKind::unavailable);
}

int parse_and_run(const Program& program, int argc, const char* const* argv, std::ostream& out,
                  std::ostream& err) {
  const Line line = make_line(program);
  try {
    line.app->parse(marked_arguments(with_command_first(line, {argv + 1, argv + argc})));
  } catch (const CLI::ParseError& error) {
    return flushed(program, report_parse_error(program, line, error, out, err), out, err);
  }
  return flushed(program, run_command(program, *chosen(line)->second, err), out, err);
}

}  // namespace

int run_guarded(std::ostream& err, const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    err << "error: out of memory; an open transaction was rolled back. Free memory and run the command "
           "again\n";
    return exit_code(ErrorKind::unavailable);
  } catch (const std::exception& error) {
    err << "internal error: " << core::redact_urls(error.what()) << '\n';
    return exit_code(ErrorKind::internal);
  }
}

int run_command_line(const Program& program, int argc, const char* const* argv, std::ostream& out,
                     std::ostream& err) {
  return run_guarded(err, [&] { return parse_and_run(program, argc, argv, out, err); });
}

}  // namespace migrate::cli
