#pragma once

// The proof of what was generated, before it is written: the chain with the new revisions has the wanted
// schema, and without them again the one that it had, on each engine. Anything else is a bug of migc.

#include <memory>
#include <string>
#include <vector>

#include "migc/autogenerate/schema_change.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

struct NewRevisions {
  std::vector<std::string> ids;  // each follows the one before it
  std::string parent;            // of the first one; empty: none
};

struct ChangeProof {
  std::vector<std::string> failures = {};  // none: it is proven
  std::vector<std::string> notes = {};     // what the build will say besides
};

// `folder`: with the files of the new revisions. `cache`: of the proof; empty: there is none.
[[nodiscard]] ChangeProof prove_change(const std::vector<std::unique_ptr<BothSchemas>>& schemas,
                                       const Folder& folder, const NewRevisions& revisions,
                                       const std::string& cache);

}  // namespace migrate::migc
