#pragma once

// A chain that is compiled with drift_check, without a compiler: the fingerprints stand beside its table.

#include <string>
#include <vector>

#include "migc/compile/compiler.h"
#include "migc/drift/head_facts.h"
#include "migc/folder/folder.h"
#include "migrate/chain.h"
#include "migrate/schema_row.h"

namespace migrate::testing {

class DriftingChain {
 public:
  DriftingChain(const core::OwnedChain& chain, std::vector<core::HeadFacts> heads)
      : heads_(std::move(heads)), table_{chain.chain().table(), {}} {
    for (std::size_t i = 0; i < heads_.size(); ++i) add_head(heads_[i]);
    table_.format |= generated::table_has_head;
    table_.schemas = rows_;
  }

  [[nodiscard]] Chain chain() const { return Chain(table_); }

 private:
  // One dialect at most, so that no row moves.
  void add_head(const core::HeadFacts& head) {
    for (const core::SchemaObject& object : head.facts.objects) {
      objects_.push_back(
          {{static_cast<std::uint32_t>(names_.size()), static_cast<std::uint32_t>(object.name.size())},
           object.fingerprint.high,
           object.fingerprint.low,
           object.is_spelled});
      names_ += object.name;
    }
    rows_.push_back({head.dialect, head.question, head.facts.server, names_, objects_});
  }

  std::vector<core::HeadFacts> heads_;
  std::string names_;
  std::vector<generated::FingerprintRow> objects_;
  std::vector<generated::SchemaRow> rows_;
  generated::TableWithHead table_;
};

// A folder as a build with drift_check reads it.
struct DriftCheckedFolder {
  explicit DriftCheckedFolder(const std::string& dir)
      : folder(migc::read_folder(dir, diagnostics)),
        compiled(*migc::compile_chain(folder, "chain", diagnostics)),
        heads(migc::heads_to_compile(folder, compiled.chain(), diagnostics)),
        drifting(compiled, heads.facts),
        chain(drifting.chain()) {}

  migc::Diagnostics diagnostics;
  migc::Folder folder;
  core::OwnedChain compiled;
  migc::HeadsToCompile heads;
  DriftingChain drifting;
  Chain chain;
};

}  // namespace migrate::testing
