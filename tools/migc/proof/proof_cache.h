#pragma once

// The verdicts and a few databases of earlier proofs, in a folder of the build tree, so that a chain costs
// its new part only.
//
//     ProofCache cache("build/proof", chain, engine, proof_keys(folder, chain, engine, options));
//     const Proof proof = prove_with(cache, chain, engine, options);
//
// A verdict counts while everything that can change it is the same (proof_keys.h), and as long as migc and
// its libraries are (platform/build_id.h). Those of other branches are kept as well, the latest used first. A
// file that is damaged counts as missing. So with or without the cache, the verdicts are the same.
//
// A long proof writes what it knows every few seconds, with the database to continue from, so that one that
// is interrupted is not lost.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "migc/proof/head_check.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_keys.h"
#include "migc/proof/proof_memory.h"

namespace migrate::migc {

class ProofCache final : public ProofMemory {
 public:
  // An empty folder: nothing is known, and nothing is kept. `pause`: between two writes of a proof that runs;
  // 0: it writes after each revision.
  ProofCache(std::string folder, const Chain& chain, ScratchEngine& engine, ProofKeys keys,
             std::chrono::milliseconds pause = std::chrono::seconds(10));

  [[nodiscard]] RevisionIndex known() const override { return known_; }
  [[nodiscard]] bool could_run(RevisionIndex i) const override;
  [[nodiscard]] std::span<const Finding> findings(RevisionIndex i) const override;
  [[nodiscard]] ChainPlace restore(std::unique_ptr<ScratchDatabase>& database, ProofTrack track,
                                   RevisionIndex most) override;
  void learn(RevisionIndex i, Verdict verdict, bool could_run, const std::vector<Finding>& findings) override;
  void reach(ScratchDatabase& database, ProofTrack track, const ChainPlace& place) override;

  // What an earlier proof found out where the chain ends (head_check.h).
  [[nodiscard]] std::optional<HeadFindings> head_findings(const std::string& key) const;
  // REQUIRES: complete() was called. Keeps it at once.
  void learn_head(const std::string& key, HeadFindings findings);

  // Whether all verdicts are known, and what is found out when all revisions have run.
  [[nodiscard]] bool knows_end() const;
  // What a new proof found out, with all that is known. Keeps it for the next one.
  [[nodiscard]] Proof complete(Proof fresh, bool is_new_end);

  struct KnownVerdict {
    Verdict verdict;
    bool ran;
    std::uint64_t used;  // the generation of its last use
    std::vector<Finding> findings;
    core::Digest lines;
    std::vector<TableWithoutRows> tables_without_rows;  // where it was the last one
  };
  struct KnownState {
    core::Digest key;
    ProofTrack track;
    RevisionIndex size;
    std::uint64_t used;
    std::vector<std::string> rows;
    std::string name;
    std::string seal;
  };
  struct KnownHead {
    core::Digest key;
    HeadFindings findings;
  };
  struct Contents {
    std::uint64_t generation = 0;  // counts the proofs that found something out
    std::map<core::Digest, KnownVerdict> verdicts;
    std::vector<KnownState> states;
    std::vector<KnownHead> heads;  // the newest last
  };

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] const KnownVerdict* find(const core::Digest& key, const core::Digest& lines) const;
  [[nodiscard]] core::Digest all_lines() const;
  [[nodiscard]] core::Digest key_of_head(const std::string& key) const;
  [[nodiscard]] bool is_of_chain(const KnownState& state) const;
  void remember(const core::Digest& key, const core::Digest& lines, Verdict verdict, bool ran,
                std::vector<Finding> findings);
  [[nodiscard]] bool keep(ScratchDatabase& database, ProofTrack track, const ChainPlace& place);
  void save_on_the_way(ScratchDatabase& database, const ChainPlace& place);
  void forget_state_on_the_way();
  void forget_what_may_pass(const Proof& proof);
  void drop_old_states();
  void drop_old_verdicts();
  void save();

  std::string path_;  // empty: nothing is kept
  const Chain& chain_;
  ScratchEngine& engine_;
  ProofKeys keys_;
  Contents contents_;
  RevisionIndex known_ = 0;
  bool has_learned_ = false;
  bool may_pass_ = false;    // something that was learned
  std::string on_the_way_;   // the name of the last state of this proof that is of use to a next one only
  Clock::duration pause_;    // at least
  Clock::time_point saved_;  // or begun
};

// As prove(), with the cache as its memory. Runs nothing where all is known.
[[nodiscard]] Proof prove_with(ProofCache& cache, const Chain& chain, ScratchEngine& engine,
                               ProofOptions options);

// Where an ordinary build begins to run the newest revisions together: not more than 100 of them.
[[nodiscard]] RevisionIndex last_milestone(RevisionIndex size);

}  // namespace migrate::migc
