#pragma once

// What travels between a program and a database: parameters in, rows out.
//
//     for (const migrate::Row& row : context.query("SELECT id, name FROM runs WHERE id > $1", {7}))
//       use(std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]));

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// Binary data: BLOB on SQLite, bytea on PostgreSQL.
using Bytes = std::vector<std::byte>;

template <typename Type>
concept Character = std::same_as<Type, char> || std::same_as<Type, wchar_t> || std::same_as<Type, char8_t> ||
    std::same_as<Type, char16_t> || std::same_as<Type, char32_t>;

// A type that also has values which are no whole number of 64 bits with a sign, such as std::size_t: cast
// what is known to fit.
template <typename Type>
concept UnfitInteger = std::integral<Type> &&
    (Character<Type> || (std::unsigned_integral<Type> && sizeof(Type) >= 8));

// SQL's NULL, a whole number, a floating-point number, text, or bytes.
class Value : public std::variant<std::monostate, std::int64_t, double, std::string, Bytes> {
 public:
  using Base = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

  Value() = default;
  Value(std::nullptr_t) {}
  template <std::integral Number>
  Value(Number number) : Base(static_cast<std::int64_t>(number)) {}
  template <UnfitInteger Number>
  Value(Number number) = delete;
  Value(double number) : Base(number) {}
  Value(long double number) = delete;
  Value(Bytes bytes) : Base(std::move(bytes)) {}
  Value(std::string text) : Base(std::move(text)) {}
  Value(std::string_view text) : Base(std::string(text)) {}
  Value(const char* text) : Base(std::string(text)) {}
  // Where memory runs out, the variant's own copy constructor of libstdc++ 12 destroys what it has not made.
  Value(const Value& other)
      : Base(std::visit([](const auto& held) { return Base(held); }, static_cast<const Base&>(other))) {}
  Value(Value&& other) noexcept = default;
  Value& operator=(const Value& other) = default;
  Value& operator=(Value&& other) noexcept = default;
  ~Value() = default;

  bool is_null() const noexcept { return index() == 0; }
};

using Row = std::vector<Value>;
using Rows = std::vector<Row>;
using Parameters = std::span<const Value>;

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
