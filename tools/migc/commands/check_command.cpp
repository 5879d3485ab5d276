#include <fmt/format.h>

#include <filesystem>

#include "cli/check.h"
#include "cli/print.h"
#include "cli/terminal.h"
#include "core/text/json.h"
#include "core/text/path.h"
#include "core/text/untrusted_text.h"
#include "migc/chain/chain_rules.h"
#include "migc/commands/commands.h"
#include "migc/commands/compare_tables.h"
#include "migc/compile/compiler.h"
#include "migc/diff/difference_list.h"
#include "migc/drift/schema_check.h"
#include "migc/folder/folder.h"
#include "migc/proof/proof_place.h"
#include "migc/proof/prove_folder.h"
#include "migc/snapshot/folder_snapshots.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::string mistake_json(const Diagnostic& diagnostic) {
  using core::json_string;
  return fmt::format(R"({{"file":{},"line":{},"column":{},"message":{}}})", json_string(diagnostic.path),
                     diagnostic.line, diagnostic.column, json_string(diagnostic.message));
}

// What the notes leave out: where the data and the verdicts are, and the tables on which the proof says
// little.
std::vector<std::string> details_of(const DialectProof& proof) {
  std::vector<std::string> details;
  if (!proof.cache.empty())
    details.push_back(fmt::format("{}: {} of {} verdicts were known; they are kept in {}",
                                  to_string(proof.dialect), proof.proof.known, proof.proof.verdicts.size(),
                                  proof.cache));
  if (!proof.data_folder.empty())
    details.push_back(
        fmt::format("{}: the server's data is in {}", to_string(proof.dialect), proof.data_folder));
  for (const TableWithoutRows& table : proof.proof.tables_without_rows)
    details.push_back(fmt::format("{}: fewer than two rows in {}: {}", to_string(proof.dialect), table.table,
                                  core::shown(table.reason)));
  return details;
}

// An entry for each dialect of the chain, also for those that were not run.
std::vector<cli::ProofFindings> proofs_of(const Folder& folder, const std::vector<DialectProof>& proofs,
                                          bool verbose) {
  std::vector<cli::ProofFindings> findings;
  for (const Dialect dialect : folder.settings.dialects) {
    findings.push_back({.dialect = std::string(to_string(dialect)), .proven = std::nullopt});
    for (const DialectProof& proof : proofs) {
      if (proof.dialect != dialect) continue;
      findings.back().why_not = proof.why_not;
      if (!proof.why_not.empty()) continue;
      findings.back().proven = proof.proof.count(Verdict::proven);
      findings.back().notes = proof.notes;
      findings.back().not_proven_beyond = proof.not_proven_beyond;
      if (!verbose) continue;
      for (std::string& detail : details_of(proof)) findings.back().notes.push_back(std::move(detail));
    }
  }
  return findings;
}

std::vector<std::string> notes_of(const std::vector<cli::ProofFindings>& proofs) {
  std::vector<std::string> notes;
  for (const cli::ProofFindings& proof : proofs)
    notes.insert(notes.end(), proof.notes.begin(), proof.notes.end());
  return notes;
}

cli::ChainFindings findings_of(const Folder& folder, const Chain* chain, const Diagnostics& diagnostics) {
  if (chain != nullptr && diagnostics.empty()) return cli::findings_of(folder.dir, *chain);
  cli::ChainFindings findings{.name = folder.dir, .revisions = folder.files.size(), .heads = {}};
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    findings.mistakes.push_back(mistake_json(diagnostic));
  return findings;
}

cli::SchemaFindings findings_of(const SchemaVerdict& verdict, const std::string& dir, Color color) {
  cli::SchemaFindings findings{.dialect = std::string(to_string(verdict.dialect)), .file = verdict.file};
  findings.is_compared = verdict.why_not.empty();
  findings.is_same = !verdict.differs();
  findings.why_not = verdict.why_not;
  findings.text = to_text(verdict, dir, "error", color);
  findings.changes = to_json(verdict.changes);
  return findings;
}

struct Check {
  cli::DatabaseOptions database;
  ProgramOfSteps program;
  std::string cache;
  std::string verify_postgres;
  bool verbose = false;

  void declare(cli::OptionSet& options, const ToolInvocation& invocation) {
    database.declare(options, invocation);
    options.flag("-v,--verbose", verbose,
                 "Also list the tables for which the proof has no rows, and the folders that it uses");
    options.value("--cache", cache, "DIR",
                  "Keep verdicts in this folder, and reuse them; the default is that of the last build");
    options.value("--program", program.path, "FILE",
                  "Let this program run what calls a C++ step; migrate_add_test() makes it");
    options.value("--program-folder", program.folder, "DIR",
                  "Keep the databases that it opens here; the default is the system's temporary folder");
    options.flag("--program-runs-all", program.runs_all,
                 "Let the program run all revisions: they need its functions, too");
    options.value("--verify-postgres", verify_postgres, "WORD",
                  "Prove on PostgreSQL: auto, require or off; over verify_postgres in migrate.yaml");
  }

  // The folder's check runs in hooks and builds, whatever DATABASE_URL says: only --url and --env ask for
  // more.
  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    check_folder(folder, diagnostics);
    const std::string kept = diagnostics.empty() ? cache_for(folder) : "";
    const std::optional<core::OwnedChain> chain =
        compile_chain(folder, "chain", diagnostics, replay_cache_in(kept));
    if (invocation.options.format == cli::Format::text)
      stop_at_mistakes(diagnostics, "the chain is not valid", invocation.err);
    cli::ChainFindings findings = chain ? prove(invocation, folder, chain->chain(), kept, diagnostics)
                                        : findings_without_proof(folder, diagnostics);
    const bool is_named = !database.url.empty() || !database.environment.empty();
    const bool compares = chain && diagnostics.empty() && is_named;
    if (compares)
      findings.compare_tables = [&](const cli::OpenDatabase& open, const Status& status) {
        return compare_tables(invocation, database,
                              {folder, chain->chain(), kept, verify_postgres, program_of_steps()},
                              open.shown_url, status);
      };
    return cli::report_check(invocation, database, findings, compares ? &chain->chain() : nullptr);
  }

 private:
  [[nodiscard]] cli::ChainFindings findings_without_proof(const Folder& folder,
                                                          const Diagnostics& diagnostics) const {
    cli::ChainFindings findings = findings_of(folder, nullptr, diagnostics);
    findings.proofs = proofs_of(folder, {}, verbose);
    return findings;
  }

  // Ends a check in text where there are mistakes.
  [[nodiscard]] cli::ChainFindings prove(const ToolInvocation& invocation, const Folder& folder,
                                         const Chain& chain, const std::string& kept,
                                         Diagnostics& diagnostics) const {
    SchemaFileCheck schema(folder, chain, diagnostics);
    const std::vector<DialectProof> proofs =
        prove_folder(folder, chain, diagnostics, task_for(invocation, kept, schema));
    cli::ChainFindings findings = findings_of(folder, &chain, diagnostics);
    findings.proofs = proofs_of(folder, proofs, verbose);
    add_snapshot_finding(folder, chain, findings);
    if (invocation.options.format == cli::Format::text)
      stop_at_mistakes(diagnostics, consequence_of(schema), invocation.err, notes_of(findings.proofs));
    if (!diagnostics.empty()) return findings;
    const Color color = cli::use_color_in_results(invocation) ? Color::yes : Color::no;
    for (const SchemaVerdict& verdict : schema.verdicts(proofs))
      findings.schemas.push_back(findings_of(verdict, folder.dir, color));
    return findings;
  }

  static void add_snapshot_finding(const Folder& folder, const Chain& chain, cli::ChainFindings& findings) {
    const std::string finding = snapshot_finding(folder, chain);
    if (!finding.empty()) findings.proofs.back().notes.push_back(finding);
  }

  [[nodiscard]] std::string cache_for(const Folder& folder) const {
    return cache.empty() ? find_cache(folder.dir) : cache;
  }

  [[nodiscard]] ProofTask task_for(const ToolInvocation& invocation, const std::string& kept,
                                   HeadCheck& head_check) const {
    ProofTask task;
    task.program = program_of_steps();
    task.cache = kept;
    task.verify_postgres = verify_postgres;
    task.tell = [&err = invocation.err](const std::string& line) { cli::print(err, "{}\n", line); };
    task.head_check = &head_check;
    return task;
  }

  // By paths that hold in every folder.
  [[nodiscard]] ProgramOfSteps program_of_steps() const {
    if (program.path.empty()) return {};
    namespace fs = std::filesystem;
    ProgramOfSteps found = program;
    const fs::path path = fs::absolute(core::to_path(program.path));
    const fs::path folder =
        program.folder.empty() ? fs::temp_directory_path() : core::to_path(program.folder);
    found.path = core::to_text(path);
    found.folder = core::to_text(fs::absolute(folder));
    if (fs::exists(path)) return found;
    throw Error(ErrorKind::unavailable, fmt::format("--program: there is no {}", program.path));
  }
};

}  // namespace

cli::Command check_command(const ToolInvocation& invocation) {
  return cli::make_command<Check>(invocation, "check",
                                  "Check the folder and prove the chain; with --url, compare a database",
                                  "check --dir migrations");
}

}  // namespace migrate::migc
