#pragma once

// The fingerprints of the objects at the head of a chain, which `drift_check: true` compiles into the
// program. SQLite's come from the chain itself, in each build. PostgreSQL's come from the committed file
// head.postgres.json, which `migc dump --facts` writes: so a build makes the same bytes whether there is a
// server or not.

#include <string>
#include <vector>

#include "core/chain/schema_facts.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Asks a database that the chain has migrated for this. Throws migrate::Error where there is no engine, or
// the chain cannot be run. `cache`: a folder for databases, or empty.
[[nodiscard]] core::HeadFacts read_head_facts(const Folder& folder, const Chain& chain,
                                              const std::string& cache, Dialect dialect);

// The file's text, for that chain.
[[nodiscard]] std::string facts_json(const core::HeadFacts& facts, std::string_view root_digest);
// "head.postgres.json"
[[nodiscard]] std::string name_of_facts_file(Dialect dialect);

struct CompiledFacts {
  std::vector<core::HeadFacts> heads;  // ascending by dialect
  std::vector<std::string> notes;      // why a dialect has none
};

// What a build compiles in: nothing where migrate.yaml does not ask for it.
[[nodiscard]] CompiledFacts facts_to_compile(const Folder& folder, const Chain& chain,
                                             Diagnostics& diagnostics);

}  // namespace migrate::migc
