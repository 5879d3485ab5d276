#include "migc/autogenerate/interview.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <istream>
#include <ostream>

#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

// From 1 to `most`.
std::optional<std::size_t> number_in(const std::string& line, std::size_t most) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  const bool is_number = error == std::errc() && end == line.data() + line.size();
  return is_number && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> Interview::ask(const RenameQuestion& question) {
  if (answers_.nothing_was_renamed) return std::nullopt;
  if (const auto known = former_names_.find(question.thing); known != former_names_.end()) {
    const auto same = std::ranges::find(question.candidates, known->second);
    if (same != question.candidates.end())
      return static_cast<std::size_t>(same - question.candidates.begin());
    if (known->second.empty()) return std::nullopt;
  }
  const std::optional<std::size_t> chosen = choose(question);
  former_names_[question.thing] = chosen ? question.candidates[*chosen] : "";
  return chosen;
}

std::optional<std::string> Interview::ask(const ValueQuestion& question) {
  if (const auto known = values_.find(question.column); known != values_.end()) return known->second;
  std::optional<std::string> value = value_of(question);
  if (value) values_[question.column] = *value;
  return value;
}

std::optional<std::size_t> TerminalInterview::choose(const RenameQuestion& question) {
  out_ << fmt::format("Is {} new, or had it another name?\n", core::shown(question.thing));
  for (std::size_t i = 0; i < question.candidates.size(); ++i)
    out_ << fmt::format("  {}  it was {}\n", i + 1, core::shown(question.candidates[i]));
  const std::size_t none = question.candidates.size() + 1;
  out_ << fmt::format("  {}  it is new\n", none);
  for (;;) {
    out_ << fmt::format("1 to {}: ", none) << std::flush;
    const std::optional<std::size_t> number = number_in(trimmed(read_line()), none);
    if (number == none) return std::nullopt;
    if (number) return *number - 1;
  }
}

std::optional<std::string> TerminalInterview::value_of(const ValueQuestion& question) {
  out_ << fmt::format(
      "Which value do existing rows get in column {} ({})? It takes no NULL and has no default.\n",
      core::shown(question.column), core::shown(question.type));
  for (;;) {
    out_ << "an SQL expression: " << std::flush;
    if (std::string value = trimmed(read_line()); !value.empty()) return value;
  }
}

std::string TerminalInterview::read_line() {
  std::string line;
  if (std::getline(in_, line)) return line;
  out_ << '\n';
  throw Error(ErrorKind::negative_answer, "the input ended before the answer; nothing was written");
}

std::optional<std::size_t> OpenQuestions::choose(const RenameQuestion& question) {
  std::vector<std::string> notes = {
      "to answer, write one of these lines above it in the schema file, or at the end of its line:"};
  for (const std::string& candidate : question.candidates)
    notes.push_back(fmt::format("  -- migrate: renamed from {}", candidate));
  notes.emplace_back("  -- migrate: renamed from none");
  report(
      question.place,
      fmt::format("{} is new, or had another name: {}", question.thing, fmt::join(question.candidates, ", ")),
      std::move(notes));
  return std::nullopt;
}

std::optional<std::string> OpenQuestions::value_of(const ValueQuestion& question) {
  report(question.place,
         fmt::format("column {} takes no NULL and has no default, and existing rows need a value",
                     question.column),
         {"to answer, write this line above it in the schema file, or at the end of its line:",
          fmt::format("  -- migrate: fill EXPRESSION   of type {}, such as a literal", question.type)});
  return std::nullopt;
}

void OpenQuestions::report(const QuestionPlace& place, std::string message, std::vector<std::string> notes) {
  if (place.file == nullptr) return open_.error_of("schema file", std::move(message), std::move(notes));
  if (place.line == 0) return open_.error_of(place.file->path(), std::move(message), std::move(notes));
  open_.error_in_line(*place.file, place.line, std::move(message), std::move(notes));
}

}  // namespace migrate::migc
