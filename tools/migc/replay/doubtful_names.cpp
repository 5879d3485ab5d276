#include "migc/replay/doubtful_names.h"

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/token_cursor.h"

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

// The name of an object follows these, or another of them.
constexpr std::array<std::string_view, 16> before_names{
    "table", "index", "view", "trigger", "into", "update", "from", "join",
    "on",    "to",    "type", "if",      "not",  "exists", "only", "references"};

// Whose "name" is that of a part of the object in "table".
bool names_a_part(std::string_view keyword) {
  constexpr std::array<std::string_view, 3> parts{"_column", "_constraint", "_key"};
  return std::any_of(parts.begin(), parts.end(),
                     [keyword](std::string_view part) { return keyword.ends_with(part); });
}

std::string_view without_quotes(const core::TokenCursor& at) {
  const std::string_view name = at.spelling();
  return at.token().kind == core::TokenKind::word ? name : name.substr(1, name.size() - 2);
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
    for (const Dialect dialect : all_dialects) {
      add_sql(dialect, operation.value.text);
      if (const YamlValue* sql = find_entry(operation.value, to_string(dialect))) add_sql(dialect, sql->text);
    }
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

void DoubtfulNames::add_sql(Dialect dialect, std::string_view statement) {
  bool is_expected = false;
  bool is_after_name = false;
  for (core::TokenCursor at(core::next_token_of(dialect), statement); !at.is_at_end(); at.advance()) {
    const bool is_word = at.token().kind == core::TokenKind::word;
    const bool is_before_name = is_word && is_one_of(at.spelling(), before_names);
    const bool is_name = is_expected && !is_before_name && core::is_name(dialect, at.token().kind);
    if (is_name) names_.push_back(core::to_lower(without_quotes(at)));
    is_expected = is_before_name || (is_after_name && at.spelling() == ".");
    is_after_name = is_name;
  }
}

}  // namespace migrate::migc
