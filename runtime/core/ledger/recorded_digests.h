#pragma once

// Whether the history rows of revisions that the chain does not know are what their chain digests cover.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/chain/digest.h"
#include "core/ledger/history.h"
#include "migrate/export.h"

namespace migrate::core {

// The chain digests of all that was met so far, down to those of the chain.
class RecordedDigests {
 public:
  RecordedDigests(const Chain& chain, Dialect dialect) : chain_(chain), dialect_(dialect) {}

  // REQUIRES: called for each revision after all that it builds on.
  bool covers(const RecordedRevision& revision);

 private:
  bool add(const std::string& ids, std::vector<Digest>& parents) const;
  std::optional<Digest> find(const std::string& id) const;

  const Chain& chain_;
  Dialect dialect_;
  std::map<std::string, Digest> digests_;
};

// The lists and flags of history rows.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<std::string> split_list(std::string_view list);
[[nodiscard]] bool has_flag(const RecordedRevision& revision, std::string_view flag);
[[nodiscard]] Transaction transaction_of(const RecordedRevision& revision);

}  // namespace migrate::core
