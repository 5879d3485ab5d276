#include "engine/statement_words.h"

#include <algorithm>
#include <cctype>

namespace migrate::core {

namespace {

constexpr std::string_view quoted_text = "?";

bool is_word_character(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return std::isalnum(byte) || character == '_' || byte >= 0x80;
}

class WordReader {
 public:
  explicit WordReader(std::string_view text) : rest_(text) {}

  std::string read() {
    while (!rest_.empty()) read_one();
    return std::move(words_);
  }

 private:
  void read_one() {
    if (rest_.starts_with("--")) return skip_to("\n");
    if (rest_.starts_with("/*")) return skip_to("*/");
    if (std::isspace(static_cast<unsigned char>(rest_[0]))) return rest_.remove_prefix(1);
    if (is_word_character(rest_[0])) return take_word();
    if (const std::string end = closing_quote(); !end.empty()) {
      rest_.remove_prefix(end.size());
      skip_to(end);
      return add(quoted_text);
    }
    add(rest_.substr(0, 1));
    rest_.remove_prefix(1);
  }

  // What ends the quotes that begin here; as long as what begins them. Two quotes inside are taken for the
  // end and a new beginning, which comes to the same.
  std::string closing_quote() const {
    if (rest_[0] == '\'' || rest_[0] == '"' || rest_[0] == '`') return std::string(1, rest_[0]);
    if (rest_[0] != '$') return {};
    std::size_t end = 1;
    while (end < rest_.size() && is_word_character(rest_[end])) ++end;
    return end < rest_.size() && rest_[end] == '$' ? std::string(rest_.substr(0, end + 1)) : std::string();
  }

  void skip_to(std::string_view end) {
    const std::size_t at = rest_.find(end);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
  }

  void take_word() {
    std::size_t end = 0;
    while (end < rest_.size() && is_word_character(rest_[end])) ++end;
    add(rest_.substr(0, end));
    rest_.remove_prefix(end);
  }

  void add(std::string_view word) {
    const auto upper = [](unsigned char byte) { return static_cast<char>(std::toupper(byte)); };
    std::ranges::transform(word, std::back_inserter(words_), upper);
    words_ += ' ';
  }

  std::string_view rest_;
  std::string words_ = " ";
};

}  // namespace

std::string statement_words(std::string_view statement) {
  return WordReader(statement).read();
}

}  // namespace migrate::core
