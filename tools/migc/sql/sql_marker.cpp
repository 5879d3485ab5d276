#include "migc/sql/sql_marker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <vector>

#include "core/text/suggest.h"
#include "engine/characters.h"
#include "migc/folder/cpp_names.h"
#include "migc/folder/dialect_names.h"

namespace migrate::migc {

namespace {

constexpr std::string_view marker_begin = "-- migrate: ";
constexpr std::string_view nothing_to_undo = "-- nothing to undo";
constexpr std::array<std::string_view, 3> directives{"upgrade", "downgrade", "call"};

// A comment that may be a marker, read without regard to case of letters, blanks and place.
struct Candidate {
  std::string_view text;  // from "--" to the last byte that is not blank
  std::size_t offset;
  bool has_colon = false;
  bool is_exact = false;  // begins as every marker does
  std::vector<core::Token> words = {};
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

std::size_t skip_spaces(std::string_view text, std::size_t offset) {
  while (offset < text.size() && is_space(text[offset])) ++offset;
  return offset;
}

std::string_view without_trailing_spaces(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<core::Token> split_words(std::string_view text, std::size_t at, std::size_t text_offset) {
  std::vector<core::Token> words;
  for (at = skip_spaces(text, at); at < text.size(); at = skip_spaces(text, at)) {
    const std::size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    words.push_back({core::TokenKind::word, text_offset + begin, text_offset + at});
  }
  return words;
}

std::optional<Candidate> read_candidate(std::string_view text, const core::Token& comment) {
  Candidate candidate{without_trailing_spaces(comment.in(text)), comment.begin};
  constexpr std::string_view tool = "migrate";
  std::size_t at = skip_spaces(candidate.text, 2);
  if (!core::equal_ignoring_case(candidate.text.substr(at, tool.size()), tool)) return std::nullopt;
  at = skip_spaces(candidate.text, at + tool.size());
  candidate.has_colon = candidate.text.substr(at, 1) == ":";
  candidate.is_exact = core::starts_line(text, comment.begin) &&
                       (candidate.text.starts_with(marker_begin) || candidate.text == "-- migrate:");
  candidate.words = split_words(candidate.text, at + (candidate.has_colon ? 1 : 0), comment.begin);
  return candidate;
}

// The directive that a word means in another case of letters or in another tool.
std::string_view directive_like(std::string_view word) {
  for (const std::string_view directive : directives)
    if (core::equal_ignoring_case(word, directive)) return directive;
  if (core::equal_ignoring_case(word, "up")) return "upgrade";
  if (core::equal_ignoring_case(word, "down")) return "downgrade";
  return {};
}

bool is_plainly_meant(const Candidate& candidate, std::string_view text) {
  if (candidate.is_exact) return true;
  if (candidate.words.empty() || candidate.words.size() > 2) return false;
  const std::string_view word = candidate.words[0].in(text);
  if (candidate.has_colon) return !directive_like(word).empty();
  return (word == "upgrade" || word == "downgrade") &&
         (candidate.words.size() == 1 || find_dialect(candidate.words[1].in(text)));
}

Marker mistaken(std::size_t offset, std::string message) {
  return {std::monostate{}, SqlProblem{offset, std::move(message)}};
}

Marker read_section(const Candidate& candidate, std::string_view text, SectionKind kind) {
  SectionName name{kind, std::nullopt};
  if (candidate.words.size() == 1) return {name, std::nullopt};
  const core::Token word = candidate.words[1];
  name.dialect = find_dialect(word.in(text));
  if (!name.dialect) {
    const std::string hint = core::did_you_mean(word.in(text), dialect_names);
    return mistaken(
        word.begin,
        fmt::format("unknown dialect \"{}\"{}", word.in(text),
                    hint.empty() ? fmt::format(": write {}", fmt::join(dialect_names, " or ")) : hint));
  }
  if (candidate.words.size() > 2)
    return mistaken(candidate.words[2].begin, fmt::format("nothing may follow \"{}\"", to_marker(name)));
  return {name, std::nullopt};
}

Marker read_call(const Candidate& candidate, std::string_view text) {
  if (candidate.words.size() != 2 || !is_cpp_identifier(candidate.words[1].in(text)))
    return mistaken(candidate.offset, "expected \"-- migrate: call NAME\", where NAME is a C++ identifier");
  if (std::string problem = judge_cpp_name("step", candidate.words[1].in(text)); !problem.empty())
    return mistaken(candidate.words[1].begin, std::move(problem));
  return {StepCall{candidate.words[1]}, std::nullopt};
}

Marker read_directive(const Candidate& candidate, std::string_view text) {
  if (candidate.words.empty())
    return mistaken(
        candidate.offset,
        "expected \"-- migrate: upgrade\", \"-- migrate: downgrade\" or \"-- migrate: call NAME\"");
  const core::Token word = candidate.words[0];
  const std::string_view directive = directive_like(word.in(text));
  if (directive == "upgrade") return read_section(candidate, text, SectionKind::upgrade);
  if (directive == "downgrade") return read_section(candidate, text, SectionKind::downgrade);
  if (directive == "call") return read_call(candidate, text);
  const std::string hint = core::did_you_mean(word.in(text), directives);
  return mistaken(word.begin, fmt::format("unknown marker \"{}\"{}", word.in(text),
                                          hint.empty() ? ": write upgrade, downgrade or call" : hint));
}

// How a marker that could be read has to be written.
std::string exact_form(const Marker& marker, std::string_view text) {
  if (const SectionName* section = marker.section()) return to_marker(*section);
  return fmt::format("{}call {}", marker_begin, marker.call()->name.in(text));
}

}  // namespace

std::string to_string(const SectionName& name) {
  const std::string_view kind = name.kind == SectionKind::upgrade ? "upgrade" : "downgrade";
  return name.dialect ? fmt::format("{} {}", kind, to_string(*name.dialect)) : std::string(kind);
}

std::string to_marker(const SectionName& name) {
  return fmt::format("{}{}", marker_begin, to_string(name));
}

bool is_nothing_to_undo(std::string_view text, const core::Token& line_comment) {
  return without_trailing_spaces(line_comment.in(text)) == nothing_to_undo;
}

Marker read_marker(std::string_view text, const core::Token& line_comment) {
  const std::optional<Candidate> candidate = read_candidate(text, line_comment);
  if (!candidate || !is_plainly_meant(*candidate, text)) return {};
  Marker marker = read_directive(*candidate, text);
  if (marker.problem) return marker;
  const std::string form = exact_form(marker, text);
  if (!candidate->is_exact || candidate->text != form)
    marker.problem = SqlProblem{candidate->offset, fmt::format("write \"{}\" in a line of its own", form)};
  return marker;
}

bool is_section_line(std::string_view text, std::size_t offset) {
  return text.substr(offset).starts_with(marker_begin) &&
         read_marker(text, {core::TokenKind::line_comment, offset, core::end_of_line(text, offset)})
                 .section() != nullptr;
}

std::size_t find_section_line(std::string_view text, std::size_t offset) {
  while ((offset = text.find(marker_begin, offset)) != std::string_view::npos) {
    if (core::starts_line(text, offset) && is_section_line(text, offset)) return offset;
    offset = core::end_of_line(text, offset);
  }
  return text.size();
}

}  // namespace migrate::migc
