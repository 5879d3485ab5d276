#pragma once

// The two tables that this library keeps in a database: which revisions are applied, and how they came there.
// docs/history-table.md is the contract for their layout; other versions of this library read and write them.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/table_layout.h"
#include "migrate/chain.h"

namespace migrate::core {

class Ledger;

// Raised when a program that does not know the new layout could misread it.
inline constexpr std::int64_t history_format = 1;

struct TablesFound {
  bool version = false;
  bool history = false;
  std::optional<std::size_t> row_width = {};  // how many characters of an id fit, where that is limited
  bool are_untrusted = false;                 // one of them: both are read with read_rows() only
};

// Whether Alembic made the version table, or will find it one day: then rows of it are no less true for being
// nowhere in the history.
[[nodiscard]] bool is_shared_with_alembic(const Chain& chain);

// Throws migrate::Error (`mismatch`) when something that is not our table has the name of one.
[[nodiscard]] TablesFound find_tables(const Ledger& ledger);

}  // namespace migrate::core
