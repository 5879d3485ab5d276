#pragma once

// What the revisions up to one point of the chain have made, in each of its dialects.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migc/chain/body.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/replay/engine_replay.h"

namespace migrate::migc {

class SchemasAlongChain {
 public:
  // Before the first revision.
  explicit SchemasAlongChain(std::span<const Dialect> dialects);

  // REQUIRES: the chain has that dialect.
  [[nodiscard]] EngineReplay& engine(Dialect dialect) noexcept;

  // A revision that is written in SQL. Reports what an engine says against it.
  void apply(const RevisionFile& file, const Body& body, Diagnostics& diagnostics);

  // Everything as bytes, and back; nothing where bytes cannot hold it all, or hold something else.
  [[nodiscard]] std::optional<std::string> serialize() const;
  [[nodiscard]] static std::optional<SchemasAlongChain> deserialize(std::span<const Dialect> dialects,
                                                                    std::string_view bytes);

 private:
  std::vector<std::unique_ptr<EngineReplay>> engines_;  // in the order of the chain's dialects
};

}  // namespace migrate::migc
