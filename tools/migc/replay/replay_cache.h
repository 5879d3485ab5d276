#pragma once

// What migc found out about the first revisions of a chain, kept in a file of the build tree, so that a long
// chain costs its new part only. In it are the scripts of YAML revisions and, for a few points of the chain,
// the schemas there.
//
// A revision is the same one when its file has the same bytes, and those before it are the same; everything
// is forgotten when any code of migc or its libraries is another (platform/build_id.h). A file that is
// damaged or not ours is no file. So with or without it, what is compiled is the same.
//
//     ReplayCache cache("build/replay.cache", replay_keys(folder, order), dialects);
//     SchemasAlongChain schemas = cache.take_schemas();            // after the first cache.known() revisions
//     for (i = 0; i < cache.known(); ++i) ... cache.scripts(i) ...
//     for (; i < order.size(); ++i) ... cache.add(scripts, schemas);
//     cache.save();

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/chain/digest.h"
#include "migc/chain/chain_builder.h"
#include "migc/folder/folder.h"
#include "migc/replay/schemas_along_chain.h"

namespace migrate::migc {

// Those of a YAML revision, one for each dialect; nothing of one that is written in SQL.
using OptionalScripts = std::optional<std::vector<core::ScriptSpec>>;

class ReplayCache {
 public:
  // `keys`: of each revision in the order of the chain. An empty path: nothing is known, and nothing is kept.
  ReplayCache(std::string path, std::vector<core::Digest> keys, std::span<const Dialect> dialects);

  // How many revisions from the first on need no replay.
  [[nodiscard]] std::size_t known() const noexcept { return known_; }
  // After those. To be called once.
  [[nodiscard]] SchemasAlongChain take_schemas() { return std::move(schemas_); }
  // Of one of those.
  [[nodiscard]] const OptionalScripts& scripts(std::size_t number) const { return contents_.scripts[number]; }

  // The next revision, with the schemas after it.
  void add(OptionalScripts scripts, const SchemasAlongChain& after);
  // A build tree that cannot be written is no reason to fail.
  void save();

  struct Contents {
    std::vector<core::Digest> keys;
    std::vector<OptionalScripts> scripts;
    std::map<std::size_t, std::string> states;  // by the number of revisions before them
  };

 private:
  void load(const std::vector<core::Digest>& keys, std::span<const Dialect> dialects);

  std::string path_;
  Contents contents_;
  std::size_t known_ = 0;
  SchemasAlongChain schemas_;
  std::set<std::size_t> kept_points_;
};

// A key changes with any byte of the revision's file or of one before it, and with the dialects. `order`: the
// numbers of the files along the chain.
[[nodiscard]] std::vector<core::Digest> replay_keys(const Folder& folder, std::span<const std::size_t> order);

}  // namespace migrate::migc
