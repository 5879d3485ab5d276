#pragma once

// The change from the chain's schema to the wanted one on one engine, with its downgrade.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "migc/autogenerate/interview.h"
#include "migc/autogenerate/renames.h"
#include "migc/autogenerate/schema_elements.h"
#include "migc/catalogue/difference.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/folder/source_file.h"
#include "migc/scratch/scratch_database.h"
#include "migc/transition/transition.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Both schemas, each in a database of its own.
struct BothSchemas {
  std::unique_ptr<ScratchEngine> engine = {};
  std::unique_ptr<ScratchDatabase> present = {};
  std::unique_ptr<ScratchDatabase> wanted = {};
  std::optional<SourceFile> file = {};  // of the wanted one
  SchemaElements elements = {};
  std::vector<std::string> ignored = {};  // patterns

  [[nodiscard]] SchemaCatalogue present_schema() const;
  [[nodiscard]] SchemaCatalogue wanted_schema() const;
};

struct SchemaChange {
  Dialect dialect;
  Renames renames = {};
  std::vector<Difference> changes = {};  // besides the renames
  Transition upgrade = {};
  Transition downgrade = {};
  std::vector<std::string> lossy = {};  // why the downgrade does not restore all values

  [[nodiscard]] bool is_empty() const noexcept { return changes.empty() && renames.list.empty(); }
};

// The statements that lead from the schema after a change to the one before it.
[[nodiscard]] Transition find_downgrade(const BothSchemas& schemas, const Settings& settings,
                                        ScratchDatabase& before, ScratchDatabase& after,
                                        const TransitionRequest& request);

// Reports annotations that name nothing; after that, or with open questions, the change is incomplete. Throws
// migrate::Error where a database cannot be run or read.
[[nodiscard]] SchemaChange find_change(const BothSchemas& schemas, const Settings& settings,
                                       Interview& interview, Diagnostics& diagnostics);

}  // namespace migrate::migc
