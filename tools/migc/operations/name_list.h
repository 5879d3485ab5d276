#pragma once

// The smallest parts of operations. Each carries the byte of the revision file where it is written, so that a
// later stage can still say where a mistake is; `at` is no part of a value's meaning.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

// The name of a column, constraint, index, ...
struct Name {
  std::string text = {};
  std::size_t at = 0;

  bool empty() const noexcept { return text.empty(); }
  bool operator==(const Name& other) const noexcept { return text == other.text; }
};

// A table or another object, which on PostgreSQL may be named with its schema.
struct ObjectName {
  std::string schema = {};
  std::string name = {};
  std::size_t at = 0;

  bool operator==(const ObjectName& other) const noexcept {
    return schema == other.schema && name == other.name;
  }
};

// As people write it: "billing.invoices", "invoices".
[[nodiscard]] std::string to_string(const ObjectName& name);

// A piece of SQL: one for all dialects, or one for each that needs it.
struct SqlText {
  std::array<std::optional<std::string>, all_dialects.size()> texts = {};
  std::size_t at = 0;
  // Where each text begins, and whether its lines are those of the file.
  std::array<std::size_t, all_dialects.size()> text_at = {};
  bool one_for_all = false;

  const std::optional<std::string>& of(Dialect dialect) const noexcept {
    return texts[static_cast<std::size_t>(dialect)];
  }
  // Whether there is a text for no dialect at all.
  bool empty() const noexcept { return texts == SqlText{}.texts; }
  bool operator==(const SqlText& other) const noexcept { return texts == other.texts; }
};

[[nodiscard]] SqlText same_sql(std::string text);

// A value as YAML writes it, or the SQL that computes it.
enum class LiteralKind : unsigned char { null, boolean, number, text, expression };

struct Literal {
  LiteralKind kind = LiteralKind::null;
  std::string text = {};  // of a boolean, number or text
  SqlText expression = {};
  std::size_t at = 0;

  bool operator==(const Literal& other) const noexcept {
    return kind == other.kind && text == other.text && expression == other.expression;
  }
};

}  // namespace migrate::migc
