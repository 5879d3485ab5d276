#include "migc/replay/doubtful_names.h"

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/tokens.h"

namespace migrate::migc {

namespace {

bool is_one_of(std::string_view word, auto words) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view other) { return core::equal_ignoring_case(word, other); });
}

bool is_part_of_word(std::string_view text, std::size_t at) {
  return at < text.size() && core::is_in_number(text[at]);
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_part_of_word(text, at - 1)) && !is_part_of_word(text, at + word.size())) return true;
  return false;
}

// After these stands the name of an object, or another of them.
constexpr std::array<std::string_view, 16> before_names{
    "table", "index", "view", "trigger", "into", "update", "from", "join",
    "on",    "to",    "type", "if",      "not",  "exists", "only", "references"};

// Whose "name" is that of a part of the object in "table".
bool names_a_part(std::string_view keyword) {
  constexpr std::array<std::string_view, 3> parts{"_column", "_constraint", "_key"};
  return std::any_of(parts.begin(), parts.end(),
                     [keyword](std::string_view part) { return keyword.ends_with(part); });
}

}  // namespace

bool DoubtfulNames::are_in(std::string_view text) const {
  if (all_) return true;
  const std::string small = core::to_lower(text);
  return std::any_of(names_.begin(), names_.end(),
                     [&small](const std::string& name) { return has_word(small, name); });
}

void DoubtfulNames::add(const YamlValue& operations) {
  for (const YamlValue& item : operations.items)
    for (const YamlEntry& operation : item.entries) add_operation(operation);
}

void DoubtfulNames::add_operation(const YamlEntry& operation) {
  if (operation.key == "execute") {
    add_sql(operation.value.text);
    for (const YamlEntry& sql : operation.value.entries) add_sql(sql.value.text);
    return;
  }
  add_name(find_entry(operation.value, "table"));
  if (!names_a_part(operation.key)) add_name(find_entry(operation.value, "name"));
  if (operation.key == "rename_table" || operation.key == "rename_index")
    add_name(find_entry(operation.value, "to"));
}

void DoubtfulNames::add_name(const YamlValue* name) {
  if (name != nullptr && !name->text.empty()) names_.push_back(core::to_lower(name->text));
}

void DoubtfulNames::add_sql(std::string_view statement) {
  const core::NextToken next_token = core::next_token_of(Dialect::postgres);
  bool is_expected = false;
  for (std::size_t at = 0;;) {
    const core::Token token = next_token(statement, at);
    if (token.kind == core::TokenKind::end) return;
    at = token.end;
    const std::string_view text = token.in(statement);
    const bool is_word = token.kind == core::TokenKind::word;
    if (is_word && is_one_of(text, before_names)) {
      is_expected = true;
      continue;
    }
    if (is_expected && is_word) names_.push_back(core::to_lower(text));
    if (is_expected && token.kind == core::TokenKind::quoted_name)
      names_.push_back(core::to_lower(text.substr(1, text.size() - 2)));
    is_expected = is_expected && text == ".";
  }
}

}  // namespace migrate::migc
