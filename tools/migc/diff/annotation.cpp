#include "migc/diff/annotation.h"

#include <fmt/format.h>

#include "engine/characters.h"

namespace migrate::migc {

namespace {

constexpr std::string_view forms =
    "write \"-- migrate: renamed from OLD\" or \"-- migrate: fill EXPRESSION\"";

// The words of a comment from left to right.
class CommentWords {
 public:
  CommentWords(std::string_view text, const core::Token& comment)
      : text_(text), at_(comment.begin + 2), end_(comment.end) {
    while (end_ > at_ && is_space(text_[end_ - 1])) --end_;
    skip_spaces();
  }

  std::size_t offset() const { return at_; }
  std::string_view rest() const { return text_.substr(at_, end_ - at_); }

  // The next word, if it is this one.
  bool take(std::string_view word) {
    if (!core::equal_ignoring_case(next(), word)) return false;
    at_ += word.size();
    skip_spaces();
    return true;
  }

  // A colon ends a word.
  std::string_view next() const {
    std::size_t end = at_;
    while (end < end_ && !is_space(text_[end]) && text_[end] != ':') ++end;
    if (end == at_ && end < end_) ++end;
    return text_.substr(at_, end - at_);
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
  void skip_spaces() {
    while (at_ < end_ && is_space(text_[at_])) ++at_;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
};

bool is_marker_of_revisions(std::string_view word) {
  for (const std::string_view marker : {"upgrade", "downgrade", "call"})
    if (core::equal_ignoring_case(word, marker)) return true;
  return false;
}

AnnotationComment mistaken(std::size_t offset, std::string message) {
  return {.problem = SqlProblem{offset, std::move(message)}};
}

AnnotationComment with_value(AnnotationKind kind, const CommentWords& words, std::string_view form) {
  if (words.rest().empty()) return mistaken(words.offset(), fmt::format("expected \"-- migrate: {}\"", form));
  return {.annotation = Annotation{kind, words.rest(), words.offset()}};
}

}  // namespace

bool Annotation::is_new() const noexcept {
  return kind == AnnotationKind::renamed && core::equal_ignoring_case(value, "none");
}

AnnotationComment read_annotation(std::string_view text, const core::Token& line_comment) {
  CommentWords words(text, line_comment);
  if (!words.take("migrate") || !words.take(":") || is_marker_of_revisions(words.next())) return {};
  const std::size_t begin = words.offset();
  if (words.take("fill")) return with_value(AnnotationKind::fill, words, "fill EXPRESSION");
  if (words.take("renamed")) {
    if (!words.take("from")) return mistaken(begin, "expected \"-- migrate: renamed from OLD\"");
    return with_value(AnnotationKind::renamed, words, "renamed from OLD");
  }
  return mistaken(begin, fmt::format("unknown annotation \"{}\": {}", words.next(), forms));
}

}  // namespace migrate::migc
