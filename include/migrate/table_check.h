#pragma once

// Whether the tables of a database, and its other objects, are those that the chain makes. The chain knows
// them where migrate.yaml has `drift_check: true` (docs/schema.md).
//
//     migrate::TableCheck found = migrate::check_tables(connection, inventory::revisions());
//     for (const std::string& object : found.missing) std::puts(object.c_str());

#include <string>
#include <vector>

#include "migrate/chain.h"
#include "migrate/connection.h"
#include "migrate/export.h"
#include "migrate/options.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct TableCheck {
  bool is_compared = false;
  std::string why_not = {};                 // it was not compared
  std::vector<std::string> missing = {};    // "table runs"
  std::vector<std::string> different = {};  // the same
  // What servers of two major versions spell in two ways, where that is why it was not compared; a phrase.
  std::string not_compared = {};

  bool is_same() const noexcept { return is_compared && missing.empty() && different.empty(); }
};

// Compares only a database that is at the head of the chain, and writes nothing. Throws as current() does.
[[nodiscard]] MIGRATE_API TableCheck check_tables(Connection& connection, const Chain& chain,
                                                  const Options& options = {});

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
