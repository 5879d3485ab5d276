#pragma once

#include <cstdint>
#include <string_view>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// A statement of a revision on its way to a database, together with where it was written. The views live as
// long as the run.
struct Statement {
  std::string_view text = {};      // one statement, from its first to its last token
  std::string_view revision = {};  // id
  std::uint32_t number = 0;        // of the script's items, counted from 1
  std::string_view file = {};  // relative to the migrations folder; empty for a script that a history stored
  std::uint32_t line = 0;
  bool is_stored = false;  // not compiled in: read from the history of the database
  std::uint8_t flags = 0;  // of the item (migrate/table.h), for the adapter
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
