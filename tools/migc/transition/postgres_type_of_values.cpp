#include "migc/transition/postgres_type_of_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace migrate::migc {

namespace {

constexpr std::array<std::string_view, 3> whole_numbers{"smallint", "integer", "bigint"};

bool is_whole_number(std::string_view type) {
  return std::ranges::find(whole_numbers, type) != whole_numbers.end();
}

bool is_text(std::string_view type) {
  return type == "text" || type == "citext" || type.starts_with("character varying");
}

// The number in "character varying(40)".
std::optional<int> length_of(std::string_view type) {
  const std::size_t open = type.find('(');
  if (open == type.npos) return std::nullopt;
  int length = 0;
  std::from_chars(type.data() + open + 1, type.data() + type.size(), length);
  return length;
}

}  // namespace

bool keeps_values(std::string_view from, std::string_view to) {
  if (is_whole_number(from) && is_whole_number(to))
    return std::ranges::find(whole_numbers, from) <= std::ranges::find(whole_numbers, to);
  if (!is_text(from) || !is_text(to)) return false;
  return !length_of(to) || (length_of(from) && *length_of(from) <= *length_of(to));
}

bool holds_values(std::string_view from, std::string_view to) {
  if (from == to || keeps_values(from, to)) return true;
  const bool is_wide_text = to == "text" || to == "character varying";
  if (is_wide_text) return true;
  if (is_whole_number(from) && to == "numeric") return true;
  if (from.starts_with("numeric") && to == "numeric") return true;
  return (from == "real" && to == "double precision") || (from == "json" && to == "jsonb") ||
         (from == "jsonb" && to == "json") ||
         (from == "inet" && to == "cidr" ? false : from == "cidr" && to == "inet");
}

}  // namespace migrate::migc
