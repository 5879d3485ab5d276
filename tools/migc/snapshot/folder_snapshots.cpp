#include "migc/snapshot/folder_snapshots.h"

#include <utility>

#include "migc/snapshot/sqlite_snapshot.h"

namespace migrate::migc {

namespace {

Snapshot make_snapshot(const Folder& folder, const Chain& chain, const std::string& cache) {
  if (folder.settings.verify == Verify::off) return {.why_not = "migrate.yaml has \"verify: off\""};
  return make_sqlite_snapshot(chain, {.foreign_keys = folder.settings.foreign_keys, .cache = cache});
}

}  // namespace

std::vector<std::string> add_snapshots(const Folder& folder, core::OwnedChain& chain,
                                       const std::string& cache) {
  if (!folder.settings.snapshot.value_or(true) || !chain.chain().has_dialect(Dialect::sqlite)) return {};
  const Snapshot snapshot = make_snapshot(folder, chain.chain(), cache);
  if (!snapshot.why_not.empty()) return {"sqlite: no snapshot: " + snapshot.why_not};
  chain.add_snapshot(Dialect::sqlite, snapshot.statements, snapshot.origin);
  return {};
}

}  // namespace migrate::migc
