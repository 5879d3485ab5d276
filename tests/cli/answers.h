#pragma once

// The vocabulary of the command line's tests: run a line, compare what came back.

#include <gtest/gtest.h>

#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace migrate::testing {

struct Answer {
  int code = 0;
  std::string out = {};
  std::string err = {};

  bool operator==(const Answer&) const = default;
};

inline void PrintTo(const Answer& answer, std::ostream* stream) {
  *stream << "exit " << answer.code << "\nstdout: " << answer.out << "\nstderr: " << answer.err;
}

// As a shell has them: text in double quotes is one word.
inline std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::istringstream stream(line);
  for (std::string word; stream >> std::quoted(word);) words.push_back(word);
  return words;
}

inline Answer run(const cli::Program& program, const std::vector<const char*>& arguments,
                  std::ostringstream& out, std::ostringstream& err) {
  std::vector<const char*> argv{"program"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  const int code = cli::run_command_line(program, static_cast<int>(argv.size()), argv.data(), out, err);
  return {code, out.str(), err.str()};
}

}  // namespace migrate::testing
