#include "migc/proof/prove_folder.h"

#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/table_names.h"
#include "migc/folder/lock_file.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_cache.h"
#include "migc/proof/queries.h"
#include "migc/proof/report.h"
#include "migc/rows/fixtures.h"
#include "migc/scratch/sqlite_scratch.h"

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

std::vector<std::string> own_tables(const Chain& chain) {
  const std::string version_table(chain.settings().version_table);
  return {version_table, core::history_table_name(version_table)};
}

// nullptr where there is none for the dialect.
std::unique_ptr<ScratchEngine> make_engine(Dialect dialect, const Folder& folder, const Chain& chain,
                                           const ProofTask& task) {
  if (dialect != Dialect::sqlite) return nullptr;
  auto engine =
      std::make_unique<SqliteScratch>(own_tables(chain), folder.settings.foreign_keys, task.program.folder);
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

Proof prove_on(ScratchEngine& engine, const Folder& folder, const Chain& chain, const ProofTask& task,
               ProofOptions options) {
  if (task.begins) options.begins = [&](RevisionIndex i) { task.begins(chain, engine.dialect(), i); };
  if (!task.program.path.empty()) {
    const StepProgram steps(task.program.path, task.program.folder, task.program.runs_all);
    options.program = &steps;
    return prove(chain, engine, options);
  }
  ProofCache cache(task.cache, chain, engine, proof_keys(folder, chain, engine, options));
  return prove_with(cache, chain, engine, options);
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

}  // namespace

std::vector<DialectProof> prove_folder(const Folder& folder, const Chain& chain, Diagnostics& diagnostics,
                                       const ProofTask& task) {
  const FolderSettings& settings = folder.settings;
  std::vector<DialectProof> proofs;
  if (settings.verify == Verify::off) return proofs;
  const std::set<std::string> accepted =
      settings.verify_locked ? std::set<std::string>() : released_revisions(folder, diagnostics);
  const std::vector<SourceFile> fixtures = read_fixture_files(folder.dir, chain, diagnostics);
  ProofOptions options = options_of(folder, chain, task);
  for (const Dialect dialect : chain.dialects()) {
    const std::unique_ptr<ScratchEngine> engine = make_engine(dialect, folder, chain, task);
    if (!engine) continue;
    options.fixtures = fixtures_of(fixtures, chain, dialect, diagnostics);
    const QueryLists queries = read_query_lists(folder, dialect, diagnostics);
    options.queries = &queries;
    Proof proof = prove_on(*engine, folder, chain, task, options);
    std::vector<std::string> notes = report(task.is_whole ? proof : without_known_notes(proof), folder, chain,
                                            dialect, accepted, fixtures, diagnostics);
    std::vector<std::string> beyond = not_proven_beyond(proof, chain);
    proofs.push_back({dialect, engine->version(), std::move(proof), directions(chain, options),
                      std::move(notes), std::move(beyond)});
  }
  return proofs;
}

}  // namespace migrate::migc
