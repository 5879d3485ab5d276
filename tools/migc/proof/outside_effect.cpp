#include "migc/proof/outside_effect.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "migc/scratch/postgres_words.h"

namespace migrate::migc {

namespace {

constexpr std::array<std::string_view, 11> functions = {
    "lo_import",      "lo_export",        "pg_file_write", "pg_file_rename", "pg_file_unlink",   "dblink",
    "dblink_connect", "dblink_connect_u", "dblink_exec",   "dblink_open",    "dblink_send_query"};

bool defines_routine(const std::vector<PostgresWord>& words) {
  std::size_t at = 0;
  const auto take = [&](std::string_view word) {
    const bool is_next = at < words.size() && words[at].is(word);
    if (is_next) ++at;
    return is_next;
  };
  if (!take("create")) return false;
  if (take("or")) take("replace");
  return take("function") || take("procedure");
}

// In a statement, and in what DO runs.
bool begins_statement(const std::vector<PostgresWord>& words, std::size_t at) {
  constexpr std::array<std::string_view, 5> before = {";", "begin", "then", "else", "loop"};
  return at == 0 ||
         std::ranges::any_of(before, [&](std::string_view word) { return words[at - 1].is(word); });
}

std::string effect_of(const std::vector<PostgresWord>& words) {
  if (defines_routine(words)) return {};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].is("copy") && words[i].is_name && begins_statement(words, i)) return "COPY";
    const bool is_call = i + 1 < words.size() && words[i].is_name && words[i + 1].is("(");
    if (is_call && std::ranges::find(functions, words[i].text) != functions.end())
      return words[i].text + "()";
  }
  return {};
}

}  // namespace

std::optional<OutsideEffect> find_outside_effect(const Script& script) {
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script[i].is_call()) continue;
    if (std::string name = effect_of(postgres_words(script[i].text())); !name.empty())
      return OutsideEffect{std::move(name), i};
  }
  return std::nullopt;
}

}  // namespace migrate::migc
