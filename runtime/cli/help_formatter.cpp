#include "cli/help_formatter.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace migrate::cli {

namespace {

using OptionList = std::vector<const CLI::Option*>;

constexpr std::size_t column = 30;

// Since CLI11 2.7 those of a command include the program's, which the program's own help shows.
OptionList options_of(const CLI::App& app, bool is_positional) {
  const OptionList inherited = app.get_parent() ? app.get_parent()->get_options() : OptionList();
  return app.get_options([&](const CLI::Option* option) {
    return option->get_positional() == is_positional &&
           std::ranges::find(inherited, option) == inherited.end();
  });
}

// A long name has a line of its own.
std::string row(const std::string& name, const std::string& description) {
  const std::string indented = "  " + name;
  if (description.empty()) return fmt::format("{:<{}}\n", indented, column);
  const std::string gap = indented.size() < column ? "" : fmt::format("\n{:{}}", "", column);
  std::string text = fmt::format("{:<{}}{}", indented, column, gap);
  for (const char c : description) {
    text += c;
    if (c == '\n') text.append(column, ' ');
  }
  return text + '\n';
}

std::string rows(const std::string& title, const OptionList& options, bool is_positional) {
  if (options.empty()) return {};
  std::string text = fmt::format("\n{}:\n", title);
  for (const CLI::Option* option : options) {
    const std::string words = option->get_option_text();
    text += row(option->get_name(is_positional, !is_positional) + (words.empty() ? "" : ' ' + words),
                option->get_description());
  }
  return text;
}

std::string commands(const CLI::App& app) {
  std::string text;
  for (const CLI::App* command : app.get_subcommands({}))
    text += row(command->get_name(), command->get_description());
  return text.empty() ? "" : "\nCommands:\n" + text;
}

std::string usage(const CLI::App& app, const std::string& name) {
  std::string text = "Usage: " + name;
  if (!options_of(app, false).empty()) text += " [OPTION...]";
  for (const CLI::Option* option : options_of(app, true)) {
    const bool is_list = option->get_expected_max() >= CLI::detail::expected_max_vector_size;
    const std::string word = option->get_name(true, false) + (is_list ? "..." : "");
    text += option->get_required() ? ' ' + word : " [" + word + ']';
  }
  return text + (app.get_subcommands({}).empty() ? "\n" : " COMMAND\n");
}

class HelpFormatter final : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const override {
    return app->get_description() + '\n' + usage(*app, name) +
           rows("Arguments", options_of(*app, true), true) + rows("Options", options_of(*app, false), false) +
           commands(*app) + '\n' + app->get_footer() + '\n';
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> make_help_formatter() {
  return std::make_shared<HelpFormatter>();
}

}  // namespace migrate::cli
