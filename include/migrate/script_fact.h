#pragma once

#include <cstdint>
#include <string_view>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// What an item of a script does to the tables and views of a schema and to others who use them, where its
// text tells.
enum class FactKind : std::uint8_t {
  creates_table,     // not with IF NOT EXISTS, and not a temporary one
  may_create_table,  // with IF NOT EXISTS
  drops_table,
  drops_temporary_table,
  drops_column,      // detail: the column
  renames_table,     // detail: the new name
  adds_foreign_key,  // to a table that exists
  frees_name,  // of something that is no table with rows: a view, or a table that moves to another schema
  runs_code,   // a C++ step, or SQL that may do anything
  takes_long_lock,  // detail: what it does to others while it runs
};

// The views live as long as the chain.
struct ScriptFact {
  FactKind kind = FactKind::runs_code;
  std::uint32_t item = 0;        // of the script's items, counted from 0
  std::string_view schema = {};  // empty: not named; this and the names as the catalogue spells them
  std::string_view table = {};
  std::string_view detail = {};
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
