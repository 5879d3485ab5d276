#include "postgres/values.h"

#include <charconv>
#include <cmath>

#include "migrate/error.h"

namespace migrate::postgres {

namespace {

// The types' identifiers in the catalogue, which never change.
enum TypeId : unsigned {
  type_bool = 16,
  type_bytea = 17,
  type_int8 = 20,
  type_int2 = 21,
  type_int4 = 23,
  type_oid = 26,
  type_float4 = 700,
  type_float8 = 701,
};

template <typename Number>
Number parsed(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

double parsed_double(std::string_view text) {
  if (text == "NaN") return std::nan("");
  if (text == "Infinity") return HUGE_VAL;
  if (text == "-Infinity") return -HUGE_VAL;
  return parsed<double>(text);
}

unsigned nibble(char digit) {
  return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

// "\x6162": how the server writes bytes, and reads them.
Bytes bytes_of(std::string_view hex) {
  Bytes bytes;
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(nibble(hex[i]) * 16 + nibble(hex[i + 1])));
  return bytes;
}

std::string hex_of(const Bytes& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex = "\\x";
  for (const std::byte byte : bytes) {
    hex += digits[std::to_integer<std::size_t>(byte) / 16];
    hex += digits[std::to_integer<std::size_t>(byte) % 16];
  }
  return hex;
}

Value value_of(std::string_view text, unsigned type) {
  switch (type) {
    case type_bool:
      return text == "t" ? 1 : 0;
    case type_int2:
    case type_int4:
    case type_int8:
    case type_oid:
      return parsed<std::int64_t>(text);
    case type_float4:
    case type_float8:
      return parsed_double(text);
    case type_bytea:
      return bytes_of(text);
    default:
      return text;
  }
}

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

}  // namespace

bool is_true(const Value& value) {
  return value == Value(1);
}

std::string text_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* bytes = std::get_if<Bytes>(&value)) return hex_of(*bytes);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return {};
  refuse_nul(*text);
  return *text;
}

std::string literal(const Value& value, const Quote& quote) {
  return value.is_null() ? "NULL" : quote(text_of(value));
}

Rows rows_of(const pqxx::result& result) {
  Rows rows;
  for (const auto& from : result) {
    Row& row = rows.emplace_back();
    for (const auto& field : from)
      row.push_back(field.is_null() ? Value() : value_of({field.c_str(), field.size()}, field.type()));
  }
  return rows;
}

void refuse_nul(std::string_view sql) {
  if (sql.find('\0') != std::string_view::npos)
    throw Error(ErrorKind::failed, "PostgreSQL takes no text with a NUL character in it");
}

}  // namespace migrate::postgres
