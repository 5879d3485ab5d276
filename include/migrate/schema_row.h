#pragma once

// The layout of what a compiled chain knows of the objects at its head, where migrate.yaml has `drift_check:
// true`. Other chains have none, and their table is a plain generated::Table. Programs do not use this
// header; migrate/table_check.h compares a database with it.

#include <cstdint>
#include <span>
#include <string_view>

#include "migrate/chain.h"
#include "migrate/export.h"
#include "migrate/table.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {
namespace generated {

// What an object of the head is known by.
struct FingerprintRow {
  Text name;  // in SchemaRow::names: "table runs"
  std::uint64_t high;
  std::uint64_t low;
  bool is_spelled;  // of what the server spells itself; such a row follows the object's other one
};

// The objects of the head in one dialect.
struct SchemaRow {
  Dialect dialect;
  std::string_view question;  // asks a database for the facts of its objects; $1 is the schema of revisions
  std::string_view server;    // the major version of the one that spelled facts
  std::string_view names;
  std::span<const FingerprintRow> objects;
};

// Its `format` has the flag.
struct TableWithHead : Table {
  std::span<const SchemaRow> schemas;
};

inline constexpr std::uint32_t table_has_head = 0x80000000;

}  // namespace generated

[[nodiscard]] constexpr std::span<const generated::SchemaRow> schemas_at_head(const Chain& chain) noexcept {
  const generated::Table& table = chain.table();
  if ((table.format & generated::table_has_head) == 0) return {};
  return static_cast<const generated::TableWithHead&>(table).schemas;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
