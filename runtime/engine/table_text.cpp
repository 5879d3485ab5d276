#include "engine/table_text.h"

#include <utility>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/sqlite/tokens.h"
#include "engine/token_cursor.h"

namespace migrate::core {

namespace {

class TableText {
 public:
  explicit TableText(std::string_view text) : at_(&next_sqlite_token, text) {}

  std::vector<std::string> facts() {
    for (; !at_.is_at_end() && !at_.take_symbol('('); at_.advance()) table_ = normalised();
    column_ = normalised();
    while (!at_.is_at_end() && !at_.take_symbol(')')) read_part();
    for (; !at_.is_at_end(); at_.advance())
      if (at_.is_at("STRICT") || at_.is_at("ROWID")) facts_.push_back("option " + normalised());
    return std::move(facts_);
  }

 private:
  // Of a column or a constraint.
  void read_part() {
    if (at_.take_symbol(','))
      column_ = normalised();
    else if (at_.take("CHECK"))
      facts_.push_back("check" + take_parenthesis());
    else if (at_.take("AS"))
      facts_.push_back("generated " + column_ + take_parenthesis());
    else if (at_.take("COLLATE"))
      take_collation();
    else if (at_.take("AUTOINCREMENT"))
      facts_.emplace_back("autoincrement");
    else if (is_at_parenthesis())
      (void)take_parenthesis();
    else
      at_.advance();
  }

  void take_collation() {
    const std::string name = normalised();
    if (name != "binary") facts_.push_back("collate " + column_ + ' ' + name);
    at_.advance();
  }

  // Moves after it; its tokens with a blank before each. A column may be named with its table: "runs.id".
  std::string take_parenthesis() {
    std::string text;
    const std::string own = ' ' + table_;
    std::size_t depth = 0;
    do {
      if (is_at_parenthesis()) ++depth;
      if (at_.spelling() == ")") --depth;
      if (at_.spelling() == "." && text.ends_with(own))
        text.resize(text.size() - own.size());
      else
        text += ' ' + normalised();
      at_.advance();
    } while (depth > 0 && !at_.is_at_end());
    return text;
  }

  [[nodiscard]] bool is_at_parenthesis() const { return at_.spelling() == "("; }

  [[nodiscard]] std::string normalised() const {
    switch (at_.token().kind) {
      case TokenKind::word:
        return to_lower(at_.spelling());
      case TokenKind::quoted_name:
        return to_lower(unquoted_name(at_.spelling()));
      default:
        return std::string(at_.spelling());
    }
  }

  TokenCursor at_;
  std::string table_;
  std::string column_;
  std::vector<std::string> facts_;
};

}  // namespace

std::vector<std::string> facts_in_table_text(std::string_view create_table) {
  return TableText(create_table).facts();
}

}  // namespace migrate::core
