#pragma once

// The schemas that can be compared: of the chain, of one of its revisions, of the schema file, of a database.
//
//     SchemaSides sides(folder, chain, engine, diagnostics);
//     differences(sides.read(ChainSide{"head"}), sides.read(FileSide{}));

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/folder/source_file.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Migrated to a target; "heads" is all of it.
struct ChainSide {
  std::string target = "heads";
};

// The folder's schema file, or one that is named.
struct FileSide {
  std::string path = {};
};

struct LiveSide {
  Dialect dialect;
  std::string location;  // as a driver takes it
};

using SchemaSide = std::variant<ChainSide, FileSide, LiveSide>;

// The texts of those sides that are files. What is wrong with them is said where they are loaded.
[[nodiscard]] std::vector<std::string> texts_of_files(const Folder& folder, Dialect dialect,
                                                      const std::vector<const SchemaSide*>& sides);

class SchemaSides {
 public:
  // All must outlive it.
  SchemaSides(const Folder& folder, const Chain& chain, ScratchEngine& engine, Diagnostics& diagnostics)
      : folder_(folder), chain_(chain), engine_(engine), diagnostics_(diagnostics) {}

  // Mistakes of the schema file are reported; that there is none is an error (`usage`). Throws migrate::Error
  // where the chain or the database cannot be run or read. REQUIRES: a live side is of the engine's dialect.
  [[nodiscard]] SchemaCatalogue read(const SchemaSide& side);
  // A scratch database with that schema; of a live one, without rows. Reports and throws as read() does.
  [[nodiscard]] std::unique_ptr<ScratchDatabase> make_database(const SchemaSide& side);

 private:
  std::unique_ptr<ScratchDatabase> make_side(const ChainSide& side);
  std::unique_ptr<ScratchDatabase> make_side(const FileSide& side);
  std::unique_ptr<ScratchDatabase> make_side(const LiveSide& side);
  std::optional<SourceFile> read_file_of(const FileSide& side);

  const Folder& folder_;
  const Chain& chain_;
  ScratchEngine& engine_;
  Diagnostics& diagnostics_;
};

}  // namespace migrate::migc
