#include "cli/parse_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <sstream>
#include <system_error>

#include "cli/help_formatter.h"
#include "cli/help_text.h"
#include "core/text/redact.h"
#include "core/text/suggest.h"
#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

// Values.

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

// Words.

std::size_t place_of(const ChoiceField& choice, const std::string& word) {
  return static_cast<std::size_t>(std::ranges::find(choice.words, word) - choice.words.begin());
}

std::string judge_word(const ChoiceField& choice, const std::string& word) {
  if (place_of(choice, word) < choice.words.size()) return {};
  return fmt::format("\"{}\" is none of: {}", word, fmt::join(choice.words, ", "));
}

// Numbers.

template <typename Number>
std::optional<Number> parse_number(const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string judge_number(const std::string& text) {
  if (parse_number<std::size_t>(text)) return {};
  return fmt::format("\"{}\" is not a whole number", core::shown(text));
}

// NaN is none.
std::optional<double> parse_seconds(const std::string& text, double longest) {
  const std::optional<double> seconds = parse_number<double>(text);
  return seconds && 0 <= *seconds && *seconds <= longest ? seconds : std::nullopt;
}

std::string judge_seconds(const std::string& text, double longest) {
  if (parse_seconds(text, longest)) return {};
  return fmt::format("\"{}\" is not a number of seconds from 0 to {:.0f}", core::shown(text), longest);
}

// Options.

// Adds one option to a command, by what it fills.
struct OptionAdder {
  CLI::App& app;
  const Option& option;

  CLI::Option* operator()(std::monostate) const {
    return app.add_flag(option.names)->description(option.help);
  }
  CLI::Option* operator()(bool* field) const { return app.add_flag(option.names, *field, option.help); }
  CLI::Option* operator()(std::string* field) const {
    return add([field](const CLI::results_t& typed) { *field = typed.front(); }, [field] { return *field; });
  }
  CLI::Option* operator()(std::optional<std::string>* field) const {
    return add([field](const CLI::results_t& typed) { *field = typed.front(); });
  }
  CLI::Option* operator()(std::vector<std::string>* field) const {
    return add([field](const CLI::results_t& typed) { *field = typed; })
        ->expected(CLI::detail::expected_max_vector_size)
        ->allow_extra_args(option.values == Values::several);
  }
  CLI::Option* operator()(std::size_t* field) const {
    const auto set = [field](const CLI::results_t& typed) {
      *field = parse_number<std::size_t>(typed.front()).value_or(0);
    };
    return add(set)->check(judge_number, "");
  }
  CLI::Option* operator()(const SecondsField& seconds) const {
    const auto set = [seconds](const CLI::results_t& typed) {
      const double value = parse_seconds(typed.front(), seconds.longest).value_or(0);
      *seconds.field = std::chrono::milliseconds(std::llround(value * 1000));
    };
    const auto judge = [seconds](const std::string& text) { return judge_seconds(text, seconds.longest); };
    return add(set)->check(judge, "");
  }
  CLI::Option* operator()(const ChoiceField& choice) const {
    const auto set = [choice](const CLI::results_t& typed) {
      choice.choose(place_of(choice, typed.front()));
    };
    const auto judge = [choice](const std::string& word) { return judge_word(choice, word); };
    return add(set)->check(judge, "");
  }

  template <typename Set>
  CLI::Option* add(Set set, std::function<std::string()> show = {}) const {
    const auto take = [set](const CLI::results_t& typed) {
      set(typed);
      return true;
    };
    return app.add_option(option.names, CLI::callback_t(take), option.help, false, std::move(show));
  }
};

// CLI11 would add notes of its own where there is no text at all.
std::string value_text_or_blank(const Option& option) {
  const std::string text = value_text(option);
  return text.empty() ? " " : text;
}

CLI::Option* add_option(CLI::App& app, const Option& option) {
  CLI::Option* added = std::visit(OptionAdder{app, option}, option.field);
  if (option.values != Values::none)
    added->type_name(option.value_name)->transform(CLI::Validator(unmark, ""));
  if (option.values == Values::only_one) added->allow_extra_args();
  if (option.values == Values::none_or_one) added->expected(0, 1);
  if (option.check != nullptr) added->check(option.check);
  added->option_text(value_text_or_blank(option))->description(description(option));
  return added->required(option.is_required);
}

// CLI11's own search for an option ends the process where memory runs out, so it is not used in this file.
void add_options(CLI::App& app, const std::function<void(OptionSet&)>& declare) {
  OptionSet options;
  declare(options);
  std::vector<CLI::Option*> added;
  for (const Option& option : options.all()) added.push_back(add_option(app, option));
  for (std::size_t i = 0; i < added.size(); ++i)
    for (const std::string& name : options.all()[i].excluded)
      for (std::size_t j = 0; j < added.size(); ++j)
        if (has_name(options.all()[j], name)) added[i]->excludes(added[j]);
}

// Commands.

struct Line {
  std::unique_ptr<CLI::App> app;
  std::vector<std::pair<CLI::App*, const Command*>> commands;
};

Line make_line(const Program& program) {
  Line line{std::make_unique<CLI::App>(program.summary, program.name), {}};
  line.app->formatter(make_help_formatter());
  line.app->set_version_flag("--version", program.version, "Print the version");
  line.app->set_help_flag("-h,--help", "Print this help");
  line.app->require_subcommand(1);
  add_options(*line.app, program.declare);
  for (const Command& command : program.commands) {
    CLI::App* app = line.app->add_subcommand(std::string(command.name), std::string(command.summary));
    app->fallthrough();
    app->footer(fmt::format("Example:\n  {} {}\n", program.name, command.example));
    add_options(*app, command.declare);
    line.commands.emplace_back(app, &command);
  }
  line.app->footer(
      fmt::format("{} COMMAND --help shows the options of a command, with an example.\n", program.name));
  return line;
}

// nullptr for a positional argument, too, whose name is no option's.
const CLI::Option* find_option(const CLI::App& app, const std::string& argument) {
  if (!argument.starts_with("-")) return nullptr;
  const std::string name = argument.substr(0, argument.find('='));
  for (const CLI::Option* option : app.get_options())
    if (option->check_name(name)) return option;
  return nullptr;
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

// Mistakes.

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

std::string explain_unknown_command(const Line& line, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& entry : line.commands) known.emplace_back(entry.second->name);
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

template <typename Condition>
const CLI::Option* find_option_that(const CLI::App& program, const CLI::App& command, Condition holds) {
  for (const CLI::App* app : {&command, &program})
    for (const CLI::Option* option : app->get_options())
      if (holds(*option)) return option;
  return nullptr;
}

// CLI11's messages are not for users, and name the option in one of these forms.
bool is_named_in(const CLI::Option& option, std::string_view message) {
  const std::string name = option.get_name();
  return message.starts_with(name + ":") || message.starts_with(name + " ") ||
         message.find(": " + name + " = ") != std::string_view::npos;
}

std::string explain_missing(const CLI::Option& option) {
  return fmt::format("{} is missing", option.get_name());
}

std::string explain_count(const CLI::Option& option) {
  const auto most = static_cast<std::size_t>(std::max(0, option.get_items_expected_max()));
  if (option.count() <= most) return fmt::format("{} needs a value", option.get_name());
  if (option.nonpositional()) return fmt::format("{} is there more than once", option.get_name());
  std::string extra = option.results()[most];
  unmark(extra);
  return fmt::format("unexpected argument \"{}\"", core::shown(extra));
}

std::string explain_option(const CLI::App& program, const CLI::App& command, const CLI::ParseError& error) {
  std::string message = error.what();
  unmark(message);
  const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
  const CLI::Option* option = find_option_that(
      program, command, [&](const CLI::Option& candidate) { return is_named_in(candidate, message); });
  if (option == nullptr) return message;
  if (code == CLI::ExitCodes::RequiredError) return explain_missing(*option);
  if (code == CLI::ExitCodes::ArgumentMismatch) return explain_count(*option);
  if (code == CLI::ExitCodes::ConversionError) return fmt::format("{} takes no value", option->get_name());
  if (code == CLI::ExitCodes::ExcludesError)
    return fmt::format("{} cannot be combined with {}", option->get_name(),
                       message.substr(message.rfind(' ') + 1));
  return message;
}

std::string explain(const Line& line, const CLI::ParseError& error) {
  const auto* entry = chosen(line);
  std::vector<std::string> rest = line.app->remaining(true);
  if (entry == nullptr) {
    const auto name =
        std::ranges::find_if(rest, [](const std::string& word) { return !word.starts_with("-"); });
    if (name != rest.end()) return explain_unknown_command(line, *name);
    if (rest.empty()) return "a command is missing";
    return explain_unknown_argument(line, *line.app, rest.front());
  }
  if (!rest.empty()) return explain_unknown_argument(line, *entry->first, rest.front());
  return explain_option(*line.app, *entry->first, error);
}

std::string asked_text(const Program& program, const Line& line, const CLI::ParseError& error) {
  std::ostringstream text;
  line.app->exit(error, text, text);
  const bool is_version = error.get_name() == "CallForVersion";
  return is_version ? text.str() : wrapped_help(text.str(), program.help_width());
}

}  // namespace

ParsedLine parse_line(const Program& program, std::vector<std::string> arguments) {
  const Line line = make_line(program);
  try {
    line.app->parse(marked_arguments(with_command_first(line, std::move(arguments))));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return AskedText{asked_text(program, line, error)};
    const auto* entry = chosen(line);
    return LineMistake{explain(line, error), entry == nullptr ? nullptr : entry->second};
  }
  return chosen(line)->second;
}

}  // namespace migrate::cli
