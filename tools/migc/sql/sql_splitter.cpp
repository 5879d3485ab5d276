#include "migc/sql/sql_splitter.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "engine/characters.h"
#include "migc/engine/postgres/rules.h"
#include "migc/engine/sqlite/rules.h"

namespace migrate::migc {

namespace {

template <typename Grammar>
class Splitter {
 public:
  Splitter(const SourceFile& file, std::size_t begin) : file_(file), text_(file.bytes()), offset_(begin) {}

  SectionSplit split() {
    while (take_token()) {
    }
    return std::move(result_);
  }

 private:
  // False: the section has ended.
  bool take_token() {
    const core::Token token = Grammar::next_token(text_, offset_);
    offset_ = token.end;
    if (token.kind == core::TokenKind::end) return end_section(token.begin);
    if (core::is_unterminated(token.kind)) return give_up(token);
    if (token.kind == core::TokenKind::block_comment) return true;
    if (token.kind == core::TokenKind::line_comment) return take_comment(token);
    if (token.kind == core::TokenKind::symbol &&
        Grammar::begins_shell_command(text_[token.begin], in_statement()))
      return refuse_shell_command(token);
    if (grammar_.ends_statement(text_, token))
      close_statement();
    else
      extend_statement(token);
    return true;
  }

  bool in_statement() const { return statement_.kind != core::TokenKind::end; }

  void extend_statement(const core::Token& token) {
    if (!in_statement()) statement_ = token;
    statement_.end = token.end;
  }

  void close_statement() {
    if (in_statement()) {
      result_.items.push_back({false, statement_.begin, statement_.end});
      if (Grammar::is_followed_by_data(statement_.in(text_))) skip_data();
    }
    statement_ = {};
    grammar_ = {};
  }

  // Rows are no SQL, and would be reported as the strangest of statements.
  void skip_data() {
    offset_ = core::end_of_line(text_, offset_);
    while (offset_ < text_.size() && !is_section_line(text_, offset_ + 1)) {
      const std::size_t begin = offset_ + 1;
      offset_ = core::end_of_line(text_, begin);
      const std::string_view row = text_.substr(begin, offset_ - begin);
      if (row == "\\." || row == "\\.\r") break;
    }
  }

  bool take_comment(const core::Token& comment) {
    result_.has_nothing_to_undo |= is_nothing_to_undo(text_, comment);
    const Marker marker = read_marker(text_, comment);
    if (marker.section() != nullptr) return end_section(comment.begin);
    if (marker.problem) {
      result_.problems.push_back(*marker.problem);
      result_.has_unknown_marker |= marker.call() == nullptr;
    } else if (marker.call() != nullptr) {
      take_call(*marker.call(), comment);
    }
    return true;
  }

  void take_call(const StepCall& call, const core::Token& marker) {
    if (in_statement()) {
      result_.problems.push_back(
          {marker.begin,
           fmt::format(
               "a call must stand between two statements; the one that begins in line {} has no \";\"",
               file_.position(statement_.begin).line)});
    } else {
      result_.items.push_back({true, call.name.begin, call.name.end});
    }
  }

  bool refuse_shell_command(const core::Token& token) {
    const std::size_t line_end = core::end_of_line(text_, token.begin);
    const std::string_view line = text_.substr(token.begin, line_end - token.begin);
    result_.problems.push_back(
        {token.begin, fmt::format("{} is a command of the {} shell; a migration holds only SQL",
                                  line.substr(0, line.find_first_of(" \t\r;")), Grammar::shell)});
    offset_ = line_end;
    statement_ = {};
    grammar_ = {};
    return true;
  }

  // What follows an open quote cannot be told from what it holds; the next section can.
  bool give_up(const core::Token& token) {
    result_.problems.push_back({token.begin, unterminated_message(token, text_)});
    result_.end = find_section_line(text_, token.begin);
    return false;
  }

  bool end_section(std::size_t offset) {
    if (std::optional<SqlProblem> problem = grammar_.open_part())
      result_.problems.push_back(std::move(*problem));
    close_statement();
    result_.end = offset;
    return false;
  }

  const SourceFile& file_;
  std::string_view text_;
  std::size_t offset_;
  core::Token statement_;  // the tokens so far, as one; kind end: none
  Grammar grammar_;
  SectionSplit result_;
};

}  // namespace

SectionSplit split_section(const SourceFile& file, std::size_t begin, Dialect dialect) {
  switch (dialect) {
    case Dialect::sqlite:
      return Splitter<SqliteGrammar>(file, begin).split();
    case Dialect::postgres:
      return Splitter<PostgresGrammar>(file, begin).split();
  }
  return {};
}

}  // namespace migrate::migc
