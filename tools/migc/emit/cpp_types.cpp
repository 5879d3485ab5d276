#include "migc/emit/cpp_types.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/characters.h"

namespace migrate::migc {

namespace {

using TypeRule = std::pair<std::string_view, std::string_view>;

constexpr std::string_view text_type = "std::string";
constexpr std::string_view bytes_type = "std::vector<std::byte>";

// A part of the type's name; the first that is found counts, as in sqlite.org/datatype3.html, section 3.1.
constexpr std::array<TypeRule, 9> sqlite_types{{{"bool", "bool"},
                                                {"int", "std::int64_t"},
                                                {"char", text_type},
                                                {"clob", text_type},
                                                {"text", text_type},
                                                {"blob", bytes_type},
                                                {"real", "double"},
                                                {"floa", "double"},
                                                {"doub", "double"}}};

// The whole name.
constexpr std::array<TypeRule, 8> postgres_types{{{"smallint", "std::int16_t"},
                                                  {"integer", "std::int32_t"},
                                                  {"bigint", "std::int64_t"},
                                                  {"oid", "std::uint32_t"},
                                                  {"real", "float"},
                                                  {"double precision", "double"},
                                                  {"boolean", "bool"},
                                                  {"bytea", bytes_type}}};

template <typename Matches>
std::string first_of(std::span<const TypeRule> rules, const Matches& matches) {
  const auto rule = std::ranges::find_if(rules, matches, &TypeRule::first);
  return std::string(rule == rules.end() ? text_type : rule->second);
}

// From the narrow to the wide.
constexpr std::array<std::string_view, 3> integers{"std::int16_t", "std::int32_t", "std::int64_t"};
constexpr std::array<std::string_view, 2> floats{"float", "double"};

template <std::size_t count>
std::string_view wider(const std::array<std::string_view, count>& types, std::string_view a,
                       std::string_view b) {
  const auto* first = std::ranges::find(types, a);
  const auto* second = std::ranges::find(types, b);
  return first == types.end() || second == types.end() ? "" : *std::max(first, second);
}

}  // namespace

std::string cpp_type(Dialect dialect, std::string_view type) {
  switch (dialect) {
    case Dialect::sqlite: {
      const std::string name = core::to_lower(type);
      return first_of(sqlite_types,
                      [&](std::string_view part) { return name.find(part) != std::string::npos; });
    }
    case Dialect::postgres:
      return first_of(postgres_types, [&](std::string_view name) { return name == type; });
  }
  return {};
}

std::string common_cpp_type(const std::string& a, const std::string& b) {
  if (a == b) return a;
  for (const std::string_view type : {wider(integers, a, b), wider(floats, a, b)})
    if (!type.empty()) return std::string(type);
  return std::string(text_type);
}

}  // namespace migrate::migc
