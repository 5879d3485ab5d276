#include "migc/proof/prove_folder.h"

#include <optional>
#include <set>

#include "engine/table_names.h"
#include "migc/folder/lock_file.h"
#include "migc/proof/proof.h"
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

ProofDepth depth_of(Verify verify) {
  return verify == Verify::upgrade ? ProofDepth::upgrade : ProofDepth::together;
}

}  // namespace

std::vector<DialectProof> prove_folder(const Folder& folder, const Chain& chain, Diagnostics& diagnostics,
                                       const ProgramOfSteps& program) {
  const FolderSettings& settings = folder.settings;
  if (settings.verify == Verify::off || !chain.has_dialect(Dialect::sqlite)) return {};
  const std::set<std::string> accepted =
      settings.verify_locked ? std::set<std::string>() : released_revisions(folder, diagnostics);
  const StepProgram steps(program.path, program.folder, program.runs_all);
  SqliteScratch engine(own_tables(chain), settings.foreign_keys, program.folder);
  DialectProof result{.dialect = Dialect::sqlite,
                      .version = engine.version(),
                      .depth = depth_of(settings.verify),
                      .proof = {},
                      .notes = {}};
  const std::vector<SourceFile> fixtures = read_fixture_files(folder.dir, chain, diagnostics);
  result.proof = prove(chain, engine,
                       {.depth = result.depth,
                        .program = program.path.empty() ? nullptr : &steps,
                        .fixtures = fixtures_of(fixtures, chain, Dialect::sqlite, diagnostics)});
  result.notes = report(result.proof, folder, chain, Dialect::sqlite, accepted, fixtures, diagnostics);
  std::vector<DialectProof> results;
  results.push_back(std::move(result));
  return results;
}

}  // namespace migrate::migc
