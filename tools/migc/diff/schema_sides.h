#pragma once

// The schemas that can be compared: of the chain, of one of its revisions, of the schema file, of a database.
//
//     SchemaSides sides(folder, chain, engine, diagnostics);
//     differences(sides.read(ChainSide{"head"}), sides.read(FileSide{}));

#include <string>
#include <variant>

#include "migc/catalogue/catalogue_object.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Migrated to a target; "heads" is all of it.
struct ChainSide {
  std::string target = "heads";
};

struct FileSide {};

struct LiveSide {
  Dialect dialect;
  std::string location;  // as a driver takes it
};

using SchemaSide = std::variant<ChainSide, FileSide, LiveSide>;

class SchemaSides {
 public:
  // All must outlive it.
  SchemaSides(const Folder& folder, const Chain& chain, ScratchEngine& engine, Diagnostics& diagnostics)
      : folder_(folder), chain_(chain), engine_(engine), diagnostics_(diagnostics) {}

  // Mistakes of the schema file are reported; that there is none is an error (`usage`). Throws migrate::Error
  // where the chain or the database cannot be run or read. REQUIRES: a live side is of the engine's dialect.
  [[nodiscard]] SchemaCatalogue read(const SchemaSide& side);

 private:
  SchemaCatalogue read_side(const ChainSide& side);
  SchemaCatalogue read_side(const FileSide& side);
  SchemaCatalogue read_side(const LiveSide& side);

  const Folder& folder_;
  const Chain& chain_;
  ScratchEngine& engine_;
  Diagnostics& diagnostics_;
};

}  // namespace migrate::migc
