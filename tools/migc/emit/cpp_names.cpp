#include "migc/emit/cpp_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace migrate::migc {

namespace {

constexpr std::array<std::string_view, 92> words_of_cpp{
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq"};

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
  if (std::ranges::find(words_of_cpp, result) != words_of_cpp.end()) result += '_';
  return result;
}

}  // namespace

std::string CppNames::add(std::string_view name) {
  const std::string wanted = identifier(name);
  std::string free = wanted;
  for (int number = 2; !taken_.insert(free).second; ++number)
    free = fmt::format("{}{}{}", wanted, wanted.ends_with('_') ? "" : "_", number);
  return free;
}

}  // namespace migrate::migc
