#pragma once

// What our tables say about a database at one moment.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger/ledger_tables.h"
#include "core/ledger/unfinished_step.h"
#include "migrate/export.h"

namespace migrate::core {

struct VersionRow {
  std::string revision;
  // Of its last finished history row; nothing when there is none, or when it says that the revision was
  // reverted.
  std::optional<std::string> chain_digest;
};

struct DatabaseState {
  TablesFound tables;
  std::vector<VersionRow> rows;  // by revision
  std::optional<UnfinishedStep> unfinished;
  std::int64_t newest_history_row = 0;  // its number; 0 when there is none
  // The rows as the chain has them where a newer program left compatible revisions above; Ledger::state()
  // does not find out.
  std::optional<std::vector<std::string>> own_rows = {};

  MIGRATE_INTERNAL_API std::vector<std::string> revisions() const;
  // No revision is applied, and none is under way.
  bool is_untouched() const noexcept { return rows.empty() && !unfinished; }
  // What the chain can plan from.
  std::vector<std::string> known_rows() const { return own_rows ? *own_rows : revisions(); }
};

}  // namespace migrate::core
