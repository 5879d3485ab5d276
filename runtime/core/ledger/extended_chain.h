#pragma once

// The chain of a program, continued by revisions that only the history of a database knows.
//
// Its revisions have the numbers that they have in the program's chain; the others come after them. Plans,
// scripts and the history's rows are then made of it as of any chain. What the history does not keep is
// empty: upgrades, labels, files and lines; and children and heads are those of the program's chain.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger/stored_script.h"
#include "core/ledger/unknown_revisions.h"

namespace migrate::core {

// A revision with its downgrade taken apart.
struct ReversibleRevision {
  const RecordedRevision& recorded;
  std::vector<StoredItem> downgrade;
};

class ExtendedChain {
 public:
  // The chain must outlive it. REQUIRES: each revision comes after all that it builds on, its digests are
  // digests, and the process has the steps that its downgrade calls.
  ExtendedChain(const Chain& chain, Dialect dialect, const std::vector<ReversibleRevision>& revisions);
  ExtendedChain(const ExtendedChain&) = delete;
  ExtendedChain& operator=(const ExtendedChain&) = delete;

  const Chain& chain() const noexcept { return chain_; }

 private:
  void add(const ReversibleRevision& revision, Dialect dialect);
  void add_script(const ReversibleRevision& revision, Dialect dialect);
  void add_item(const StoredItem& item, Dialect dialect);
  generated::Range add_facts(const std::vector<StoredItem>& items, Dialect dialect);
  generated::Text add_text(std::string_view text);
  generated::Range add_links(const std::string& ids);

  const Chain& known_;
  generated::Table table_;
  std::string text_;
  std::vector<generated::HexDigest> digests_;
  std::vector<generated::RevisionRow> revisions_;
  std::vector<std::uint32_t> links_;
  std::vector<std::uint32_t> by_id_;
  std::vector<generated::ScriptRow> scripts_;
  std::vector<generated::ItemRow> items_;
  std::vector<generated::FactRow> facts_;
  std::map<std::string, RevisionIndex, std::less<>> added_;
  Chain chain_;
};

// The place of a step in the chain's table that this process has; nothing when it has none of this name.
[[nodiscard]] std::optional<std::uint32_t> find_step(const Chain& chain, std::string_view name);

}  // namespace migrate::core
