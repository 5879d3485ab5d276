#pragma once

// A downgrade that is derived from what an upgrade did: the statements that lead from the schema after it to
// the schema before it. One function for each engine; sqlite_derivation.cpp is one.
//
// Every statement runs on a scratch database as soon as it is known, so that the next one follows from what
// that database then has, and in the end its schema is compared with the one before the upgrade.

#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/derive/upgrade_effects.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

// What is known of the schema before an upgrade.
struct SchemaBefore {
  SchemaCatalogue catalogue;
  // The statements that made its objects, as the engine keeps them, in the engine's own form.
  Rows definitions = {};
};

struct Derivation {
  std::vector<std::string> statements = {};  // none: nothing has to be undone
  std::vector<Obstacle> obstacles = {};      // where there is one, there are no statements
};

[[nodiscard]] SchemaBefore read_schema_before(Dialect dialect, ScratchDatabase& database);

// `work`: has the schema after the upgrade; it is changed. `is_atomic`: whether the statements will run in
// one transaction. Throws migrate::Error where the database cannot be read.
[[nodiscard]] Derivation derive_downgrade(Dialect dialect, const SchemaBefore& before,
                                          const UpgradeEffects& effects, ScratchDatabase& work,
                                          bool is_atomic);

}  // namespace migrate::migc
