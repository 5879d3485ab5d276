#pragma once

// What a released program asks, kept for the proofs of later revisions: copies of queries/*.sql for each head
// that is locked.

#include <string>
#include <vector>

#include "migc/folder/folder.h"

namespace migrate::migc {

struct KeptQueries {
  std::vector<std::string> written = {};  // paths
  std::vector<std::string> removed = {};  // copies of files that are gone
};

// Copies that are already as they should be stay untouched. Throws migrate::Error (unavailable).
KeptQueries keep_queries(const Folder& folder, const std::vector<std::string>& heads);

}  // namespace migrate::migc
