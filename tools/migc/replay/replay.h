#pragma once

// The one way along a chain: every revision is compiled at its point, by what those before it have made.
//
//     Replay replay(folder, order, Judgement::effect, "build/replay.cache");
//     for (i = 0; i < replay.known(); ++i) ... replay.known_scripts(i) ...
//     for (; i < order.size(); ++i) {
//       if (replay.can_judge(file)) ... replay.schemas() ...   // which then are those after the revision;
//       or: replay.doubt(body); replay.end_revision(is_right, scripts);
//     }
//     replay.save();
//
// After a mistake the replay continues, so that one run reports what is wrong with all revisions but those
// that speak of what the wrong ones would have made.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "migc/chain/body.h"
#include "migc/folder/folder.h"
#include "migc/operations/yaml_value.h"
#include "migc/replay/doubtful_names.h"
#include "migc/replay/replay_cache.h"
#include "migc/replay/schemas_along_chain.h"

namespace migrate::migc {

// What revisions are judged by: their form alone, or also what they do at their point of the chain.
enum class Judgement : unsigned char { form, effect };

class Replay {
 public:
  // `order`: the numbers of the files along the chain. `cache`: a file, as in migc/replay/replay_cache.h; a
  // replay that judges by form alone leaves it as it is.
  Replay(const Folder& folder, std::span<const std::size_t> order, Judgement judgement,
         const std::string& cache);

  // How many revisions from the first on need no replay, and what became of one of them.
  [[nodiscard]] std::size_t known() const noexcept { return cache_.known(); }
  [[nodiscard]] const OptionalScripts& known_scripts(std::size_t i) const { return cache_.scripts(i); }

  // Whether what the revision does can be told right from wrong.
  [[nodiscard]] bool can_judge(const RevisionFile& file) const;
  [[nodiscard]] SchemasAlongChain& schemas() noexcept { return schemas_; }

  // The schemas are without what the revision would have made.
  void doubt(const Body& body);
  // Its operations as they are written; nullptr where that could not be read.
  void doubt(const YamlValue* operations);
  // Where it is not known what it would have made.
  void doubt_all();

  // Ends each revision that was not known. `scripts`: as in ReplayCache.
  void end_revision(bool is_right, OptionalScripts scripts);
  // Keeps what is known now, if all revisions were right.
  void save();

 private:
  Judgement judgement_;
  std::vector<Dialect> dialects_;  // of the chain, in its order
  ReplayCache cache_;
  SchemasAlongChain schemas_;
  DoubtfulNames doubtful_;
  std::size_t wrong_revisions_ = 0;
};

}  // namespace migrate::migc
