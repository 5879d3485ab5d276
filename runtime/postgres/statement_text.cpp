#include "postgres/statement_text.h"

#include <algorithm>
#include <array>

namespace migrate::postgres {

namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_name_character(char c) {
  return c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower(c);
  return lowered;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { skip_blanks(); }

  // A word without quotes, in lower case, if one comes next.
  std::string peek_word() const { return lower(text_.substr(at_, end_of_word() - at_)); }

  bool take_word(std::string_view word) {
    if (peek_word() != word) return false;
    move_to(end_of_word());
    return true;
  }

  // A name as the catalogue has it; empty when none comes next.
  std::string take_name() {
    if (at_ < text_.size() && text_[at_] == '"') return take_quoted_name();
    std::string name = peek_word();
    move_to(end_of_word());
    return name;
  }

  bool take_dot() {
    if (at_ >= text_.size() || text_[at_] != '.') return false;
    move_to(at_ + 1);
    return true;
  }

  std::size_t position() const { return at_; }
  std::string_view text() const { return text_; }

 private:
  std::size_t end_of_word() const {
    std::size_t end = at_;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    return end;
  }

  std::string take_quoted_name() {
    std::string name;
    std::size_t at = at_ + 1;
    for (; at < text_.size(); ++at) {
      if (text_[at] == '"' && !text_.substr(++at).starts_with('"')) break;
      name += text_[at];
    }
    move_to(at);
    return name;
  }

  void move_to(std::size_t at) {
    at_ = std::min(at, text_.size());
    skip_blanks();
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (is_space(rest.front()))
        ++at_;
      else if (rest.starts_with("--"))
        at_ = std::min(text_.find('\n', at_), text_.size());
      else if (rest.starts_with("/*"))
        skip_comment();
      else
        return;
    }
  }

  // PostgreSQL's comments nest.
  void skip_comment() {
    std::size_t depth = 0;
    do {
      const std::string_view next = text_.substr(at_, 2);
      depth += next == "/*" ? 1 : 0;
      depth -= next == "*/" ? 1 : 0;
      at_ += next == "/*" || next == "*/" ? 2 : 1;
    } while (depth > 0 && at_ < text_.size());
    at_ = std::min(at_, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

constexpr std::array transaction_words{"abort",    "begin",     "commit",  "end",  "prepare",
                                       "rollback", "savepoint", "release", "start"};
constexpr std::array lone_words{"copy", "reset", "set", "discard"};

bool names_prepared_statement(Reader& reader) {
  return reader.take_word("prepare") && reader.peek_word() != "transaction";
}

}  // namespace

Passage passage_of(std::string_view statement) {
  Reader reader(statement);
  const std::string word = reader.peek_word();
  if (std::ranges::find(lone_words, word) != lone_words.end()) return Passage::alone;
  if (std::ranges::find(transaction_words, word) == transaction_words.end()) return Passage::batched;
  return names_prepared_statement(reader) ? Passage::batched : Passage::forbidden;
}

bool mentions_deferral(std::string_view statement) {
  constexpr std::string_view beginning = "deferr";
  const auto is_same = [](char of_statement, char of_word) { return lower(of_statement) == of_word; };
  return std::search(statement.begin(), statement.end(), beginning.begin(), beginning.end(), is_same) !=
         statement.end();
}

std::optional<ConcurrentIndex> read_concurrent_index(std::string_view statement) {
  Reader reader(statement);
  ConcurrentIndex index;
  if (!reader.take_word("create")) return std::nullopt;
  index.is_unique = reader.take_word("unique");
  if (!reader.take_word("index") || !reader.take_word("concurrently")) return std::nullopt;
  if (reader.take_word("if")) {
    reader.take_word("not");
    reader.take_word("exists");
  }
  if (reader.peek_word() != "on") index.name = reader.take_name();
  if (!reader.take_word("on")) return std::nullopt;
  reader.take_word("only");
  const std::size_t begin = reader.position();
  reader.take_name();
  if (reader.take_dot()) reader.take_name();
  index.table = statement.substr(begin, reader.position() - begin);
  index.definition = statement.substr(reader.position());
  return index;
}

}  // namespace migrate::postgres
