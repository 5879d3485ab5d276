#include "cli/manual.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace migrate::cli {

namespace {

// A backslash escapes, a dash would become a hyphen, and a line that begins with a dot or a quote commands.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\\')
      out += "\\e";
    else if (letter == '-')
      out += "\\-";
    else if (letter == '\'')
      out += "\\(aq";
    else
      out += letter;
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char letter) { return std::toupper(letter); });
  return out;
}

// "\fB\-r\fR, \fB\-\-rev\-range\fR \fIA:B\fR"
std::string label_of(const Option& option) {
  std::string label;
  for (const char letter : option.names) label += letter == ',' ? "\\fR, \\fB" : escaped({&letter, 1});
  const std::string value = value_text(option);
  const bool is_placeholder = is_argument(option);
  return fmt::format("\\f{}{}\\fR{}", is_placeholder ? 'I' : 'B', label,
                     value.empty() ? "" : fmt::format(" \\fI{}\\fR", escaped(value)));
}

std::string entries(const OptionSet& options, bool of_arguments) {
  std::string out;
  for (const Option& option : options.all())
    if (is_argument(option) == of_arguments)
      out += fmt::format(".TP\n{}\n{}\n", label_of(option), escaped(description(option)));
  return out;
}

// As the line of help that begins with "Usage".
std::string usage(const Program& program, const Command& command, const OptionSet& options) {
  std::string out =
      fmt::format("\\fB{} {}\\fR [\\fIOPTION\\fR...]", escaped(program.name), escaped(command.name));
  for (const Option& option : options.all()) {
    if (!is_argument(option)) continue;
    const std::string name =
        fmt::format("\\fI{}\\fR{}", escaped(option.names), option.values == Values::several ? "..." : "");
    out += option.is_required ? " " + name : " [" + name + "]";
  }
  return out;
}

std::string section_of(const Program& program, const Command& command) {
  OptionSet options;
  command.declare(options);
  return fmt::format(".SS {}\n{}\n.PP\n{}.\n{}{}.PP\nExample:\n.PP\n.nf\n    {} {}\n.fi\n",
                     escaped(command.name), usage(program, command, options), escaped(command.summary),
                     entries(options, true), entries(options, false), escaped(program.name),
                     escaped(command.example));
}

}  // namespace

std::string manual_page(const Program& program) {
  OptionSet common;
  program.declare(common);
  common.flag("--version", "Print the version");
  common.flag("-h,--help", "Print help, after a command its options");
  const std::string name = escaped(program.name);
  std::string page =
      fmt::format(".TH {} 1 \"\" \"{}\" \"User Commands\"\n", upper(program.name), escaped(program.version));
  page += fmt::format(".SH NAME\n{} \\- {}\n", name, escaped(program.summary));
  page += fmt::format(".SH SYNOPSIS\n\\fB{}\\fR [\\fIOPTION\\fR...] \\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n",
                      name);
  page += ".SH OPTIONS\nEvery command has these.\n" + entries(common, false);
  page += ".SH COMMANDS\n";
  for (const Command& command : program.commands) page += section_of(program, command);
  return page;
}

}  // namespace migrate::cli
