#pragma once

// The bytes of one file, and the way from a byte offset to a line for people.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::migc {

// Both count from 1; columns count bytes.
struct Position {
  std::size_t line = 0;
  std::size_t column = 0;
};

class SourceFile {
 public:
  // `path` is how messages name the file; `name` is what the compiled chain names it, relative to the
  // migrations folder ("versions/x.sql").
  SourceFile(std::string path, std::string name, std::string bytes);

  const std::string& path() const noexcept { return path_; }
  const std::string& name() const noexcept { return name_; }
  std::string_view bytes() const noexcept { return bytes_; }

  // REQUIRES: offset <= bytes().size().
  [[nodiscard]] Position position(std::size_t offset) const noexcept;
  // The text of a line, without its end. REQUIRES: the line exists.
  [[nodiscard]] std::string_view line_text(std::size_t line) const noexcept;

 private:
  std::string path_;
  std::string name_;
  std::string bytes_;
  std::vector<std::size_t> line_starts_;
};

// The text with LF in the place of each CRLF.
[[nodiscard]] std::string with_lf(std::string_view text);

}  // namespace migrate::migc
