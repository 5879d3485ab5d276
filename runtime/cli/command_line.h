#pragma once

// One way to turn a command line into the call of one command, for migc and for programs that migrate
// themselves. A program is a table of commands; help, suggestions and exit codes come from here.

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_set.h"

namespace migrate::cli {

// One row of a program's command table.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view example;                 // the arguments after the program's name
  std::function<void(OptionSet&)> declare;  // adds the command's own options
  std::function<int()> run;                 // returns the exit code, or throws migrate::Error
};

// A word that a shell offers to complete a line, and what it shows beside it.
struct Offer {
  std::string word;
  std::string note;

  bool operator==(const Offer&) const = default;
};

struct Program {
  std::string name;  // "migc", "inventory migrate"
  std::string summary;
  std::string version;                      // what --version prints
  std::function<void(OptionSet&)> declare;  // adds the options that every command has
  std::vector<Command> commands;
  std::function<bool()> use_color = [] { return false; };  // asked when an error is printed
  std::function<std::size_t()> help_width = []() -> std::size_t { return 100; };  // columns
  std::function<std::vector<Offer>()> revisions = {};  // asked when a line with a target is completed
};

// Runs `work` and returns its exit code. An exception is reported as one line, and becomes an exit code: also
// where there is no memory for more, as while a program makes its table of commands.
[[nodiscard]] int run_guarded(std::ostream& err, const std::function<int()>& work);

// Runs the command that the line names. A target such as "-1" is taken as a value, not as an option. The
// options of a command may also come before it.
// Lines that shells and packages ask with (complete.h, manual.h) are answered, too, though no help names
// them. Results go to `out`, all else to `err`. Returns the exit code; throws nothing.
[[nodiscard]] int run_command_line(const Program& program, int argc, const char* const* argv,
                                   std::ostream& out, std::ostream& err);

}  // namespace migrate::cli
