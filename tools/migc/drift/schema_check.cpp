#include "migc/drift/schema_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/chain/digest.h"
#include "core/text/sha256.h"
#include "migc/diff/difference_list.h"
#include "migc/diff/ignored_objects.h"
#include "migc/diff/schema_file.h"
#include "migc/dump/schema_dump.h"
#include "migc/folder/shell_command.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

std::string digest_of(std::string_view bytes) {
  core::Sha256 hash;
  hash.update(bytes);
  return core::to_hex(hash.finish());
}

// Why a file was not compared; empty where it was.
std::string why_not_compared(const Folder& folder, const DialectProof* proof) {
  if (proof != nullptr) return proof->head.findings ? "" : proof->head.why_not;
  return folder.settings.verify == Verify::off ? "verify is off" : "verify_postgres is off";
}

}  // namespace

SchemaFileCheck::SchemaFileCheck(const Folder& folder, const Chain& chain, Diagnostics& diagnostics)
    : folder_(folder), chain_(chain), diagnostics_(diagnostics) {
  const std::size_t mistakes = diagnostics.count();
  read_files();
  mistakes_ = diagnostics.count() - mistakes;
}

void SchemaFileCheck::read_files() {
  for (const Dialect dialect : folder_.settings.dialects) {
    if (folder_.settings.schema_check != SchemaCheck::off)
      if (std::optional<SourceFile> file = read_schema_file(folder_.dir, dialect, diagnostics_))
        wanted_.emplace(dialect, *std::move(file));
    if (folder_.settings.schema_head == SchemaCheck::off) continue;
    const std::string name = name_of_copy(dialect);
    copies_.emplace(dialect,
                    Copy{folder_.dir + '/' + name, read_folder_file(folder_.dir, name, diagnostics_)});
  }
}

std::string SchemaFileCheck::name_of_copy(Dialect dialect) const {
  if (folder_.settings.dialects.size() == 1) return "schema.head.sql";
  return fmt::format("schema.head.{}.sql", to_string(dialect));
}

std::string SchemaFileCheck::command_for_copy(Dialect dialect) const {
  const std::string path = folder_.dir + '/' + name_of_copy(dialect);
  std::string command = "dump --write " + platform::shell_word(path);
  if (folder_.settings.dialects.size() > 1) command += fmt::format(" --dialect {}", to_string(dialect));
  return migc_call(folder_.dir, command);
}

std::string SchemaFileCheck::key(Dialect dialect) {
  std::string key;
  if (const auto wanted = wanted_.find(dialect); wanted != wanted_.end())
    key += fmt::format("schema file {} {}\n", digest_of(wanted->second.bytes()),
                       digest_of(fmt::format("{}", fmt::join(folder_.settings.ignore, ","))));
  if (const auto copy = copies_.find(dialect); copy != copies_.end())
    key += "copy " + (copy->second.file ? digest_of(copy->second.file->bytes()) : "") + '\n';
  return key;
}

std::vector<std::string> SchemaFileCheck::texts(Dialect dialect) {
  const auto wanted = wanted_.find(dialect);
  if (wanted == wanted_.end()) return {};
  return {std::string(wanted->second.bytes())};
}

bool SchemaFileCheck::is_old(const Copy& copy, Dialect dialect, ScratchDatabase& head) const {
  if (!copy.file) return true;
  const std::string url = dialect == Dialect::sqlite ? "" : head.for_others().address;
  return dump_schema({dialect, head, url}, chain_.settings()) != copy.file->bytes();
}

std::optional<HeadFindings> SchemaFileCheck::compare(ScratchEngine& engine, ScratchDatabase& head) {
  const Dialect dialect = engine.dialect();
  HeadFindings findings;
  if (const auto wanted = wanted_.find(dialect); wanted != wanted_.end()) {
    const std::size_t mistakes = diagnostics_.count();
    const std::unique_ptr<ScratchDatabase> database = engine.make_database();
    load_schema(wanted->second, dialect, chain_.settings(), *database, diagnostics_);
    mistakes_ += diagnostics_.count() - mistakes;
    if (diagnostics_.count() > mistakes) return std::nullopt;
    const std::vector<std::string>& ignored = folder_.settings.ignore;
    findings.changes = changes_between(without_ignored(head.read_schema(), ignored),
                                       without_ignored(database->read_schema(), ignored));
  }
  if (const auto copy = copies_.find(dialect); copy != copies_.end())
    findings.has_old_copy = is_old(copy->second, dialect, head);
  return findings;
}

std::vector<SchemaVerdict> SchemaFileCheck::verdicts(const std::vector<DialectProof>& proofs) const {
  std::vector<SchemaVerdict> verdicts;
  for (const Dialect dialect : folder_.settings.dialects) {
    const auto found = std::ranges::find(proofs, dialect, &DialectProof::dialect);
    const DialectProof* proof = found == proofs.end() ? nullptr : &*found;
    const std::string why_not = why_not_compared(folder_, proof);
    const HeadFindings findings =
        proof == nullptr ? HeadFindings{} : proof->head.findings.value_or(HeadFindings{});
    if (const auto wanted = wanted_.find(dialect); wanted != wanted_.end())
      verdicts.push_back({.dialect = dialect,
                          .file = wanted->second.path(),
                          .check = folder_.settings.schema_check,
                          .changes = findings.changes,
                          .why_not = why_not});
    if (const auto copy = copies_.find(dialect); copy != copies_.end())
      verdicts.push_back({.dialect = dialect,
                          .file = copy->second.path,
                          .check = folder_.settings.schema_head,
                          .rewrite = findings.has_old_copy ? command_for_copy(dialect) : "",
                          .why_not = why_not});
  }
  return verdicts;
}

std::string to_text(const SchemaVerdict& verdict, const std::string& dir, std::string_view severity,
                    Color color) {
  const std::string_view dialect = to_string(verdict.dialect);
  if (!verdict.why_not.empty())
    return fmt::format("{}: {} is not compared with the chain: {}\n", dialect, verdict.file, verdict.why_not);
  if (!verdict.rewrite.empty())
    return fmt::format("{}: {}: {}: this is not the schema at the chain's head. Write it: {}\n", verdict.file,
                       severity, dialect, verdict.rewrite);
  if (verdict.changes.empty()) return {};
  const std::size_t count = verdict.changes.size();
  return fmt::format(
      "{}: {}: {}: the chain does not make this schema. {} change{} lead{} to it:\n{}"
      "Write a revision that makes {}: {}\n",
      verdict.file, severity, dialect, count, count == 1 ? "" : "s", count == 1 ? "s" : "",
      to_list(verdict.changes, color), count == 1 ? "it" : "them",
      migc_call(dir, "revision --autogenerate -m \"...\""));
}

}  // namespace migrate::migc
