#pragma once

// Values as bytes, for files that only the migc that wrote them reads again. Numbers are written seven bits
// to a byte, texts and lists after their size, and a struct as its members, which an overload of
// visit_members() names:
//
//     void visit_members(Const<Name> auto& name, auto&& visit) { auto& [text, at] = name; visit(text, at); }
//
// The structured binding has to name every member, so that a new one cannot be forgotten here.

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace migrate::migc {

// Value, or const Value.
template <typename Type, typename Value>
concept Const = std::same_as<std::remove_const_t<Type>, Value>;

template <typename Type>
concept Scalar = std::is_integral_v<Type> || std::is_enum_v<Type>;

class ArchiveWriter {
 public:
  void put(Scalar auto value) {
    auto rest = static_cast<std::uint64_t>(value);
    for (; rest >= 0x80; rest >>= 7U) bytes_ += static_cast<char>(rest | 0x80U);
    bytes_ += static_cast<char>(rest);
  }
  void put(const std::string& text) {
    put(text.size());
    bytes_ += text;
  }
  template <typename Value>
  void put(const std::vector<Value>& values) {
    put(values.size());
    for (const Value& value : values) put(value);
  }
  template <typename Value, std::size_t size>
  void put(const std::array<Value, size>& values) {
    for (const Value& value : values) put(value);
  }
  template <typename Value>
  void put(const std::optional<Value>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename Key, typename Value>
  void put(const std::map<Key, Value>& values) {
    put(values.size());
    for (const auto& value : values) put(value);
  }
  template <typename First, typename Second>
  void put(const std::pair<First, Second>& pair) {
    put(pair.first);
    put(pair.second);
  }
  template <typename Struct>
  requires std::is_class_v<Struct>
  void put(const Struct& value) {
    visit_members(value, [this](const auto&... members) { (this->put(members), ...); });
  }

  [[nodiscard]] std::string take() noexcept { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads what a writer has written. Of other bytes it makes some value or other, and never reads beyond them.
class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view bytes) noexcept : rest_(bytes) {}

  // Whether there was enough to read for every value, and nothing is left.
  [[nodiscard]] bool is_done() const noexcept { return !is_short_ && rest_.empty(); }

  void get(Scalar auto& value) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).empty() ? 0 : taken_.front());
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) break;
    }
    value = static_cast<std::remove_reference_t<decltype(value)>>(number);
  }
  void get(std::string& text) {
    std::size_t size = 0;
    get(size);
    text = take(size);
  }
  template <typename Value>
  void get(std::vector<Value>& values) {
    for (std::size_t count = get_count(); count > 0; --count) get(values.emplace_back());
  }
  template <typename Value, std::size_t size>
  void get(std::array<Value, size>& values) {
    for (Value& value : values) get(value);
  }
  template <typename Value>
  void get(std::optional<Value>& value) {
    bool has_value = false;
    get(has_value);
    if (has_value) get(value.emplace());
  }
  template <typename Key, typename Value>
  void get(std::map<Key, Value>& values) {
    for (std::size_t count = get_count(); count > 0; --count) {
      std::pair<Key, Value> value;
      get(value);
      values.insert(std::move(value));
    }
  }
  template <typename First, typename Second>
  void get(std::pair<First, Second>& pair) {
    get(pair.first);
    get(pair.second);
  }
  template <typename Struct>
  requires std::is_class_v<Struct>
  void get(Struct& value) {
    visit_members(value, [this](auto&... members) { (this->get(members), ...); });
  }

 private:
  // Each element takes a byte at least.
  std::size_t get_count() {
    std::size_t count = 0;
    get(count);
    is_short_ |= count > rest_.size();
    return is_short_ ? 0 : count;
  }

  std::string_view take(std::size_t size) noexcept {
    is_short_ |= size > rest_.size();
    taken_ = is_short_ ? std::string_view{} : rest_.substr(0, size);
    rest_.remove_prefix(taken_.size());
    return taken_;
  }

  std::string_view rest_;
  std::string_view taken_;
  bool is_short_ = false;
};

}  // namespace migrate::migc
