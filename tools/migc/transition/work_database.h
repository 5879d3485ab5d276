#pragma once

// The database that a transition changes: it runs each statement at once, and knows in what its schema still
// differs from the wanted one.

#include <functional>
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
  // Whether the work was done. If it was not, nothing of what it has run remains. REQUIRES: the engine runs
  // its statements in a transaction.
  [[nodiscard]] bool try_all(const std::function<bool()>& work);
  void refuse(std::string reason) { obstacles_.push_back({.line = 0, .reason = std::move(reason)}); }
  bool is_refused() const noexcept { return !obstacles_.empty(); }

  // Statements that rebuild a table. `rebuild`: where they are is not known yet.
  void run_rebuild(TableRebuild rebuild, const std::vector<std::string>& statements);

  // "table runs is dropped with its rows"
  void lose(std::string what) { losses_.push_back(std::move(what)); }
  void replace_nulls(const std::string& column) {
    replaced_nulls_.push_back("NULLs in column " + column + " are replaced");
  }
  void require(RequiredValue value) { required_values_.push_back(std::move(value)); }
  bool lacks_values() const noexcept { return !required_values_.empty(); }

  [[nodiscard]] ScratchDatabase& database() noexcept { return database_; }
  [[nodiscard]] Rows query(const std::string& statement) { return database_.query(statement); }
  [[nodiscard]] SchemaCatalogue schema() { return database_.read_schema(); }
  [[nodiscard]] const SchemaCatalogue& wanted() const noexcept { return wanted_; }
  // What is missing, is left over or was changed: `was` is the wanted schema.
  [[nodiscard]] std::vector<Difference> differences() { return migc::differences(wanted_, schema()); }

  // What it has run, unless the schemas still differ.
  [[nodiscard]] Transition take();

 private:
  const SchemaCatalogue& wanted_;
  ScratchDatabase& database_;
  std::vector<std::string> statements_;
  std::vector<TableRebuild> rebuilds_;
  std::vector<std::string> losses_;
  std::vector<std::string> replaced_nulls_;
  std::vector<RequiredValue> required_values_;
  std::vector<Obstacle> obstacles_;
};

}  // namespace migrate::migc
