#include "migc/folder/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace migrate::migc {

namespace {

constexpr bool is_name_character(char c) {
  return ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '_' || c == '.';
}

// Targets of commands, and the word for "no parent".
bool is_reserved(std::string_view name) {
  constexpr std::string_view words[] = {"head", "heads", "base", "current", "none"};
  const auto same_letter = [](char a, char b) { return a == b || ('A' <= a && a <= 'Z' && a + 32 == b); };
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
    return std::equal(name.begin(), name.end(), word.begin(), word.end(), same_letter);
  });
}

}  // namespace

bool is_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_digest(std::string_view text) noexcept {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string judge_name(std::string_view kind, std::string_view name) {
  if (!is_name(name)) return fmt::format("invalid {} \"{}\": use 1 to 64 of A-Z a-z 0-9 _ .", kind, name);
  if (is_reserved(name)) return fmt::format("{} \"{}\" is reserved", kind, name);
  return {};
}

}  // namespace migrate::migc
