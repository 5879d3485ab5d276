#include "migc/folder/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ostream>
#include <tuple>
#include <utility>

#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// What is shown of a line that is too long for a terminal, in characters.
constexpr std::size_t shown_before_caret = 60;
constexpr std::size_t shown_characters = 100;
constexpr std::string_view cut_mark = "...";

// More would not be read; the last line says how many there are.
constexpr std::size_t most_shown_of_file = 50;
constexpr std::size_t most_shown = 1000;

struct Paint {
  std::string_view error;
  std::string_view caret;
  std::string_view off;
};

constexpr Paint paint_for(Color color) {
  return color == Color::yes ? Paint{"\033[1;31m", "\033[1;32m", "\033[0m"} : Paint{};
}

// A character of the line: where it is in the file, and what may be sent to a terminal in its place.
struct Cell {
  std::size_t offset;
  std::string_view shown;
};

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  for (std::size_t offset = 0; offset < line.size();) {
    std::string_view rest = line.substr(offset);
    const core::Character character = core::take_character(rest);
    const bool printable =
        character.is_valid && (character.value == '\t' || !core::is_control(character.value));
    cells.push_back({offset, printable ? character.bytes : "\uFFFD"});
    offset += character.bytes.size();
  }
  return cells;
}

// The line as it is printed, and what is below it up to the caret. Tabs are kept in both, so that the
// caret is in its place however wide the terminal makes a tab.
struct Excerpt {
  std::string text;
  std::string indent;
};

Excerpt excerpt_of(std::string_view line, std::size_t column) {
  const std::vector<Cell> cells = cells_of(line);
  const auto is_before_caret = [column](const Cell& cell) { return cell.offset + 1 < column; };
  const auto caret = static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), is_before_caret));
  const bool fits = cells.size() <= shown_characters;
  const std::size_t first = fits || caret <= shown_before_caret ? 0 : caret - shown_before_caret;
  const std::size_t last = fits ? cells.size() : std::min(cells.size(), first + shown_characters);

  Excerpt excerpt;
  if (first > 0) {
    excerpt.text = cut_mark;
    excerpt.indent.append(cut_mark.size(), ' ');
  }
  for (std::size_t i = first; i < last; ++i) {
    excerpt.text += cells[i].shown;
    if (i < caret) excerpt.indent += cells[i].shown == "\t" ? '\t' : ' ';
  }
  if (last < cells.size()) excerpt.text += cut_mark;
  return excerpt;
}

using Out = std::back_insert_iterator<std::string>;

void write_excerpt(Out out, const Diagnostic& diagnostic, const Paint& paint) {
  const Excerpt excerpt = excerpt_of(diagnostic.source_line, diagnostic.column);
  const std::string number = fmt::format("{}", diagnostic.line);
  fmt::format_to(out, "  {} | {}\n", number, excerpt.text);
  if (diagnostic.column > 0)
    fmt::format_to(out, "  {:{}} | {}{}^{}\n", "", number.size(), excerpt.indent, paint.caret, paint.off);
}

// After the diagnostics of the file that the one at `begin` is about.
std::size_t end_of_file(const std::vector<Diagnostic>& sorted, std::size_t begin) {
  std::size_t end = begin;
  while (end < sorted.size() && sorted[end].path == sorted[begin].path) ++end;
  return end;
}

void write(Out out, const Diagnostic& diagnostic, const Paint& paint) {
  fmt::format_to(out, "{}", diagnostic.path);
  if (diagnostic.line > 0) fmt::format_to(out, ":{}", diagnostic.line);
  if (diagnostic.column > 0) fmt::format_to(out, ":{}", diagnostic.column);
  fmt::format_to(out, ": {}error:{} {}\n", paint.error, paint.off, core::shown(diagnostic.message));
  if (!diagnostic.source_line.empty()) write_excerpt(out, diagnostic, paint);
  for (const std::string& note : diagnostic.notes) fmt::format_to(out, "  {}\n", note);
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  diagnostics_.push_back(std::move(diagnostic));
}

void Diagnostics::error_at(const SourceFile& file, std::size_t offset, std::string message,
                           std::vector<std::string> notes) {
  const auto [line, column] = file.position(offset);
  add({file.path(), line, column, std::move(message), std::string(file.line_text(line)), std::move(notes)});
}

void Diagnostics::error_in_line(const SourceFile& file, std::size_t line, std::string message,
                                std::vector<std::string> notes) {
  add({file.path(), line, 0, std::move(message), std::string(file.line_text(line)), std::move(notes)});
}

void Diagnostics::error_of(std::string path, std::string message, std::vector<std::string> notes) {
  add({std::move(path), 0, 0, std::move(message), {}, std::move(notes)});
}

void Diagnostics::to_mend(std::string advice) {
  if (std::find(advice_.begin(), advice_.end(), advice) == advice_.end())
    advice_.push_back(std::move(advice));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> sorted = diagnostics_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.line, a.column) < std::tie(b.path, b.line, b.column);
  });
  return sorted;
}

std::string to_text(const Diagnostics& diagnostics, Color color) {
  const Paint paint = paint_for(color);
  std::string text;
  const std::vector<Diagnostic> sorted = diagnostics.sorted();
  std::size_t shown = 0;
  std::size_t begin = 0;
  while (begin < sorted.size() && shown < most_shown) {
    const std::size_t end = end_of_file(sorted, begin);
    const std::size_t cut = std::min(end, begin + most_shown_of_file);
    for (std::size_t i = begin; i < cut; ++i) write(std::back_inserter(text), sorted[i], paint);
    if (cut < end) fmt::format_to(std::back_inserter(text), "  and {} more in this file\n", end - cut);
    shown += cut - begin;
    begin = end;
  }
  if (begin < sorted.size())
    fmt::format_to(std::back_inserter(text), "  and {} more in other files\n", sorted.size() - begin);
  for (const std::string& advice : diagnostics.advice())
    fmt::format_to(std::back_inserter(text), "  to fix it: {}\n", advice);
  return text;
}

void stop_at_mistakes(const Diagnostics& diagnostics, std::string_view consequence, std::ostream& err,
                      const std::vector<std::string>& notes) {
  if (diagnostics.empty()) return;
  err << to_text(diagnostics, Color::no);
  for (const std::string& note : notes) err << note << '\n';
  throw Error(ErrorKind::bad_input, fmt::format("{} mistake{}; {}", diagnostics.count(),
                                                diagnostics.count() == 1 ? "" : "s", consequence));
}

}  // namespace migrate::migc
