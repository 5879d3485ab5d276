#pragma once

// What the revisions up to one point of the chain have made, in each dialect.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "migc/chain/body.h"
#include "migc/engine/sqlite/schema.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/operations/catalogue.h"

namespace migrate::migc {

class SchemasAlongChain {
 public:
  Catalogue& catalogue(Dialect dialect) noexcept { return catalogues_[static_cast<std::size_t>(dialect)]; }
  SqliteSchema& sqlite() noexcept { return sqlite_; }

  // A revision that is written in SQL. Reports what an engine says against it.
  void apply(const RevisionFile& file, const Body& body, std::span<const Dialect> dialects,
             Diagnostics& diagnostics);

  // Everything as bytes, and back; nothing where bytes cannot hold it all, or hold something else.
  [[nodiscard]] std::optional<std::string> serialize() const;
  [[nodiscard]] static std::optional<SchemasAlongChain> deserialize(std::string_view bytes);

 private:
  // Nothing to say where migc has no engine to run it in.
  std::optional<EngineError> run(Dialect dialect, const std::string& statement);

  std::array<Catalogue, all_dialects.size()> catalogues_{Catalogue(Dialect::sqlite),
                                                         Catalogue(Dialect::postgres)};
  SqliteSchema sqlite_;
};

}  // namespace migrate::migc
