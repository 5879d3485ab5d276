#include "migc/transition/postgres_rows.h"

#include <charconv>
#include <variant>

namespace migrate::migc {

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

std::int64_t number_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  const std::string text = text_of(value);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(const Value& value) {
  return number_of(value) != 0 || text_of(value) == "t";
}

}  // namespace migrate::migc
