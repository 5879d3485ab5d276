#pragma once

// The revision that gives the chain the schema of the schema file.
//
//     Autogenerate generation(folder, chain, parent, schema_file_of(folder), diagnostics);
//     generation.find_changes(interview, diagnostics);
//     for (const Stage& stage : generation.stages()) write(sql_sections(stage.changes));
//
// On each engine of the chain the file is loaded into a scratch database, and the chain migrates another one;
// what the engine says of both is compared (migc/catalogue), and a transition (migc/transition) leads from
// one to the other and back.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "migc/autogenerate/change_proof.h"
#include "migc/autogenerate/interview.h"
#include "migc/autogenerate/revision_text.h"
#include "migc/autogenerate/schema_change.h"
#include "migc/autogenerate/stages.h"
#include "migc/diff/schema_sides.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migrate/chain.h"

namespace migrate::migc {

// SQL that makes the wanted schema. Reports what cannot be read, or throws migrate::Error.
using ReadWanted = std::function<std::optional<SourceFile>(Dialect dialect, Diagnostics& diagnostics)>;

// The schema file of the folder, which must outlive it. Throws migrate::Error (`usage`) where there is none.
[[nodiscard]] ReadWanted schema_file_of(const Folder& folder);
[[nodiscard]] ReadWanted file_at(const std::string& path);
// The dump of a database. Throws migrate::Error (`usage`) for another dialect than the database's.
[[nodiscard]] ReadWanted database_at(const LiveSide& database, const Settings& settings);

class Autogenerate {
 public:
  // `parent`: of the new revision; empty: none. Reports mistakes of the wanted schema. Throws migrate::Error
  // where an engine cannot be had (`unavailable`). The folder and the chain must outlive it.
  Autogenerate(const Folder& folder, const Chain& chain, const std::string& parent,
               const ReadWanted& read_wanted, Diagnostics& diagnostics);

  // Reports annotations that name nothing; then, or where questions stay open, changes are incomplete.
  void find_changes(Interview& interview, Diagnostics& diagnostics);

  [[nodiscard]] const SchemaChanges& changes() const noexcept { return changes_; }
  // The revisions to write. REQUIRES: the changes are complete, and there is one.
  [[nodiscard]] std::vector<Stage> stages() const;
  // `folder`: with the files of the new revisions.
  [[nodiscard]] ChangeProof prove(const Folder& folder, const NewRevisions& revisions) const;

 private:
  void read_sides(Dialect dialect, const std::string& parent, const ReadWanted& read_wanted,
                  Diagnostics& diagnostics);

  const Folder& folder_;
  const Chain& chain_;
  std::string cache_;
  std::vector<std::unique_ptr<BothSchemas>> schemas_;  // one for each dialect
  SchemaChanges changes_;
};

}  // namespace migrate::migc
