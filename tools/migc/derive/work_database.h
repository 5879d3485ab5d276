#pragma once

// The database on which a downgrade is derived: it runs each statement at once, and knows in what its schema
// still differs from the one before the upgrade.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/derive/derivation.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

class WorkDatabase {
 public:
  // Both must outlive it.
  WorkDatabase(const SchemaCatalogue& before, ScratchDatabase& database)
      : before_(before), database_(database) {}

  // Nothing once the derivation is refused, as it is when the engine refuses the statement.
  void run(const std::string& statement);
  // Why the engine refuses it, which is no obstacle yet; nothing when it has run.
  [[nodiscard]] std::optional<std::string> try_run(const std::string& statement);
  void refuse(std::string reason) { obstacles_.push_back({.line = 0, .reason = std::move(reason)}); }
  bool is_refused() const noexcept { return !obstacles_.empty(); }

  [[nodiscard]] ScratchDatabase& database() noexcept { return database_; }
  [[nodiscard]] Rows query(const std::string& statement) { return database_.query(statement); }
  [[nodiscard]] SchemaCatalogue schema() { return database_.read_schema(); }
  // What is missing, is left over or was changed: `was` is the schema before the upgrade.
  [[nodiscard]] std::vector<Difference> differences() { return migc::differences(before_, schema()); }

  // What it has run, unless the schemas still differ.
  [[nodiscard]] Derivation take();

 private:
  const SchemaCatalogue& before_;
  ScratchDatabase& database_;
  std::vector<std::string> statements_;
  std::vector<Obstacle> obstacles_;
};

}  // namespace migrate::migc
