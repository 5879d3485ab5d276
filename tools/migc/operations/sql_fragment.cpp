#include "migc/operations/sql_fragment.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/characters.h"
#include "engine/tokens.h"
#include "migc/engine/engine_traits.h"

namespace migrate::migc {

namespace {

// Follows the parentheses of a fragment, and its brackets where they are such.
class FragmentJudge {
 public:
  FragmentJudge(std::string_view text, Dialect dialect)
      : text_(text), traits_(traits_of(dialect)), next_token_(core::next_token_of(dialect)) {}

  std::optional<SqlProblem> judge() {
    core::Token last;
    bool is_empty = true;
    for (core::Token token = next_token_(text_, 0); token.kind != core::TokenKind::end;
         token = next_token_(text_, token.end)) {
      if (std::optional<SqlProblem> problem = take(token)) return problem;
      is_empty &= core::is_comment(token.kind);
      last = token;
    }
    if (!open_.empty())
      return SqlProblem{open_.back(), fmt::format("has a \"{}\" without its end", opened())};
    if (is_empty) return SqlProblem{0, "holds no SQL"};
    if (last.kind == core::TokenKind::line_comment && last.end == text_.size())
      return SqlProblem{last.begin,
                        "ends with a \"--\" comment, which would hide what follows; write /* … */ instead"};
    return std::nullopt;
  }

 private:
  char opened() const { return text_[open_.back()]; }

  std::optional<SqlProblem> take(const core::Token& token) {
    if (core::is_unterminated(token.kind))
      return SqlProblem{token.begin, "has an " + unterminated_message(token, text_)};
    if (token.kind != core::TokenKind::symbol) return std::nullopt;
    const char symbol = text_[token.begin];
    if (traits_.opening.find(symbol) != std::string_view::npos) open_.push_back(token.begin);
    if (traits_.closing.find(symbol) != std::string_view::npos) return close(token.begin, symbol);
    if (symbol == ';') return SqlProblem{token.begin, "has a \";\", where one expression is wanted"};
    if (symbol == ',' && open_.empty())
      return SqlProblem{token.begin, "has a \",\" outside parentheses, where one expression is wanted"};
    return std::nullopt;
  }

  std::optional<SqlProblem> close(std::size_t offset, char symbol) {
    if (open_.empty() || traits_.opening.find(opened()) != traits_.closing.find(symbol))
      return SqlProblem{offset, fmt::format("has a \"{}\" without its beginning", symbol)};
    open_.pop_back();
    return std::nullopt;
  }

  std::string_view text_;
  const EngineTraits& traits_;
  core::NextToken next_token_;
  std::vector<std::size_t> open_;
};

// The line of the text around the offset, without its line feed.
std::string_view line_around(std::string_view text, std::size_t begin) {
  return text.substr(begin, core::end_of_line(text, begin) - begin);
}

}  // namespace

std::optional<SqlProblem> judge_fragment(std::string_view text, Dialect dialect) {
  return FragmentJudge(text, dialect).judge();
}

std::size_t place_in(const SourceFile& file, std::size_t text_at, std::string_view text, std::size_t offset) {
  const std::string_view bytes = file.bytes();
  std::size_t text_line = 0;
  std::size_t file_line = std::min(text_at, bytes.size());
  for (std::size_t end = core::end_of_line(text, 0); end < offset; end = core::end_of_line(text, end + 1)) {
    text_line = end + 1;
    file_line = std::min(core::end_of_line(bytes, file_line) + 1, bytes.size());
  }
  const std::size_t found = line_around(bytes, file_line).find(line_around(text, text_line));
  return found == std::string_view::npos ? text_at : file_line + found + (offset - text_line);
}

}  // namespace migrate::migc
