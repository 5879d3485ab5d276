#include "migc/derive/derive_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "migc/compile/compiler.h"
#include "migc/derive/upgrade_effects.h"
#include "migc/proof/proof_place.h"
#include "migc/proof/prove_folder.h"
#include "migc/transition/transition.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::migc {

namespace {

// One for each dialect of the chain.
using ScratchEngines = std::vector<std::unique_ptr<ScratchEngine>>;

// The chain on one engine, from its empty database up, one revision at a time.
class DerivingRun {
 public:
  DerivingRun(const Chain& chain, ScratchEngine& engine)
      : chain_(chain),
        dialect_(engine.dialect()),
        database_(engine.make_database()),
        work_(engine.make_database()),
        schema_before_(make_wanted_schema(dialect_, chain.settings())) {}

  // Why it did not run; empty where it did.
  std::string upgrade(RevisionIndex i) {
    std::string failure = try_upgrade(i);
    did_not_run_[i] = !failure.empty();
    return failure;
  }

  // The same, with the statements that undo it.
  Transition derive(RevisionIndex i) {
    const Script script = chain_[i].upgrade(dialect_);
    schema_before_->remember(*database_);
    UpgradeEffects effects = read_effects(dialect_, chain_.settings(), schema_before_->schema(), script);
    std::string failure = upgrade(i);
    const bool calls_step = std::ranges::any_of(script, [](const Item& item) { return item.is_call(); });
    if (!failure.empty() && !calls_step) return {.obstacles = {{.line = 0, .reason = std::move(failure)}}};
    if (!effects.obstacles.empty()) return {.obstacles = effects.obstacles};
    work_->become(*database_);
    effects.undo.is_atomic = chain_[i].transaction() != Transaction::none;
    return schema_before_->reach(*work_, effects.undo);
  }

 private:
  std::string try_upgrade(RevisionIndex i) {
    const auto is_absent = [&](RevisionIndex needed) { return did_not_run_[needed]; };
    const Revision revision = chain_[i];
    if (std::ranges::any_of(revision.parents(), is_absent) ||
        std::ranges::any_of(revision.dependencies(), is_absent))
      return "a revision that it needs cannot be run";
    try {
      (void)migrate::upgrade(database_->connection(), chain_, revision.id());
      return {};
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
      const std::string& message = error.context().database_message;
      return "the upgrade fails: " + (message.empty() ? error.what() : message);
    }
  }

  const Chain& chain_;
  Dialect dialect_;
  std::unique_ptr<ScratchDatabase> database_;
  std::unique_ptr<ScratchDatabase> work_;
  std::unique_ptr<WantedSchema> schema_before_;
  std::vector<bool> did_not_run_ = std::vector<bool>(chain_.size());
};

class FolderDerivation {
 public:
  FolderDerivation(const Folder& folder, const std::set<std::string>& ids, const Chain& chain,
                   std::string cache, Diagnostics& diagnostics)
      : folder_(folder), chain_(chain), cache_(std::move(cache)), diagnostics_(diagnostics) {
    for (const RevisionFile& file : folder.files)
      if (ids.contains(file.header.revision.value)) wanted_.emplace(file.header.revision.value, &file);
    for (const auto& [id, file] : wanted_) missing_.emplace(id, missing_sections(*file, folder.settings));
  }

  void derive(ScratchEngine& engine) {
    DerivingRun run(chain_, engine);
    std::size_t left = wanted_.size();
    for (RevisionIndex i = 0; i < chain_.size() && left > 0; ++i) {
      const auto missing = missing_.find(std::string(chain_[i].id()));
      if (missing != missing_.end()) --left;
      if (missing == missing_.end() || !missing->second.contains(engine.dialect()))
        (void)run.upgrade(i);
      else
        keep(engine.dialect(), i, run.derive(i));
    }
  }

  std::vector<DerivedRevision> take(const ScratchEngines& engines) {
    std::vector<DerivedRevision> derived;
    for (const Revision revision : chain_) {
      const std::string id(revision.id());
      if (wanted_.contains(id) && !refused_.contains(id))
        derived.push_back(
            {id, with_sections(*wanted_.at(id), missing_.at(id), statements_[id], folder_.settings)});
    }
    if (!derived.empty()) prove(derived, engines);
    std::erase_if(derived, [&](const DerivedRevision& each) { return refused_.contains(each.id); });
    return derived;
  }

 private:
  void keep(Dialect dialect, RevisionIndex i, Transition downgrade) {
    if (!downgrade.obstacles.empty()) refuse(dialect, i, downgrade.obstacles);
    statements_[std::string(chain_[i].id())][dialect] = std::move(downgrade.statements);
  }

  void refuse(Dialect dialect, RevisionIndex i, const std::vector<Obstacle>& obstacles) {
    const std::string id(chain_[i].id());
    const RevisionFile& file = *wanted_.at(id);
    refused_.insert(id);
    for (const Obstacle& obstacle : obstacles)
      diagnostics_.error_in_line(
          file.source, obstacle.line != 0 ? obstacle.line : file.header.revision.line,
          fmt::format("{}: no downgrade can be derived: {}", to_string(dialect), obstacle.reason), advice());
  }

  static std::vector<std::string> advice() {
    return {
        "write the \"-- migrate: downgrade\" section by hand; where it loses rows, with -- lossy: WHY in the "
        "header",
        "or say in the header that there is none: -- irreversible: WHY"};
  }

  // As the build does, which knows these verdicts then; in both directions whatever migrate.yaml says.
  void prove(const std::vector<DerivedRevision>& derived, const ScratchEngines& engines) {
    Folder folder = folder_;
    for (RevisionFile& file : folder.files)
      for (const DerivedRevision& each : derived)
        if (file.header.revision.value == each.id) file.source = each.file.source;
    folder.settings.verify = Verify::roundtrip;
    folder.settings.verify_from.clear();
    const std::optional<core::OwnedChain> chain = compile_chain(
        folder, "chain", diagnostics_of_text_, replay_cache_in(cache_), MissingDowngrade::allowed);
    if (!chain) return refuse_all(derived);
    for (const std::unique_ptr<ScratchEngine>& engine : engines)
      for (const Finding& finding : findings_on(*engine, folder, chain->chain()))
        if (concerns_downgrade(finding.kind) &&
            wanted_.contains(std::string(chain->chain()[finding.revision].id())))
          refuse_unproven(engine->dialect(), chain->chain()[finding.revision].id(), finding);
  }

  std::vector<Finding> findings_on(ScratchEngine& engine, const Folder& folder, const Chain& chain) const {
    Diagnostics of_files;  // of fixtures and queries, which the build tells
    return prove_on(engine, folder, chain, of_files, {.is_whole = false, .cache = cache_}).findings;
  }

  static bool concerns_downgrade(FindingKind kind) {
    return is_error(kind) && kind != FindingKind::fixture_fails && kind != FindingKind::breaks_query &&
           kind != FindingKind::query_fails;
  }

  void refuse_all(const std::vector<DerivedRevision>& derived) {
    for (const DerivedRevision& each : derived) refused_.insert(each.id);
    for (const Diagnostic& mistake : diagnostics_of_text_.sorted()) diagnostics_.add(mistake);
  }

  void refuse_unproven(Dialect dialect, std::string_view id, const Finding& finding) {
    const RevisionFile& file = *wanted_.at(std::string(id));
    if (!refused_.emplace(id).second) return;
    std::vector<std::string> notes;
    for (const Difference& difference : finding.differences) notes.push_back(to_text(difference));
    std::ranges::copy(finding.rows, std::back_inserter(notes));
    std::ranges::move(advice(), std::back_inserter(notes));
    diagnostics_.error_in_line(
        file.source, file.header.revision.line,
        fmt::format("{}: the derived downgrade does not pass the proof{}{}", to_string(dialect),
                    finding.message.empty() ? "" : ": ", finding.message),
        std::move(notes));
  }

  const Folder& folder_;
  const Chain& chain_;
  std::string cache_;
  Diagnostics& diagnostics_;
  Diagnostics diagnostics_of_text_;
  std::map<std::string, const RevisionFile*> wanted_;
  std::map<std::string, MissingSections> missing_;
  std::map<std::string, DowngradeStatements> statements_;
  std::set<std::string> refused_;
};

}  // namespace

std::set<std::string> revisions_without_downgrade(const Folder& folder) {
  std::set<std::string> ids;
  for (const RevisionFile& file : folder.files)
    if (file.kind == FileKind::sql && file.header.irreversible.line == 0 &&
        !missing_sections(file, folder.settings).empty())
      ids.insert(file.header.revision.value);
  return ids;
}

std::vector<DerivedRevision> derive_downgrades(const Folder& folder, const std::set<std::string>& ids,
                                               const MakeEngine& make_engine, const std::string& cache,
                                               Diagnostics& diagnostics) {
  const std::optional<core::OwnedChain> owned =
      compile_chain(folder, "chain", diagnostics, replay_cache_in(cache), MissingDowngrade::allowed);
  if (!owned) return {};
  const Chain& chain = owned->chain();
  ScratchEngines engines;
  for (const Dialect dialect : chain.dialects()) engines.push_back(make_engine(dialect, chain));
  FolderDerivation derivation(folder, ids, chain, cache, diagnostics);
  for (const std::unique_ptr<ScratchEngine>& engine : engines) derivation.derive(*engine);
  return derivation.take(engines);
}

}  // namespace migrate::migc
