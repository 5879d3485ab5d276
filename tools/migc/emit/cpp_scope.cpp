#include "migc/emit/cpp_scope.h"

#include <fmt/format.h>

#include "migc/folder/cpp_names.h"

namespace migrate::migc {

namespace {

constexpr bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

constexpr bool is_letter_or_digit(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || is_digit(c);
}

// Two _ in a row, and one in front, are the compiler's own.
std::string identifier(std::string_view name) {
  std::string result;
  for (const char c : name)
    if (is_letter_or_digit(c))
      result += c;
    else if (!result.empty() && result.back() != '_')
      result += '_';
  if (result.empty() || is_digit(result.front())) result.insert(0, "n");
  if (is_cpp_keyword(result)) result += '_';
  return result;
}

}  // namespace

std::string CppScope::add(std::string_view name) {
  const std::string wanted = identifier(name);
  std::string free = wanted;
  for (int number = 2; !taken_.insert(free).second; ++number)
    free = fmt::format("{}{}{}", wanted, wanted.ends_with('_') ? "" : "_", number);
  return free;
}

}  // namespace migrate::migc
