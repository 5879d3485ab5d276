#pragma once

// A downgrade that is derived from what an upgrade did: the statements that lead from the schema after it to
// the schema before it. Each engine has a class for that.
//
//     const std::unique_ptr<DowngradeDeriver> deriver = make_deriver(engine.dialect(), chain.settings());
//     deriver->remember(database);
//     upgrade(database.connection(), chain, id);
//     work.become(database);
//     deriver->derive(effects, work, is_atomic).statements;
//
// Every statement runs on a scratch database as soon as it is known, so that the next one follows from what
// that database then has, and in the end its schema is compared with the one before the upgrade.

#include <memory>
#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/derive/upgrade_effects.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/table.h"

namespace migrate::migc {

struct Derivation {
  std::vector<std::string> statements = {};  // none: nothing has to be undone
  std::vector<Obstacle> obstacles = {};      // where there is one, there are no statements
};

class DowngradeDeriver {
 public:
  virtual ~DowngradeDeriver() = default;

  // The schema before the upgrade. Throws migrate::Error where the database cannot be read, as derive() does.
  void remember(ScratchDatabase& before) {
    schema_ = before.read_schema();
    read_definitions(before);
  }
  [[nodiscard]] const SchemaCatalogue& schema_before() const noexcept { return schema_; }

  // `work`: has the schema after the upgrade; it is changed. `is_atomic`: whether the statements will run in
  // one transaction. REQUIRES: remember(), and effects without obstacles.
  [[nodiscard]] virtual Derivation derive(const UpgradeEffects& effects, ScratchDatabase& work,
                                          bool is_atomic) = 0;

 private:
  // The statements that made what the schema has.
  virtual void read_definitions(ScratchDatabase& before) = 0;

  SchemaCatalogue schema_;
};

[[nodiscard]] std::unique_ptr<DowngradeDeriver> make_deriver(Dialect dialect, const Settings& settings);

}  // namespace migrate::migc
