#pragma once

// The vocabulary of tests that prove a chain: revisions one after another, and what is said about them.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"
#include "migc/proof/prove_folder.h"

namespace migrate::migc {

class ProofTest : public ::testing::Test {
 protected:
  // A revision on top of the last one.
  void add(const std::string& id, const std::string& upgrade, const std::string& downgrade,
           const std::string& lines = "") {
    add_after(last_, id, upgrade, downgrade, lines);
  }
  void add_after(const std::string& parents, const std::string& id, const std::string& upgrade,
                 const std::string& downgrade, const std::string& lines = "") {
    migrations_.revision(id, parents, lines,
                         "-- migrate: upgrade\n" + upgrade + "\n" +
                             (downgrade.empty() ? "" : "-- migrate: downgrade\n" + downgrade + "\n"));
    last_ = id;
  }

  void set(const std::string& settings) { migrations_.write("migrate.yaml", settings); }

  // Mistakes, notes, and how many revisions are proven.
  std::string prove() const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics);
    check_structure(folder, diagnostics);
    const std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
    std::vector<DialectProof> proofs;
    if (chain) proofs = prove_folder(folder, chain->chain(), diagnostics);
    std::string text = to_text(diagnostics, Color::no);
    for (const DialectProof& proof : proofs) {
      for (const std::string& note : proof.notes) text += note + '\n';
      text += std::to_string(proof.proof.count(Verdict::proven)) + " of " +
              std::to_string(folder.files.size()) + " proven\n";
    }
    return migrations_.shortened(text);
  }

  testing::MigrationFolder migrations_;
  std::string last_ = "none";
};

}  // namespace migrate::migc
