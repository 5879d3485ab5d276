#pragma once

// Scratch databases of SQLite: files without a name, which SQLite writes where it has to, and deletes. Only
// another process needs a name to open them.

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/sqlite_catalogue.h"
#include "migc/scratch/scratch_database.h"
#include "migc/scratch/sqlite_stand_ins.h"
#include "migc/scratch/sqlite_states.h"

namespace migrate::migc {

class SqliteScratch : public ScratchEngine {
 public:
  // `own_tables`: those of the library, which no schema shows. `foreign_keys`: as the program has them.
  // `folder`: where the files have names; empty: they have none.
  SqliteScratch(std::vector<std::string> own_tables, bool foreign_keys, std::string folder = {})
      : reader_(std::move(own_tables)), foreign_keys_(foreign_keys), folder_(std::move(folder)) {}

  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::sqlite; }
  [[nodiscard]] std::string version() const override;
  [[nodiscard]] std::string identity() const override;
  // Must not outlive the engine.
  [[nodiscard]] std::unique_ptr<ScratchDatabase> make_database() override;
  void limit_statements(std::chrono::milliseconds limit) override { limit_ = limit; }
  bool stand_in_for(const std::string& message) override;
  [[nodiscard]] bool is_of_revision(const Error& error) const override;

  // Without this no state is kept.
  void keep_states_in(std::string folder) { states_ = SqliteStates(std::move(folder)); }
  std::string keep(const std::string& name, ScratchDatabase& database) override;
  [[nodiscard]] std::unique_ptr<ScratchDatabase> restore(const std::string& name,
                                                         const std::string& seal) override;
  void drop_all_but(const std::vector<std::string>& names) override { states_.drop_all_but(names); }

 private:
  std::shared_ptr<SqliteStandIns> stand_ins_ = std::make_shared<SqliteStandIns>();
  SqliteCatalogueReader reader_;  // what was read of one database is known of the others
  bool foreign_keys_;
  std::chrono::milliseconds limit_ = std::chrono::minutes(5);
  std::string folder_;
  SqliteStates states_;
  int files_ = 0;
};

}  // namespace migrate::migc
