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
#include "migc/transition/transition.h"
#include "migrate/chain.h"
#include "migrate/table.h"

namespace migrate::migc {

struct UpgradeEffects {
  TransitionRequest undo = {};  // what a transition back to the schema before must know
  std::vector<Obstacle> obstacles = {};
};

// `settings`: of the chain, which say in which schema a name without one is.
[[nodiscard]] UpgradeEffects read_effects(Dialect dialect, const Settings& settings,
                                          const SchemaCatalogue& before, const Script& upgrade);

}  // namespace migrate::migc
