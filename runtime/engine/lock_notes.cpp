#include "engine/lock_notes.h"

#include <span>

#include "engine/postgres/lock_rules.h"
#include "engine/sqlite/lock_rules.h"
#include "engine/statement_words.h"

namespace migrate::core {

namespace {

std::span<const LockRule> lock_rules(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_lock_rules();
    case Dialect::postgres:
      return postgres_lock_rules();
  }
  return {};
}

bool fits(const LockRule& rule, const std::string& words) {
  return words.starts_with(rule.beginning) && words.find(rule.part) != std::string::npos &&
         (rule.without.empty() || words.find(rule.without) == std::string::npos);
}

}  // namespace

std::string_view long_lock(Dialect dialect, std::string_view statement) {
  const std::string words = statement_words(dialect, statement);
  for (const LockRule& rule : lock_rules(dialect))
    if (fits(rule, words)) return rule.effect;
  return {};
}

std::string indexed_table(Dialect dialect, std::string_view statement) {
  constexpr std::string_view on = " ON ";
  const std::string words = statement_words(dialect, statement);
  const std::size_t at = words.find(on);
  const bool is_index = words.starts_with(" CREATE INDEX ") || words.starts_with(" CREATE UNIQUE INDEX ");
  if (!is_index || at == std::string::npos) return {};
  const std::size_t begin = at + on.size();
  return words.substr(begin, words.find(' ', begin) - begin);
}

}  // namespace migrate::core
