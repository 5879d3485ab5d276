#include "migc/folder/cpp_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace migrate::migc {

namespace {

constexpr std::string_view keywords[] = {
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
    "xor_eq",
};

constexpr bool is_letter(char c) {
  return ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z') || c == '_';
}

}  // namespace

bool is_cpp_identifier(std::string_view text) noexcept {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || ('0' <= c && c <= '9'); });
}

bool is_cpp_keyword(std::string_view text) noexcept {
  return std::find(std::begin(keywords), std::end(keywords), text) != std::end(keywords);
}

std::string judge_cpp_name(std::string_view what, std::string_view name) {
  if (!is_cpp_identifier(name)) return fmt::format("{} \"{}\" is not a C++ identifier", what, name);
  if (!is_cpp_keyword(name)) return {};
  return fmt::format("{} \"{}\" is a keyword of C++; give it another name", what, name);
}

}  // namespace migrate::migc
