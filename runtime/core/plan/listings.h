#pragma once

// What the commands heads, branches, history, show and current list. None of these touches a database: the
// rows of the version table are passed in where an answer depends on them, and read only then.
//
// All functions throw migrate::Error: `usage` for a target that does not exist, is ambiguous or cannot be
// used with the command; `newer_database` and `mismatch` for rows as the planner does.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/chain.h"
#include "migrate/export.h"

namespace migrate::core {

// Whether a target or a range names `current`, so that the answer needs the rows.
[[nodiscard]] MIGRATE_INTERNAL_API bool mentions_current(std::string_view text);

// `without_needed` leaves out the heads that another revision depends on.
enum class Heads : std::uint8_t { all, without_needed };
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<RevisionIndex> list_heads(const Chain& chain, Heads which);

// Revisions with several children, newest first.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<RevisionIndex> list_branch_points(const Chain& chain);

// `range` is "A:B", or empty for the whole chain. Newest first.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<RevisionIndex> list_history(const Chain& chain,
                                                                           std::span<const std::string> rows,
                                                                           std::string_view range);

// Nothing for `base`; several for `heads` and `current`. Newest first.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<RevisionIndex> list_shown(const Chain& chain,
                                                                         std::span<const std::string> rows,
                                                                         std::string_view target);

// The rows, and the tips of other branches that they imply through depends_on. Newest first.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<RevisionIndex> list_current(const Chain& chain,
                                                                           std::span<const std::string> rows);

}  // namespace migrate::core
