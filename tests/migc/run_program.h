#pragma once

// Runs a real program and keeps what it printed and how it ended.

#include <sys/wait.h>

#include <cstdlib>
#include <ostream>
#include <string>

#include "support/temporary_folder.h"

namespace migrate::testing {

struct Outcome {
  int code = 0;
  std::string out = {};
  std::string err = {};

  bool operator==(const Outcome&) const = default;
};

inline void PrintTo(const Outcome& outcome, std::ostream* stream) {
  *stream << "exit " << outcome.code << "\nstdout: " << outcome.out << "\nstderr: " << outcome.err;
}

// The command is a shell's, run in `folder`; the files that catch its output are outside of it, and so are
// its temporary ones, which no other command finds.
inline Outcome run_in(const TemporaryFolder& folder, const std::string& command) {
  const TemporaryFolder caught;
  const std::string line = "export TMPDIR='" + caught.path() + "'; cd '" + folder.path() + "' && ( " +
                           command + " ) >'" + caught.file("out") + "' 2>'" + caught.file("err") +
                           "' </dev/null";
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, caught.read("out"), caught.read("err")};
}

}  // namespace migrate::testing
