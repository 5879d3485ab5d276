#pragma once

// Where commands find what earlier proofs of a migrations folder found out.
//
// A build keeps it in its tree. It notes that in a folder of its user's below the system's temporary one,
// under a name made from the path of the migrations folder. A command that is not told a cache uses the one
// of the last build by the same migc, and else keeps its own in the folder of that note.

#include <optional>
#include <string>

namespace migrate::migc {

// Of a build.
struct ProofPlace {
  std::string cache;  // its folder (proof_cache.h)
  std::string json;   // its proof.json; may be empty
};

// Nothing where the tree of that build has no cache any more.
[[nodiscard]] std::optional<ProofPlace> find_build(const std::string& migrations);

// The cache for a command that is not told one. Empty where nothing can be kept.
[[nodiscard]] std::string find_cache(const std::string& migrations);

// To be called by a build, when the cache exists. A note that cannot be written costs time only.
void note_build(const std::string& migrations, const ProofPlace& place) noexcept;

// The file of a cache for the scripts of YAML revisions (migc/replay/replay_cache.h). Empty where the cache
// is.
[[nodiscard]] std::string replay_cache_in(const std::string& cache);

}  // namespace migrate::migc
