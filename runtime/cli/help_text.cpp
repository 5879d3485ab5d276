#include "cli/help_text.h"

#include <algorithm>

namespace migrate::cli {

namespace {

// Where the description begins: after the first two blanks that follow a word, or where the line does.
std::size_t description_column(std::string_view line) {
  const std::size_t word = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t gap = line.find("  ", word);
  if (gap == std::string_view::npos) return word;
  return std::min(line.find_first_not_of(' ', gap), line.size());
}

std::string_view take_word(std::string_view& text) {
  const std::size_t size = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return word;
}

void append_wrapped(std::string& out, std::string_view line, std::size_t width) {
  constexpr std::size_t hanging = 6;
  if (line.size() <= width) {
    out += line;
    return;
  }
  const std::size_t column = description_column(line);
  const std::size_t indent = column <= width / 2 ? column : hanging;
  out += line.substr(0, column);
  std::string_view words = line.substr(column);
  for (std::size_t at = column; !words.empty();) {
    const std::string_view word = take_word(words);
    const bool is_first = at == indent || at == column;
    if (!is_first && at + 1 + word.size() > width) {
      out.append("\n").append(indent, ' ');
      at = indent;
    } else if (!is_first) {
      out += ' ';
      ++at;
    }
    out += word;
    at += word.size();
  }
}

}  // namespace

std::string wrapped_help(std::string_view help, std::size_t width) {
  std::string out;
  while (!help.empty()) {
    const std::size_t end = std::min(help.find('\n'), help.size());
    append_wrapped(out, help.substr(0, end), width);
    if (end < help.size()) out += '\n';
    help.remove_prefix(std::min(end + 1, help.size()));
  }
  return out;
}

}  // namespace migrate::cli
