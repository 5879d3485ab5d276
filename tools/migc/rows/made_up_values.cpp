#include "migc/rows/made_up_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "engine/characters.h"
#include "engine/sql_text.h"

namespace migrate::migc {

namespace {

// Also a part of each text, so that it is no value of the chain by chance.
constexpr std::string_view marker = "madeUp";
constexpr std::int64_t first_number = 9001;
constexpr std::int64_t numbers_in_use = 100;
constexpr std::int64_t offset_step = 9;      // odd, so that booleans of neighbours differ as well
constexpr std::int64_t offset_limit = 97;    // leaves the last numbers in use to the rows
constexpr std::int64_t last_number = 32000;  // what a smallint holds
constexpr std::size_t longest_text = 5000;

// Of exactly this length, and with the number at its end, so that a short one is unique, too.
std::string text_of_length(std::int64_t number, std::size_t length) {
  std::string text = fmt::format("{}{}", marker, number);
  if (text.size() < length) text.insert(marker.size(), length - text.size(), 'x');
  return text.substr(text.size() - std::min(text.size(), length));
}

std::string plain_text(const ColumnShape& column, std::int64_t number) {
  const std::string text = fmt::format("{}{}", marker, number);
  const bool fits = column.max_length == 0 || text.size() <= column.max_length;
  return fits ? text : text_of_length(number, column.max_length);
}

// Columns that are for names, addresses and the like often want them so.
std::vector<std::string> in_both_cases(const std::string& text) {
  return {text, core::to_lower(text)};
}

std::string plain_number(const ColumnShape& column, std::int64_t number) {
  const std::string digits = fmt::to_string(number);
  const bool fits = column.max_length == 0 || digits.size() <= column.max_length;
  return fits ? digits : digits.substr(digits.size() - column.max_length);
}

std::string date(std::int64_t number) {
  return fmt::format("2001-02-{:02}", 1 + number % 28);
}

std::string timestamp(std::int64_t number) {
  return date(number) + " 03:04:05";
}

std::string uuid(std::int64_t number) {
  return fmt::format("00000000-0000-4000-8000-{:012}", number);
}

std::string json(std::int64_t number) {
  return fmt::format(R"({{"{}": {}}})", marker, number);
}

std::string bytes(Dialect dialect, std::string_view text) {
  std::string digits;
  for (const char c : text) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return dialect == Dialect::sqlite ? fmt::format("x'{}'", digits) : fmt::format("'\\x{}'", digits);
}

std::string boolean(Dialect dialect, bool value) {
  if (dialect == Dialect::sqlite) return value ? "1" : "0";
  return value ? "true" : "false";
}

// Spellings of values of all types that have a literal; what does not fit is found by trying.
std::vector<std::string> texts_of_all_types(const ColumnShape& column, std::int64_t number) {
  const std::string text = plain_text(column, number);
  std::vector<std::string> texts = {
      text,
      fmt::to_string(number),
      fmt::format("{{{}}}", text),
      fmt::format("{{{}}}", number),
      json(number),
      uuid(number),
      timestamp(number),
      date(number),
      fmt::format("{{{}}}", uuid(number)),
      fmt::format("{{{}}}", date(number)),
      "{t}",
      "{}",
      fmt::format("[{},{})", number, number + 1),
      fmt::format("[{},{} 04:00:00)", timestamp(number), date(number)),
      fmt::format("[{},2002-01-01)", date(number)),
      fmt::format("10.0.{}.{}", number / 256 % 256, number % 256),
      fmt::format("10.{}.{}.0/24", number / 256 % 256, number % 256),
      fmt::format("08:00:2b:01:{:02x}:{:02x}", number / 256 % 256, number % 256),
      fmt::format("08:00:2b:01:02:03:{:02x}:{:02x}", number / 256 % 256, number % 256),
      fmt::format("({},2)", number),
      fmt::format("(({},2),(3,4))", number),
      fmt::format("{{{},2,3}}", number),
      fmt::format("<({},2),3>", number),
      fmt::format("{}=>{}", marker, number),
      fmt::format("<{}/>", text),
      "101"};
  if (column.max_length > 0 && column.max_length < longest_text) {
    std::string bits(column.max_length, '0');
    bits.back() = number % 2 == 0 ? '0' : '1';
    texts.insert(texts.begin(), std::move(bits));  // a cast would accept any length
  }
  for (std::size_t fields = 1; fields <= 16; ++fields)
    texts.push_back('(' + std::string(fields - 1, ',') + ')');
  return texts;
}

std::vector<std::string> in_quotes(const std::vector<std::string>& texts) {
  std::vector<std::string> literals;
  for (const std::string& text : texts) literals.push_back(core::string_literal(text));
  return literals;
}

// So that rows differ where there are several.
std::vector<std::string> rotated(std::vector<std::string> values, std::int64_t number) {
  if (!values.empty())
    std::rotate(values.begin(), values.begin() + number % static_cast<std::int64_t>(values.size()),
                values.end());
  return values;
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool holds_text(ValueKind kind) {
  return kind != ValueKind::integer && kind != ValueKind::number && kind != ValueKind::boolean;
}

// In another order for each number, so that rows get different values where there are several.
void add_near(const ColumnShape& column, std::int64_t literal, std::int64_t number, Dialect dialect,
              std::vector<std::string>& values) {
  std::array<std::int64_t, 7> distances = {0, 1, -1, 2, -2, 3, -3};
  std::rotate(distances.begin(), distances.begin() + number % static_cast<std::int64_t>(distances.size()),
              distances.end());
  for (const std::int64_t distance : distances) {
    const std::int64_t near = literal + distance;
    if (!holds_text(column.kind)) values.push_back(fmt::to_string(near));
    if (!holds_text(column.kind) || near < 0 || near > static_cast<std::int64_t>(longest_text)) continue;
    const std::string text = text_of_length(number, static_cast<std::size_t>(near));
    values.push_back(column.kind == ValueKind::bytes ? bytes(dialect, text) : core::string_literal(text));
  }
}

}  // namespace

std::int64_t offset_of_column(std::size_t place) {
  return static_cast<std::int64_t>(place) * offset_step % offset_limit;
}

std::vector<std::string> values_of(Dialect dialect, const ColumnShape& column, std::int64_t row_number) {
  const std::int64_t number = row_number + column.offset;
  switch (column.kind) {
    case ValueKind::integer:
      return {plain_number(column, number), fmt::to_string(number % 10), fmt::to_string(number % 2)};
    case ValueKind::number:
      return {plain_number(column, number) + ".25", plain_number(column, number),
              "0." + fmt::to_string(number)};
    case ValueKind::boolean:
      return {boolean(dialect, number % 2 == 1), boolean(dialect, number % 2 == 0)};
    case ValueKind::text:
      return in_quotes(in_both_cases(plain_text(column, number)));
    case ValueKind::bytes:
      return {bytes(dialect, plain_text(column, number))};
    case ValueKind::date:
      return in_quotes({date(number)});
    case ValueKind::time:
      return in_quotes({fmt::format("01:02:{:02}", number % 60)});
    case ValueKind::timestamp:
      return in_quotes({timestamp(number)});
    case ValueKind::interval:
      return in_quotes({fmt::format("{} seconds", number)});
    case ValueKind::uuid:
      return in_quotes({uuid(number)});
    case ValueKind::json:
      return in_quotes({json(number), "{}", "[]"});
    case ValueKind::enumeration:
      return rotated(in_quotes(column.values), number - 1);
    case ValueKind::other:
      return in_quotes(texts_of_all_types(column, number));
  }
  return {};
}

std::vector<std::string> values_near(Dialect dialect, const ColumnShape& column, std::int64_t row_number,
                                     const TextLiterals& literals) {
  const std::int64_t number = row_number + column.offset;
  std::vector<std::string> values;
  if (holds_text(column.kind)) values = rotated(in_quotes(literals.texts), number);
  std::vector<std::string> numbers = rotated(literals.numbers, number);
  for (const std::string& digits : numbers) {
    if (const std::optional<std::int64_t> literal = whole_number(digits))
      add_near(column, *literal, number, dialect, values);
    else if (!holds_text(column.kind))
      values.push_back(digits);
    if (column.kind == ValueKind::text) values.push_back(core::string_literal(digits));
  }
  return values;
}

std::vector<std::string> common_texts(Dialect, std::int64_t number) {
  const std::string sixteen = fmt::format("{:016x}", number);
  return in_quotes({fmt::format("1.0.{}", number), fmt::format("https://example.org/{}", number),
                    fmt::format("madeup{}@example.org", number), uuid(number), json(number), date(number),
                    timestamp(number), fmt::to_string(number), sixteen + sixteen,
                    sixteen + sixteen + sixteen + sixteen,
                    std::string(1, static_cast<char>('a' + number % 26)),
                    std::string(1, static_cast<char>('A' + number % 26)), "{}", "[]",
                    fmt::format("/{}", number), fmt::format("10.0.{}.{}", number / 256, number % 256)});
}

std::int64_t find_free_number(Dialect dialect, const std::vector<std::string>& texts) {
  std::set<std::int64_t> taken;
  for (const std::string& text : texts) {
    for (const std::string& digits : literals_in(dialect, text).numbers)
      if (const auto number = whole_number(digits)) taken.insert(*number);
    for (const std::string& digits : literals_in(dialect, text).texts)
      if (const auto number = whole_number(digits)) taken.insert(*number);
  }
  for (std::int64_t number = first_number; number < last_number; number += numbers_in_use) {
    const auto next = taken.lower_bound(number);
    if (next == taken.end() || *next >= number + numbers_in_use) return number;
  }
  return first_number;
}

}  // namespace migrate::migc
