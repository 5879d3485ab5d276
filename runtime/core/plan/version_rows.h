#pragma once

// The rows of a version table, read against a chain.

#include <span>
#include <string>
#include <vector>

#include "core/chain/revision_set.h"
#include "migrate/chain.h"
#include "migrate/export.h"

namespace migrate::core {

struct AppliedRevisions {
  std::vector<RevisionIndex> rows;  // ascending
  RevisionSet all;                  // the rows and everything that they need
};

// Throws migrate::Error: `newer_database` for a row that the chain does not know, `mismatch` for rows of
// which one implies another.
[[nodiscard]] MIGRATE_INTERNAL_API AppliedRevisions read_rows(const Chain& chain,
                                                              std::span<const std::string> rows);

// The ids, sorted as rows are.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<std::string> as_rows(const Chain& chain,
                                                                    std::span<const RevisionIndex> revisions);

[[nodiscard]] MIGRATE_INTERNAL_API std::vector<std::string> sorted_rows(std::span<const std::string> rows);

}  // namespace migrate::core
