#include "migc/drift/schema_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/chain/digest.h"
#include "core/text/sha256.h"
#include "migc/diff/difference_list.h"
#include "migc/diff/schema_file.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

// Why a dialect of the folder has no proof.
std::string reason_for_no_proof(const Folder& folder) {
  return folder.settings.verify == Verify::off ? "verify is off" : "verify_postgres is off";
}

}  // namespace

SchemaFileCheck::SchemaFileCheck(const Folder& folder, Diagnostics& diagnostics)
    : folder_(folder), diagnostics_(diagnostics) {
  if (folder.settings.schema_check == SchemaCheck::off) return;
  const std::size_t mistakes = diagnostics.count();
  for (const Dialect dialect : folder.settings.dialects)
    if (std::optional<SourceFile> file = read_schema_file(folder.dir, dialect, diagnostics))
      files_.emplace(dialect, *std::move(file));
  mistakes_ = diagnostics.count() - mistakes;
}

std::string SchemaFileCheck::key(Dialect dialect) {
  const auto file = files_.find(dialect);
  if (file == files_.end()) return {};
  core::Sha256 hash;
  hash.update(file->second.bytes());
  return "schema file " + core::to_hex(hash.finish());
}

std::optional<HeadFindings> SchemaFileCheck::compare(ScratchEngine& engine, ScratchDatabase& head) {
  const std::size_t mistakes = diagnostics_.count();
  const std::unique_ptr<ScratchDatabase> wanted = engine.make_database();
  load_schema(files_.at(engine.dialect()), engine.dialect(), *wanted, diagnostics_);
  mistakes_ += diagnostics_.count() - mistakes;
  if (diagnostics_.count() > mistakes) return std::nullopt;
  return HeadFindings{.changes = changes_between(head.read_schema(), wanted->read_schema())};
}

SchemaVerdict SchemaFileCheck::verdict_of(Dialect dialect, const DialectProof* proof) const {
  SchemaVerdict verdict{.dialect = dialect, .file = files_.at(dialect).path()};
  if (proof == nullptr)
    verdict.why_not = reason_for_no_proof(folder_);
  else if (proof->head.findings)
    verdict.changes = proof->head.findings->changes;
  else
    verdict.why_not = proof->head.why_not;
  return verdict;
}

std::vector<SchemaVerdict> SchemaFileCheck::verdicts(const std::vector<DialectProof>& proofs) const {
  std::vector<SchemaVerdict> verdicts;
  for (const auto& [dialect, file] : files_) {
    const auto proof = std::ranges::find(proofs, dialect, &DialectProof::dialect);
    verdicts.push_back(verdict_of(dialect, proof == proofs.end() ? nullptr : &*proof));
  }
  return verdicts;
}

std::string to_text(const SchemaVerdict& verdict, const std::string& dir, std::string_view severity,
                    Color color) {
  if (!verdict.why_not.empty())
    return fmt::format("{}: {} is not compared with the chain: {}\n", to_string(verdict.dialect),
                       verdict.file, verdict.why_not);
  if (verdict.changes.empty()) return {};
  const std::size_t count = verdict.changes.size();
  return fmt::format(
      "{}: {}: {}: the chain does not make this schema. {} change{} lead{} to it:\n{}"
      "Write a revision that makes {}: {}\n",
      verdict.file, severity, to_string(verdict.dialect), count, count == 1 ? "" : "s", count == 1 ? "s" : "",
      to_list(verdict.changes, color), count == 1 ? "it" : "them",
      migc_call(dir, "revision --autogenerate -m \"...\""));
}

}  // namespace migrate::migc
