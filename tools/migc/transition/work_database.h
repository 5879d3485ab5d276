#pragma once

// The database that a transition changes: it runs each statement at once, and knows in what its schema still
// differs from the wanted one.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/scratch/scratch_database.h"
#include "migc/transition/transition.h"

namespace migrate::migc {

class WorkDatabase {
 public:
  // Both must outlive it.
  WorkDatabase(const SchemaCatalogue& wanted, ScratchDatabase& database)
      : wanted_(wanted), database_(database) {}

  // Nothing once the transition is refused, as it is when the engine refuses the statement.
  void run(const std::string& statement);
  // Why the engine refuses it, which is no obstacle yet; nothing when it has run.
  [[nodiscard]] std::optional<std::string> try_run(const std::string& statement);
  void refuse(std::string reason) { obstacles_.push_back({.line = 0, .reason = std::move(reason)}); }
  bool is_refused() const noexcept { return !obstacles_.empty(); }

  [[nodiscard]] ScratchDatabase& database() noexcept { return database_; }
  [[nodiscard]] Rows query(const std::string& statement) { return database_.query(statement); }
  [[nodiscard]] SchemaCatalogue schema() { return database_.read_schema(); }
  // What is missing, is left over or was changed: `was` is the wanted schema.
  [[nodiscard]] std::vector<Difference> differences() { return migc::differences(wanted_, schema()); }

  // What it has run, unless the schemas still differ.
  [[nodiscard]] Transition take();

 private:
  const SchemaCatalogue& wanted_;
  ScratchDatabase& database_;
  std::vector<std::string> statements_;
  std::vector<Obstacle> obstacles_;
};

}  // namespace migrate::migc
