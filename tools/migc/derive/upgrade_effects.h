#pragma once

// What the statements of an upgrade do that the schemas before and after it do not tell: which table or
// column has another name now, and what became of rows.
//
//     const UpgradeEffects effects = read_effects(dialect, settings, schema_before,
//     revision.upgrade(dialect)); effects.obstacles  // line 6: the upgrade drops table runs, whose rows
//     cannot be restored
//
// Rows that a downgrade removes anyway, with a table or column that the upgrade added, are no obstacle; nor
// is a table that was copied whole into another one of its name. A statement that is not understood is one.

#include <cstdint>
#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migrate/chain.h"
#include "migrate/table.h"

namespace migrate::migc {

// Why no downgrade can be derived.
struct Obstacle {
  std::uint32_t line = 0;  // of the revision's file; 0: not known
  std::string reason = {};

  bool operator==(const Obstacle&) const = default;
};

struct ColumnName {
  std::string now;
  std::string former;

  bool operator==(const ColumnName&) const = default;
};

// A table that exists after the upgrade. Its names are keys (table_key.h); those of columns have no quotes.
struct TableAfter {
  std::string name;
  std::string former;                    // before the upgrade; empty: the upgrade created it
  std::vector<ColumnName> columns = {};  // those that existed before
};

struct UpgradeEffects {
  std::vector<TableAfter> tables = {};
  // Statements that give other things the names that they had: indexes, constraints, types and their values.
  std::vector<std::string> undo_renames = {};
  std::vector<Obstacle> obstacles = {};

  // nullptr where the statements do not tell of such a table.
  [[nodiscard]] const TableAfter* find(Dialect dialect, const std::string& key) const;
};

// `settings`: of the chain, which say in which schema a name without one is.
[[nodiscard]] UpgradeEffects read_effects(Dialect dialect, const Settings& settings,
                                          const SchemaCatalogue& before, const Script& upgrade);

}  // namespace migrate::migc
