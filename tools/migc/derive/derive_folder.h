#pragma once

// Derives the downgrades that the SQL revisions of a folder lack, and proves them before they are written.
//
//     const std::set<std::string> ids = revisions_without_downgrade(folder);
//     for (const DerivedRevision& derived :
//          derive_downgrades(folder, ids, scratch_engines(folder, cache), cache, diagnostics))
//       write_if_different(derived.file.source.path(), derived.file.source.bytes());

#include <set>
#include <string>
#include <vector>

#include "migc/derive/downgrade_sections.h"
#include "migc/derive/scratch_engines.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

struct DerivedRevision {
  std::string id;
  FileWithSections file;
};

// The ids of the SQL revisions that need a downgrade and have none in some dialect.
[[nodiscard]] std::set<std::string> revisions_without_downgrade(const Folder& folder);

// In the order of the chain. A revision whose downgrade cannot be derived in each dialect is a mistake that
// says why, and is left out. No revision is written. `cache`: of the proof (proof_cache.h); empty: there is
// none. REQUIRES: the ids are of revisions without a downgrade.
[[nodiscard]] std::vector<DerivedRevision> derive_downgrades(const Folder& folder,
                                                             const std::set<std::string>& ids,
                                                             const MakeEngine& make_engine,
                                                             const std::string& cache,
                                                             Diagnostics& diagnostics);

}  // namespace migrate::migc
