#pragma once

// What a build knows of the head of a chain: the fingerprints of its objects, which `drift_check: true`
// compiles into the program, and its tables, of which `schema_header: true` makes a header. SQLite's come
// from the chain itself, in each build. PostgreSQL's come from the committed file head.postgres.json, which
// `migc dump --facts` writes: so a build makes the same bytes whether there is a server or not.

#include <string>
#include <vector>

#include "core/chain/schema_facts.h"
#include "migc/catalogue/entities.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct Head {
  core::HeadFacts facts;
  std::vector<Entity> tables;  // without their references
};

enum class HeadTables : bool { left_out, read };

// Asks a database that the chain has migrated for this. Throws migrate::Error where there is no engine, or
// the chain cannot be run. `cache`: a folder for databases, or empty.
[[nodiscard]] Head read_head(const Folder& folder, const Chain& chain, const std::string& cache,
                             Dialect dialect, HeadTables tables = HeadTables::read);

// The file's text, for that chain.
[[nodiscard]] std::string facts_json(const Head& head, std::string_view root_digest);
// "head.postgres.json"
[[nodiscard]] std::string name_of_facts_file(Dialect dialect);

struct HeadsToCompile {
  std::vector<core::HeadFacts> facts;  // ascending by dialect, as the tables
  std::vector<SchemaOnEngine> schemas;
  std::vector<std::string> notes;  // why a dialect has none
};

// What migrate.yaml asks for.
[[nodiscard]] HeadsToCompile heads_to_compile(const Folder& folder, const Chain& chain,
                                              Diagnostics& diagnostics);

}  // namespace migrate::migc
