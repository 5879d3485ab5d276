#include "migc/scratch/postgres_words.h"

#include "engine/name_tokens.h"
#include "engine/token_cursor.h"

namespace migrate::migc {

namespace {

constexpr int deepest_string = 4;

// The text between the quotes; of E'...' and $tag$...$tag$ as well.
std::string_view inside(std::string_view literal) {
  if (literal.starts_with('$')) {
    const std::size_t tag = literal.find('$', 1) + 1;
    return literal.size() < 2 * tag ? "" : literal.substr(tag, literal.size() - 2 * tag);
  }
  const std::size_t begin = literal.find('\'') + 1;
  return literal.size() <= begin ? "" : literal.substr(begin, literal.size() - begin - 1);
}

void add(std::string_view text, int depth, std::vector<PostgresWord>& words) {
  core::TokenCursor cursor(core::next_token_of(Dialect::postgres), text);
  for (; !cursor.is_at_end(); cursor.advance()) {
    const core::Token& token = cursor.token();
    if (core::is_name(Dialect::postgres, token.kind)) {
      words.push_back(
          {core::name_in(Dialect::postgres, text, token), true, token.kind == core::TokenKind::quoted_name});
    } else if (token.kind == core::TokenKind::string && depth < deepest_string) {
      words.push_back({";"});
      add(inside(cursor.spelling()), depth + 1, words);
      words.push_back({";"});
    } else if (token.kind == core::TokenKind::symbol) {
      words.push_back({std::string(cursor.spelling())});
    }
  }
}

}  // namespace

std::vector<PostgresWord> postgres_words(std::string_view statement) {
  std::vector<PostgresWord> words;
  add(statement, 0, words);
  return words;
}

std::vector<PostgresWord> postgres_words_outside_strings(std::string_view statement) {
  std::vector<PostgresWord> words;
  add(statement, deepest_string, words);
  return words;
}

std::vector<PostgresWord> postgres_words(const Script& script) {
  std::vector<PostgresWord> words;
  for (const Item& item : script) {
    if (!item.is_call()) add(item.text(), 0, words);
    words.push_back({";"});
  }
  return words;
}

}  // namespace migrate::migc
