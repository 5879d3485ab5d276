#pragma once

// The types of columns: a portable set with a spelling for each dialect, and any other type by its own
// spelling. docs/operations.md has the table.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "migc/engine/types.h"
#include "migc/operations/name_list.h"

namespace migrate::migc {

struct Type {
  BaseType base = BaseType::text;
  bool is_array = false;
  std::vector<std::string> sizes = {};  // string(n), numeric(p), numeric(p, s)
  ObjectName enumeration = {};
  SqlText spelling = {};
  std::size_t at = 0;

  bool operator==(const Type& other) const noexcept {
    return base == other.base && is_array == other.is_array && sizes == other.sizes &&
           enumeration == other.enumeration && spelling == other.spelling;
  }
};

// What a column's values are to its default and its rows.
enum class ValueKind : std::uint8_t { boolean, whole_number, number, text, binary, json, unknown };

[[nodiscard]] ValueKind value_kind(const Type& type) noexcept;
[[nodiscard]] bool is_whole_number(const Type& type) noexcept;

// Whether PostgreSQL turns a column of one type into the other without USING. True where that is not known.
[[nodiscard]] bool converts_by_itself(const Type& from, const Type& to) noexcept;

// As it is written in a revision: "numeric(10, 2)", "array of text", "enum mood".
[[nodiscard]] std::string to_string(const Type& type);

struct ParsedType {
  Type type;
  std::string problem;  // empty where the text is a type
};
[[nodiscard]] ParsedType parse_type(std::string_view text);

// The SQL of a type. REQUIRES: judge_type() has nothing to say.
[[nodiscard]] std::string spell_type(const Type& type, Dialect dialect, Strictness strictness);
// Why a dialect, or an SQLite table that is STRICT, lacks the type; empty where it has it.
[[nodiscard]] std::string judge_type(const Type& type, Dialect dialect, Strictness strictness);

}  // namespace migrate::migc
