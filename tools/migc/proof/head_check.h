#pragma once

// What is compared with the schema where the chain ends, while the proof has a database that is there: the
// schema that the author wants. Its outcome is kept by the cache, as verdicts are.

#include <optional>
#include <string>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct HeadFindings {
  std::vector<Difference> changes = {};  // that lead from the chain to the schema file
  bool has_old_copy = false;             // the copy of the head's schema is not the head's

  [[nodiscard]] bool empty() const noexcept { return changes.empty() && !has_old_copy; }
};

class HeadCheck {
 public:
  virtual ~HeadCheck() = default;

  // All that the outcome depends on, beside the chain and the engine; empty: there is nothing to compare.
  [[nodiscard]] virtual std::string key(Dialect dialect) = 0;
  // Nothing where what is compared with the chain has a mistake, which is reported. Throws migrate::Error
  // where it cannot be compared.
  [[nodiscard]] virtual std::optional<HeadFindings> compare(ScratchEngine& engine, ScratchDatabase& head) = 0;
  // The texts of the schema files that it loads.
  [[nodiscard]] virtual std::vector<std::string> texts(Dialect dialect) = 0;
};

// What became of it on one engine.
struct HeadOutcome {
  bool was_wanted = false;                    // there is something to compare
  std::optional<HeadFindings> findings = {};  // nothing: it was not compared, or has a mistake
  std::string why_not = {};                   // it was not compared
};

}  // namespace migrate::migc
