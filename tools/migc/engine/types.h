#pragma once

// What the engines call the portable types of columns.

#include <cstdint>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

enum class BaseType : std::uint8_t {
  boolean,
  smallint,
  integer,
  bigint,
  numeric,
  real,
  double_precision,
  string,
  text,
  binary,
  date,
  time,
  timestamp,
  timestamptz,
  interval,
  uuid,
  json,
  jsonb,
  enumeration,
  spelled,  // {sqlite: X, postgres: Y}
};

// Of an SQLite table.
enum class Strictness : bool { ordinary, strict };

// Without sizes. Empty where a STRICT table cannot hold the type exactly, and where types of the kind have
// names of their own.
[[nodiscard]] std::string_view type_name(Dialect dialect, BaseType type, Strictness strictness);
// Whether the text can be a type of the engine; true where only the engine knows.
[[nodiscard]] bool may_be_type(Dialect dialect, std::string_view text);

}  // namespace migrate::migc
