#pragma once

// An older and a newer program on one database.

#include "contract/contract.h"
#include "core/chain/digest.h"
#include "core/ledger/history.h"

namespace migrate::testing {

// a <- b <- c <- d, of which two_tables() has the first two.
inline const ScriptedChain& four_tables() {
  static const ScriptedChain chain(
      {creates("a"), creates("b", {"a"}), creates("c", {"b"}), creates("d", {"c"})});
  return chain;
}

inline Options rolling_back() {
  Options options;
  options.on_newer = OnNewer::roll_back;
  return options;
}

// "15: what it says"
inline std::string told(const Error& error) {
  return std::to_string(exit_code(error.kind())) + ": " + error.what();
}

// The row digest that fits what the row says, as anybody can compute it.
inline std::string seal_of(const core::RecordedRevision& row) {
  return core::to_hex(core::row_digest({.revision = row.revision,
                                        .chain_digest = row.chain_digest,
                                        .down_revision = row.down_revision,
                                        .depends_on = row.depends_on,
                                        .flags = row.flags,
                                        .downgrade = row.downgrade}));
}

inline std::string no_downgrade(const std::string& code, const std::string& revision,
                                const std::string& reason) {
  return code + ": this database cannot be rolled back to what this program knows: revision " + revision +
         ' ' + reason + "; nothing was changed. Run the program that applied it or a newer one";
}

}  // namespace migrate::testing
