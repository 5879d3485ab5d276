#pragma once

// The questions that no schema answers: is this a new thing or a renamed one, and what do existing rows get?
// They are asked on a terminal, or left open and reported with the annotation that answers them.

#include <cstddef>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"

namespace migrate::migc {

// Where in the schema file the thing stands that a question is about; line 0: not known.
struct QuestionPlace {
  const SourceFile* file = nullptr;
  std::size_t line = 0;
};

struct RenameQuestion {
  std::string thing;                    // "column jobs.title"
  std::vector<std::string> candidates;  // former names, as an annotation writes them; the likeliest first
  QuestionPlace place = {};
};

struct ValueQuestion {
  std::string column;  // "jobs.state"
  std::string type;
  QuestionPlace place = {};
};

// What is said once for all questions.
struct StandingAnswers {
  bool nothing_was_renamed = false;
  bool fills_neutrally = false;  // rows get 0, '' or the like (neutral_value.h)
};

class Interview {
 public:
  explicit Interview(StandingAnswers answers = {}) : answers_(answers) {}
  virtual ~Interview() = default;

  [[nodiscard]] const StandingAnswers& standing_answers() const noexcept { return answers_; }

  // The number of the candidate; nothing where the thing is new, or where the question stays open.
  [[nodiscard]] std::optional<std::size_t> ask(const RenameQuestion& question);
  // An SQL expression; nothing where the question stays open.
  [[nodiscard]] std::optional<std::string> ask(const ValueQuestion& question);
  // Whether a question stays open: what depends on its answer is not known then.
  [[nodiscard]] virtual bool is_open() const noexcept { return false; }

 private:
  [[nodiscard]] virtual std::optional<std::size_t> choose(const RenameQuestion& question) = 0;
  [[nodiscard]] virtual std::optional<std::string> value_of(const ValueQuestion& question) = 0;

  StandingAnswers answers_;
  // What is said for one engine is said for the other one.
  std::map<std::string, std::string> former_names_;
  std::map<std::string, std::string> values_;
};

class TerminalInterview final : public Interview {
 public:
  TerminalInterview(std::istream& in, std::ostream& out, StandingAnswers answers = {})
      : Interview(answers), in_(in), out_(out) {}

 private:
  std::optional<std::size_t> choose(const RenameQuestion& question) override;
  std::optional<std::string> value_of(const ValueQuestion& question) override;
  // Throws migrate::Error (negative_answer) where the input ends.
  std::string read_line();

  std::istream& in_;
  std::ostream& out_;
};

// Without a terminal.
class OpenQuestions final : public Interview {
 public:
  explicit OpenQuestions(Diagnostics& open, StandingAnswers answers = {}) : Interview(answers), open_(open) {}

  [[nodiscard]] bool is_open() const noexcept override { return !open_.empty(); }

 private:
  std::optional<std::size_t> choose(const RenameQuestion& question) override;
  std::optional<std::string> value_of(const ValueQuestion& question) override;
  void report(const QuestionPlace& place, std::string message, std::vector<std::string> notes);

  Diagnostics& open_;
};

}  // namespace migrate::migc
