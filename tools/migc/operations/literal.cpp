#include "migc/operations/literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

#include "engine/characters.h"
#include "migc/engine/literals.h"
#include "migc/operations/json_form.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

bool is_hex_digit(char c) {
  return core::is_digit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
}

bool is_hex(std::string_view text) {
  return text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), is_hex_digit);
}

std::string spell_text(std::string_view text, ValueKind kind, Dialect dialect) {
  if (kind != ValueKind::binary) return quoted_text(text);
  return bytes_literal(dialect, text);
}

bool is_whole(std::string_view number) {
  return number.find_first_of(".eE") == std::string_view::npos;
}

std::string misfit(const Literal& literal, const Type& type) {
  constexpr std::array<std::string_view, 5> kinds{"null", "the boolean", "the number", "the text", "SQL"};
  return fmt::format("{} {} does not fit type {}", kinds[static_cast<std::size_t>(literal.kind)],
                     literal.kind == LiteralKind::text ? quoted_text(literal.text) : literal.text,
                     to_string(type));
}

bool is_in_range(const Literal& literal, const Type& type) {
  long long value = 0;
  const char* end = literal.text.data() + literal.text.size();
  const auto [stopped, error] = std::from_chars(literal.text.data(), end, value);
  if (error != std::errc{} || stopped != end) return false;
  if (type.base == BaseType::smallint) return -32'768 <= value && value <= 32'767;
  if (type.base == BaseType::integer) return -2'147'483'648LL <= value && value <= 2'147'483'647LL;
  return true;
}

// "d" stands for a digit, other characters for themselves.
bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() &&
         std::equal(text.begin(), text.end(), form.begin(),
                    [](char c, char wanted) { return wanted == 'd' ? core::is_digit(c) : c == wanted; });
}

int number_in(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool is_date(std::string_view text) {
  if (!has_form(text, "dddd-dd-dd")) return false;
  using std::chrono::day, std::chrono::month, std::chrono::year;
  return std::chrono::year_month_day(year(number_in(text.substr(0, 4))),
                                     month(static_cast<unsigned>(number_in(text.substr(5, 2)))),
                                     day(static_cast<unsigned>(number_in(text.substr(8)))))
      .ok();
}

// What may follow, a fraction or a zone, is left to the database.
bool begins_with_time(std::string_view text) {
  if (!has_form(text.substr(0, 5), "dd:dd") || number_in(text.substr(0, 2)) > 23 ||
      number_in(text.substr(3, 2)) > 59)
    return false;
  return text.size() == 5 || text[5] != ':' ||
         (has_form(text.substr(5, 3), ":dd") && number_in(text.substr(6, 2)) <= 59);
}

bool is_timestamp(std::string_view text) {
  if (!is_date(text.substr(0, 10))) return false;
  return text.size() == 10 || ((text[10] == ' ' || text[10] == 'T') && begins_with_time(text.substr(11)));
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), core::is_digit);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), [](char c, char f) {
           return f == 'x' ? is_hex_digit(c) : c == f;
         });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

// A text for a type of which PostgreSQL takes some texts only. Words such as "now" are for SQL to say.
bool is_text_of(std::string_view text, const Type& type) {
  switch (type.base) {
    case BaseType::string:
      return type.sizes.empty() || characters(text) <= std::stoul(type.sizes.front());
    case BaseType::date:
      return is_date(text);
    case BaseType::time:
      return begins_with_time(text);
    case BaseType::interval:
      return has_digit(text);
    case BaseType::timestamp:
    case BaseType::timestamptz:
      return is_timestamp(text);
    case BaseType::uuid:
      return is_uuid(text);
    default:
      return true;
  }
}

// Whether numeric(p, s) has places enough before the point; an exponent is left to the database.
bool has_places_for(std::string_view number, const Type& type) {
  if (type.base != BaseType::numeric || type.sizes.empty() || number.find_first_of("eE") != number.npos)
    return true;
  if (number.starts_with('-')) number.remove_prefix(1);
  while (number.starts_with('0')) number.remove_prefix(1);
  const std::size_t after = type.sizes.size() > 1 ? std::stoul(type.sizes[1]) : 0;
  return std::min(number.find('.'), number.size()) + after <= std::stoul(type.sizes[0]);
}

// Of a floating-point type; numeric has no such end.
bool is_small_enough(std::string_view number, const Type& type) {
  if (type.base != BaseType::real && type.base != BaseType::double_precision) return true;
  double value = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc{}) return false;
  return type.base == BaseType::double_precision || std::abs(value) <= std::numeric_limits<float>::max();
}

bool fits(const Literal& literal, const Type& type) {
  const ValueKind kind = value_kind(type);
  switch (literal.kind) {
    case LiteralKind::null:
    case LiteralKind::expression:
      return true;
    case LiteralKind::boolean:
      return kind == ValueKind::boolean || kind == ValueKind::unknown || kind == ValueKind::json;
    case LiteralKind::number:
      if (kind == ValueKind::whole_number) return is_whole(literal.text) && is_in_range(literal, type);
      if (kind == ValueKind::number)
        return has_places_for(literal.text, type) && is_small_enough(literal.text, type);
      return kind == ValueKind::unknown || kind == ValueKind::json;
    case LiteralKind::text:
      if (kind == ValueKind::binary) return is_hex(literal.text);
      if (kind == ValueKind::text) return is_text_of(literal.text, type);
      if (kind == ValueKind::json) return is_json(literal.text);
      return kind == ValueKind::unknown;
  }
  return true;
}

// What to write instead, where that can be told.
std::string advice(const Literal& literal, const Type& type) {
  if (value_kind(type) == ValueKind::binary) return "; write the bytes as a text of hexadecimal digits";
  if (value_kind(type) == ValueKind::text && literal.kind != LiteralKind::text)
    return fmt::format("; write it in quotes: '{}'", literal.text);
  if (literal.kind == LiteralKind::text) return "; write {sql: EXPRESSION} where SQL computes it";
  return "";
}

}  // namespace

std::string spell_literal(const Literal& literal, ValueKind kind, Dialect dialect) {
  switch (literal.kind) {
    case LiteralKind::null:
      return "NULL";
    case LiteralKind::boolean:
      return kind == ValueKind::json ? quoted_text(literal.text)
                                     : boolean_literal(dialect, literal.text == "true");
    case LiteralKind::number:
      return kind == ValueKind::json ? quoted_text(literal.text) : literal.text;
    case LiteralKind::text:
      return spell_text(literal.text, kind, dialect);
    case LiteralKind::expression:
      return *literal.expression.of(dialect);
  }
  return {};
}

std::string judge_literal(const Literal& literal, const Type& type, Dialect dialect) {
  if (literal.kind == LiteralKind::expression && !literal.expression.of(dialect))
    return fmt::format("no SQL for {}; write {{sql: {{sqlite: …, postgres: …}}}}", to_string(dialect));
  return fits(literal, type) ? "" : misfit(literal, type) + advice(literal, type);
}

}  // namespace migrate::migc
