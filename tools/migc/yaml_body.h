#pragma once

// The body of a YAML revision: its operations become the scripts of each dialect. docs/operations.md is the
// account of the format.

#include <array>
#include <optional>
#include <span>

#include "migc/body.h"
#include "migc/diagnostics.h"
#include "migc/folder.h"
#include "migc/operations/catalogue.h"
#include "migc/sqlite/schema.h"

namespace migrate::migc {

// What the revisions so far have made, in each dialect.
class SchemasAlongChain {
 public:
  Catalogue& catalogue(Dialect dialect) noexcept { return catalogues_[static_cast<std::size_t>(dialect)]; }
  SqliteSchema& sqlite() noexcept { return sqlite_; }

  // A revision that is written in SQL. Reports what SQLite says against it.
  void apply(const RevisionFile& file, const Body& body, std::span<const Dialect> dialects,
             Diagnostics& diagnostics);

 private:
  std::array<Catalogue, all_dialects.size()> catalogues_{Catalogue(Dialect::sqlite),
                                                         Catalogue(Dialect::postgres)};
  SqliteSchema sqlite_;
};

// Reports every mistake; then what is returned is only good for looking on, and the schemas are no longer
// those of the chain. Otherwise they have advanced by this revision.
[[nodiscard]] Body parse_yaml_body(const RevisionFile& file, std::span<const Dialect> dialects,
                                   SchemasAlongChain& schemas, Diagnostics& diagnostics);

}  // namespace migrate::migc
