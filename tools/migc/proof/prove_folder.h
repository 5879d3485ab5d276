#pragma once

// The proof of a folder as its migrate.yaml and its headers want it.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/proof/head_check.h"
#include "migc/proof/proof.h"
#include "migc/scratch/tell_line.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct DialectProof {
  Dialect dialect;
  std::string version;  // of the engine
  Proof proof;
  std::vector<bool> goes_back;  // by the index of the revision: whether it was to be run down as well
  std::vector<std::string> notes;
  std::vector<std::string> not_proven_beyond = {};  // the ids of revisions
  std::string cache = {};                           // that was used; empty: none was
  std::string data_folder = {};                     // of the server that was started; empty: none was
  HeadOutcome head = {};
  std::string why_not = {};  // it was not run at all; then no revision is proven
};

// The program that has the chain's C++ steps.
struct ProgramOfSteps {
  std::string path = {};    // empty: there is none
  std::string folder = {};  // for databases and answers; exists
  bool runs_all = false;    // not only what calls a step
};

struct ProofTask {
  ProgramOfSteps program = {};
  // From the base to the head together, as on a new database, with all notes; else as a build: only the
  // newest revisions, unless migrate.yaml has `verify: full`, and the notes of what is run.
  bool is_whole = true;
  std::string cache = {};  // a folder of the build tree (proof_cache.h); empty: all is run
  std::chrono::milliseconds cache_pause = std::chrono::seconds(10);  // between two writes while it runs
  std::function<void(const Chain& chain, Dialect dialect, RevisionIndex revision)> begins = {};
  std::string verify_postgres = {};  // over migrate.yaml (postgres_choice.h)
  TellLine tell = {};
  HeadCheck* head_check = nullptr;  // nullptr: nothing is compared where the chain ends
};

// Of each dialect that is to be proven; none where `verify` is off. Adds what is wrong to
// `diagnostics`. `chain`: of this folder.
[[nodiscard]] std::vector<DialectProof> prove_folder(const Folder& folder, const Chain& chain,
                                                     Diagnostics& diagnostics, const ProofTask& task = {});

// The same on one engine, without a report: adds only what is wrong with fixtures and queries.
[[nodiscard]] Proof prove_on(ScratchEngine& engine, const Folder& folder, const Chain& chain,
                             Diagnostics& diagnostics, const ProofTask& task);

}  // namespace migrate::migc
