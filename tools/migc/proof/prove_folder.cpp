#include "migc/proof/prove_folder.h"

#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/folder/lock_file.h"
#include "migc/proof/head_comparison.h"
#include "migc/proof/postgres_choice.h"
#include "migc/proof/postgres_engine.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_cache.h"
#include "migc/proof/queries.h"
#include "migc/proof/report.h"
#include "migc/rows/fixtures.h"
#include "migc/scratch/library_tables.h"
#include "migc/scratch/sqlite_scratch.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// What was released cannot be edited any more.
std::set<std::string> released_revisions(const Folder& folder, Diagnostics& diagnostics) {
  std::set<std::string> ids;
  const std::optional<SourceFile> file = read_folder_file(folder.dir, "migrate.lock", diagnostics);
  if (!file) return ids;
  for (const LockedRevision& revision : parse_lock(*file, diagnostics)) ids.insert(revision.id);
  return ids;
}

std::unique_ptr<ScratchEngine> make_sqlite_engine(const Folder& folder, const Chain& chain,
                                                  const ProofTask& task) {
  auto engine = std::make_unique<SqliteScratch>(library_tables(chain.settings().version_table),
                                                folder.settings.foreign_keys, task.program.folder);
  engine->keep_states_in(task.cache);
  return engine;
}

// What a revision stands on.
std::vector<bool> revisions_below(const Chain& chain, std::string_view id) {
  std::vector<bool> below(chain.size());
  const std::optional<RevisionIndex> top = chain.find_revision(id);
  if (!top) return below;
  std::vector<RevisionIndex> pending{*top};
  while (!pending.empty()) {
    const Revision revision = chain[pending.back()];
    pending.pop_back();
    for (const auto& needed : {revision.parents(), revision.dependencies()})
      for (const RevisionIndex each : needed)
        if (!below[each]) below[each] = true, pending.push_back(each);
  }
  return below;
}

ProofOptions options_of(const Folder& folder, const Chain& chain, const ProofTask& task) {
  const Verify verify = folder.settings.verify;
  ProofOptions options;
  options.depth = verify == Verify::upgrade ? ProofDepth::upgrade : ProofDepth::together;
  options.only_up = revisions_below(chain, folder.settings.verify_from);
  const bool is_whole = task.is_whole || verify == Verify::full || !task.program.path.empty();
  if (!is_whole) options.together_from = last_milestone(static_cast<RevisionIndex>(chain.size()));
  return options;
}

Proof prove_with_options(ScratchEngine& engine, const Folder& folder, const Chain& chain,
                         const ProofTask& task, ProofOptions options, HeadComparison& head) {
  if (task.begins) options.begins = [&](RevisionIndex i) { task.begins(chain, engine.dialect(), i); };
  if (!task.program.path.empty()) {
    const StepProgram steps(task.program.path, task.program.folder, task.program.runs_all);
    options.program = &steps;
    options.at_head = head.at_head();
    return prove(chain, engine, options);
  }
  ProofCache cache(task.cache, chain, engine, proof_keys(folder, chain, engine, options), task.cache_pause);
  head.recall(cache);
  options.at_head = head.at_head();
  Proof proof = prove_with(cache, chain, engine, options);
  head.keep(cache);
  return proof;
}

// A build tells each note once, when it runs the revision.
Proof without_known_notes(Proof proof) {
  std::erase_if(proof.findings, [&](const Finding& finding) {
    return finding.revision < proof.known && !is_error(finding.kind);
  });
  return proof;
}

std::vector<bool> directions(const Chain& chain, const ProofOptions& options) {
  std::vector<bool> goes_back;
  for (const Revision revision : chain) goes_back.push_back(options.goes_back(revision));
  return goes_back;
}

// Proves a folder on one engine after the other.
class FolderProof {
 public:
  FolderProof(const Folder& folder, const Chain& chain, const ProofTask& task, Diagnostics& diagnostics)
      : folder_(folder),
        chain_(chain),
        task_(task),
        diagnostics_(diagnostics),
        options_(options_of(folder, chain, task)),
        fixtures_(read_fixture_files(folder.dir, chain, diagnostics)) {
    if (!folder.settings.verify_locked) accepted_ = released_revisions(folder, diagnostics);
  }

  Proof prove_without_report(ScratchEngine& engine) {
    read_files(engine.dialect());
    return prove(engine).proof;
  }

  DialectProof prove_sqlite() {
    read_files(Dialect::sqlite);
    return reported(prove(*make_sqlite_engine(folder_, chain_, task_)));
  }

  DialectProof prove_postgres(const PostgresChoice& choice) {
    read_files(Dialect::postgres);
    PostgresRequest request{
        .url = choice.url, .build_folder = task_.cache, .migrations = folder_.dir, .tell = task_.tell};
    // A chain is proven on a server of others, whatever a schema file would do to it.
    if (choice.url.empty() && task_.head_check != nullptr)
      request.schemas = task_.head_check->texts(Dialect::postgres);
    try {
      DialectProof proof = prove_on_server(request);
      if (choice.verify == VerifyPostgres::require) require_all(proof.proof);
      return reported(std::move(proof));
    } catch (const Error& error) {
      return not_proven(error.what(), choice.verify == VerifyPostgres::require);
    }
  }

 private:
  void read_files(Dialect dialect) {
    options_.fixtures = fixtures_of(fixtures_, chain_, dialect, diagnostics_);
    queries_ = read_query_lists(folder_, dialect, diagnostics_);
    options_.queries = &queries_;
  }

  // What the server lacks is a mistake where the proof is required, but not of the verdict.
  static void require_all(Proof& proof) {
    for (Finding& finding : proof.findings) {
      if (finding.kind != FindingKind::engine_lacks) continue;
      finding.kind = finding.failed_run;
      finding.suggestion = ", and the proof is required (verify_postgres)";
    }
  }

  // An error that no revision is to blame for may come from a data folder that is damaged somewhere.
  DialectProof prove_on_server(PostgresRequest& request) {
    try {
      return prove(*make_postgres_engine(chain_, request));
    } catch (const Error&) {
      if (!request.url.empty()) throw;
      request.is_damaged = true;
      return prove(*make_postgres_engine(chain_, request));
    }
  }

  DialectProof prove(ScratchEngine& engine) {
    HeadComparison head(task_.head_check, chain_, engine);
    Proof proof = prove_with_options(engine, folder_, chain_, task_, options_, head);
    HeadOutcome outcome = head.finish(proof);
    return {.dialect = engine.dialect(),
            .version = engine.version(),
            .proof = std::move(proof),
            .goes_back = directions(chain_, options_),
            .notes = {},
            .cache = task_.program.path.empty() ? task_.cache : "",
            .data_folder = engine.data_folder(),
            .head = std::move(outcome)};
  }

  DialectProof reported(DialectProof proof) {
    const Proof told = task_.is_whole ? proof.proof : without_known_notes(proof.proof);
    proof.notes = report(told, folder_, chain_, proof.dialect, accepted_, fixtures_, diagnostics_);
    proof.not_proven_beyond = not_proven_beyond(proof.proof, chain_);
    return proof;
  }

  DialectProof not_proven(const std::string& why, bool is_required) {
    if (is_required) diagnostics_.error_of(folder_.dir, "postgres: not proven: " + why);
    Proof proof{.verdicts = std::vector(chain_.size(), Verdict::not_proven),
                .ran = std::vector(chain_.size(), false),
                .findings = {}};
    return {.dialect = Dialect::postgres,
            .version = {},
            .proof = std::move(proof),
            .goes_back = directions(chain_, options_),
            .notes = {},
            .head = head_without_server(why),
            .why_not = is_required ? "" : why};
  }

  [[nodiscard]] HeadOutcome head_without_server(const std::string& why) const {
    if (task_.head_check == nullptr || task_.head_check->key(Dialect::postgres).empty()) return {};
    return {.was_wanted = true, .why_not = why};
  }

  const Folder& folder_;
  const Chain& chain_;
  const ProofTask& task_;
  Diagnostics& diagnostics_;
  ProofOptions options_;
  std::vector<SourceFile> fixtures_;
  QueryLists queries_;
  std::set<std::string> accepted_;
};

}  // namespace

std::vector<DialectProof> prove_folder(const Folder& folder, const Chain& chain, Diagnostics& diagnostics,
                                       const ProofTask& task) {
  std::vector<DialectProof> proofs;
  if (folder.settings.verify == Verify::off) return proofs;
  FolderProof proof(folder, chain, task, diagnostics);
  if (chain.has_dialect(Dialect::sqlite)) proofs.push_back(proof.prove_sqlite());
  if (!chain.has_dialect(Dialect::postgres)) return proofs;
  const PostgresChoice choice = postgres_choice(folder.settings, task.verify_postgres);
  if (choice.verify != VerifyPostgres::off) proofs.push_back(proof.prove_postgres(choice));
  return proofs;
}

Proof prove_on(ScratchEngine& engine, const Folder& folder, const Chain& chain, Diagnostics& diagnostics,
               const ProofTask& task) {
  return FolderProof(folder, chain, task, diagnostics).prove_without_report(engine);
}

}  // namespace migrate::migc
