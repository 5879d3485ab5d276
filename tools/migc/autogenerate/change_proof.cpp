#include "migc/autogenerate/change_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "migc/compile/compiler.h"
#include "migc/diff/ignored_objects.h"
#include "migc/proof/finding_text.h"
#include "migc/proof/proof_place.h"
#include "migc/proof/prove_folder.h"
#include "migrate/error.h"
#include "migrate/migrator.h"

namespace migrate::migc {

namespace {

class ProofOfChange {
 public:
  ProofOfChange(const Folder& folder, const NewRevisions& revisions, std::string cache)
      : folder_(folder), revisions_(revisions), cache_(std::move(cache)) {}

  ChangeProof prove(const std::vector<std::unique_ptr<BothSchemas>>& schemas) {
    Diagnostics mistakes;
    const std::optional<core::OwnedChain> chain =
        compile_chain(folder_, "chain", mistakes, replay_cache_in(cache_));
    if (!chain) {
      for (const Diagnostic& mistake : mistakes.sorted())
        fail(fmt::format("{}:{}: {}", mistake.path, mistake.line, mistake.message));
      return std::move(proof_);
    }
    for (const std::unique_ptr<BothSchemas>& each : schemas) {
      compare_schemas(*each, chain->chain());
      if (proof_.failures.empty()) prove_with_rows(*each, chain->chain());
    }
    return std::move(proof_);
  }

 private:
  void fail(std::string text) { proof_.failures.push_back(std::move(text)); }

  void compare_schemas(const BothSchemas& schemas, const Chain& chain) {
    const std::string dialect(to_string(schemas.engine->dialect()));
    try {
      const std::unique_ptr<ScratchDatabase> database = schemas.engine->make_database();
      database->become(*schemas.present);
      (void)upgrade(database->connection(), chain, revisions_.ids.back());
      compare(dialect + ": after the upgrade", schemas, schemas.wanted_schema(), *database);
      if (goes_back(chain)) {
        (void)downgrade(database->connection(), chain,
                        revisions_.parent.empty() ? "base" : std::string_view(revisions_.parent));
        compare(dialect + ": after the downgrade", schemas, schemas.present_schema(), *database);
      }
    } catch (const Error& error) {
      if (!schemas.engine->is_of_revision(error)) throw;
      fail(fmt::format("{}: {}", dialect, error.what()));
    }
  }

  bool goes_back(const Chain& chain) const {
    return std::ranges::none_of(revisions_.ids, [&](const std::string& id) {
      return !chain[*chain.find_revision(id)].irreversible().empty();
    });
  }

  void compare(const std::string& when, const BothSchemas& schemas, const SchemaCatalogue& goal,
               ScratchDatabase& database) {
    for (const Difference& difference :
         differences(goal, without_ignored(database.read_schema(), schemas.ignored)))
      if (!is_note(difference)) fail(fmt::format("{}: {}", when, to_text(difference)));
  }

  // As the build does, which knows the verdict then.
  void prove_with_rows(const BothSchemas& schemas, const Chain& chain) {
    Diagnostics of_files;  // of fixtures and queries, which the build tells
    Folder folder = folder_;
    folder.settings.verify = Verify::roundtrip;
    folder.settings.verify_from.clear();
    const Proof proof =
        prove_on(*schemas.engine, folder, chain, of_files, {.is_whole = false, .cache = cache_});
    for (const Finding& finding : proof.findings)
      if (std::ranges::find(revisions_.ids, chain[finding.revision].id()) != revisions_.ids.end())
        add(finding, schemas.engine->dialect());
  }

  void add(const Finding& finding, Dialect dialect) {
    if (finding.kind == FindingKind::order_differs || finding.kind == FindingKind::compatible_unchecked)
      return;
    std::string text = text_of(finding, dialect);
    for (const Difference& difference : finding.differences)
      if (!is_note(difference)) text += "\n  " + to_text(difference);
    for (const std::string& row : finding.rows) text += "\n  " + row;
    (is_of_statements(finding.kind) ? proof_.failures : proof_.notes).push_back(std::move(text));
  }

  // In contrast to what the wanted schema itself makes of rows, queries and broken views.
  static bool is_of_statements(FindingKind kind) {
    switch (kind) {
      case FindingKind::upgrade_fails:
      case FindingKind::downgrade_fails:
      case FindingKind::downgrade_differs:
      case FindingKind::rows_differ:
      case FindingKind::upgrade_fails_again:
        return true;
      default:
        return false;
    }
  }

  const Folder& folder_;
  const NewRevisions& revisions_;
  std::string cache_;
  ChangeProof proof_;
};

}  // namespace

ChangeProof prove_change(const std::vector<std::unique_ptr<BothSchemas>>& schemas, const Folder& folder,
                         const NewRevisions& revisions, const std::string& cache) {
  return ProofOfChange(folder, revisions, cache).prove(schemas);
}

}  // namespace migrate::migc
