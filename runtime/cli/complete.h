#pragma once

// What can follow a line that is only typed in part, for the completion of shells. The answer comes from the
// table of commands that help is printed from, so the scripts of the shells (completion_script.h) know
// nothing of a program but how to ask it:
//
//     $ migc __complete upgrade --fo
//     words
//     --format    Print results as text or json (default: text)
//
// The value name of an option, or the name of an argument, says what completes it: FILE, DIR, TARGET ...

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace migrate::cli {

// The first word of a line that asks.
inline constexpr std::string_view completion_question = "__complete";

enum class Completion : unsigned char { words, files, folders };

struct Completions {
  Completion kind = Completion::words;  // files and folders are the shell's to find
  std::vector<Offer> offers = {};
};

// `words`: all that follow the program's name up to the cursor, the last one being completed. Fills the
// fields that the options before it are bound to: --dir decides where revisions are looked up.
[[nodiscard]] Completions complete(const Program& program, const std::vector<std::string>& words);

// As the scripts read them: the kind, then a line for each word, with a tab before its note.
void print_completions(std::ostream& out, const Completions& completions);

}  // namespace migrate::cli
