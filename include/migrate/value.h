#pragma once

// What travels between a program and a database: parameters in, rows out.
//
//     for (const migrate::Row& row : context.query("SELECT id, name FROM runs WHERE id > $1", {7}))
//       use(std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]));

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace migrate {

// SQL's NULL, a whole number, a floating-point number, or text. Binary data comes as a string of its bytes
// and cannot be sent; a step that needs to takes the native handle.
class Value : public std::variant<std::monostate, std::int64_t, double, std::string> {
 public:
  using Base = std::variant<std::monostate, std::int64_t, double, std::string>;

  Value() = default;
  Value(std::nullptr_t) {}
  template <typename Number>
  requires std::is_integral_v<Number> Value(Number number) : Base(static_cast<std::int64_t>(number)) {}
  Value(double number) : Base(number) {}
  Value(std::string text) : Base(std::move(text)) {}
  Value(std::string_view text) : Base(std::string(text)) {}
  Value(const char* text) : Base(std::string(text)) {}

  bool is_null() const noexcept { return index() == 0; }
};

using Row = std::vector<Value>;
using Rows = std::vector<Row>;
using Parameters = std::span<const Value>;

}  // namespace migrate
