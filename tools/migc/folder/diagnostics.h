#pragma once

// Collects every mistake that the stages of migc find, and prints them all, sorted, as a compiler would:
//
//     migrations/versions/x.sql:14:11: error: unterminated string
//       14 |   VALUES ('a);
//          |           ^
//
// Stages continue after a mistake wherever what follows can still be judged; no stage throws for a mistake in
// the input.

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "migc/folder/source_file.h"

namespace migrate::migc {

struct Diagnostic {
  std::string path;
  std::size_t line = 0;    // 0: the file or folder as a whole
  std::size_t column = 0;  // 0: the line as a whole; no caret
  std::string message;
  std::string source_line;         // shown below when it is not empty
  std::vector<std::string> notes;  // further lines, without their two blanks
};

class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  // A mistake at a byte, with the line and a caret.
  void error_at(const SourceFile& file, std::size_t offset, std::string message,
                std::vector<std::string> notes = {});
  // A mistake of a line, without a column.
  void error_in_line(const SourceFile& file, std::size_t line, std::string message,
                     std::vector<std::string> notes = {});
  // A mistake of a whole file or folder.
  void error_of(std::string path, std::string message, std::vector<std::string> notes = {});
  // A command or change that fixes what was reported; each is printed once, at the end.
  void to_mend(std::string advice);

  bool empty() const noexcept { return diagnostics_.empty(); }
  std::size_t count() const noexcept { return diagnostics_.size(); }
  // By path (bytes), line, column.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;
  [[nodiscard]] const std::vector<std::string>& advice() const noexcept { return advice_; }

 private:
  std::vector<Diagnostic> diagnostics_;
  std::vector<std::string> advice_;
};

// What a person reads. With colour, "error" and the caret stand out.
enum class Color : bool { no, yes };
[[nodiscard]] std::string to_text(const Diagnostics& diagnostics, Color color);

// Ends a command that met mistakes: prints them, then the notes, each in lines of its own, and throws
// migrate::Error (bad_input). `consequence` says what became of the command: "nothing was compiled".
void stop_at_mistakes(const Diagnostics& diagnostics, std::string_view consequence, std::ostream& err,
                      const std::vector<std::string>& notes = {});

}  // namespace migrate::migc
