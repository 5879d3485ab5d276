#pragma once

// How the tables of a user's database, and what else its schema has, differ from what the chain makes of the
// revisions that are applied there. Nothing is written to it.
//
//     const TableDrift drift = find_drift(folder, chain, cache, {dialect, location}, {"cb3cf47d9259"});

#include <string>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/diff/schema_sides.h"
#include "migc/folder/folder.h"
#include "migc/proof/prove_folder.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct TableDrift {
  std::vector<Difference> changes = {};    // of what the chain has made
  std::vector<Difference> strangers = {};  // objects of which the chain knows nothing
  std::vector<std::string> notes = {};     // what was not compared
};

// `rows`: those of the version table, which the chain knows. `cache`: a folder for databases, or empty.
// `program`: of the chain's C++ steps, or none. Throws migrate::Error where one side cannot be had or read:
// there is no server, a revision calls a C++ step and there is no program.
[[nodiscard]] TableDrift find_drift(const Folder& folder, const Chain& chain, const std::string& cache,
                                    const LiveSide& database, const std::vector<std::string>& rows,
                                    const ProgramOfSteps& program = {});

// The same of two schemas.
[[nodiscard]] TableDrift drift_between(const SchemaCatalogue& chain, const SchemaCatalogue& database);

}  // namespace migrate::migc
