#include "migc/derive/hidden_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/characters.h"

namespace migrate::migc {

namespace {

using core::NameCursor;

// What the schemas tell, or what changes nothing that lasts.
bool changes_no_rows(const NameCursor& at) {
  constexpr std::array words{"ANALYZE", "CLUSTER", "COMMENT", "EXPLAIN", "GRANT",  "LOCK",
                             "REFRESH", "REINDEX", "RESET",   "REVOKE",  "VACUUM", "VALUES"};
  return std::ranges::any_of(words, [&](const char* word) { return at.is_at(word); });
}

// What SQLite keeps in the file; the two numbers of it are in the catalogue.
std::string effect_of_pragma(NameCursor& at) {
  constexpr std::array kept{"auto_vacuum", "encoding", "journal_mode", "page_size"};
  const auto is_at = [&](const char* word) { return at.is_at(word); };
  const auto name = std::ranges::find_if(kept, is_at);
  if (name == kept.end()) return {};
  at.advance();
  return at.is_at_end() ? "" : fmt::format("sets PRAGMA {}, whose value before is not known", *name);
}

// SQLite's functions change nothing; set_config() changes the session.
std::string effect_of_select(Dialect dialect, NameCursor& at) {
  if (dialect == Dialect::sqlite) return {};
  if (at.take("pg_catalog")) at.take_symbol('.');
  if (at.is_at("set_config")) return {};
  bool is_name_before = false;
  for (; !at.is_at_end(); at.advance()) {
    if (at.is_at("INTO") || (is_name_before && at.spelling() == "("))
      return "calls a function or makes a table in a SELECT";
    is_name_before =
        at.token().kind == core::TokenKind::word || at.token().kind == core::TokenKind::quoted_name;
  }
  return {};
}

std::string effect_of_set(NameCursor& at) {
  if (!at.take("LOCAL")) at.take("SESSION");
  return at.is_at("search_path") || at.is_at("SCHEMA")
             ? "sets search_path, so that its names may mean any schema"
             : "";
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t i = 0; i + word.size() <= text.size(); ++i)
    if (core::equal_ignoring_case(text.substr(i, word.size()), word) &&
        (i == 0 || !core::is_in_word(text[i - 1])) &&
        (i + word.size() == text.size() || !core::is_in_word(text[i + word.size()])))
      return true;
  return false;
}

std::string effect_of_block(std::string_view statement) {
  constexpr std::array words{"INSERT",  "UPDATE",  "DELETE", "TRUNCATE", "MERGE", "COPY",
                             "EXECUTE", "PERFORM", "CALL",   "DROP",     "RENAME"};
  for (const char* word : words)
    if (has_word(statement, word)) return fmt::format("runs a block with {} in it", word);
  return {};
}

}  // namespace

std::string hidden_effect(Dialect dialect, std::string_view statement, NameCursor at) {
  if (at.take("PRAGMA")) return effect_of_pragma(at);
  if (at.take("SELECT")) return effect_of_select(dialect, at);
  if (at.take("DO")) return effect_of_block(statement);
  if (at.take("SET")) return effect_of_set(at);
  return changes_no_rows(at) ? "" : "has a statement whose effect on rows is not known";
}

}  // namespace migrate::migc
