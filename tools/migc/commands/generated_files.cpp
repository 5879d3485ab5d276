#include "migc/commands/generated_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "migc/authoring/revision_id.h"
#include "migc/autogenerate/revision_text.h"
#include "migc/compile/compiler.h"

namespace migrate::migc {

namespace {

// Each time some operations become SQL, so that this ends long before.
constexpr int most_attempts = 20;

NewRevision next_revision(const NewRevision& first, const NewRevision& before, const NewFileOptions& asked,
                          std::size_t number) {
  const std::string id = asked.id.empty() ? random_revision_id() : fmt::format("{}_{}", asked.id, number);
  return {.id = id, .parents = {before.id}, .message = fmt::format("{}, step {}", first.message, number)};
}

// The lines of the body, from 1, in which something is wrong.
std::vector<std::size_t> wrong_lines(const Diagnostics& mistakes, const RevisionFile& file) {
  const std::size_t header_lines = file.source.position(file.header.body_offset).line - 1;
  std::vector<std::size_t> lines;
  for (const Diagnostic& mistake : mistakes.sorted())
    if (mistake.path == file.source.path() && mistake.line > header_lines)
      lines.push_back(mistake.line - header_lines);
  return lines;
}

}  // namespace

GeneratedRevisions::GeneratedRevisions(const Workspace& workspace, const NewRevision& first,
                                       const NewFileOptions& asked, const std::vector<Stage>& stages,
                                       std::string cache, std::ostream& err)
    : workspace_(workspace), asked_(asked), stages_(stages), cache_(std::move(cache)), err_(err) {
  for (std::size_t i = 0; i < stages.size(); ++i) {
    revisions_.push_back(i == 0 ? first : next_revision(first, revisions_.back(), asked, i + 1));
    NewRevision& revision = revisions_.back();
    revision.outside_transactions = stages[i].outside_transactions;
    revision.irreversible = irreversible_reason(stages[i].changes);
    if (revision.irreversible.empty()) revision.lossy = lossy_reason(stages[i].changes);
  }
}

std::vector<std::string> GeneratedRevisions::ids() const {
  std::vector<std::string> ids;
  for (const NewRevision& revision : revisions_) ids.push_back(revision.id);
  return ids;
}

std::vector<std::string> GeneratedRevisions::irreversible() const {
  std::vector<std::string> reasons;
  for (const NewRevision& revision : revisions_)
    if (!revision.irreversible.empty()) reasons.push_back(revision.irreversible);
  return reasons;
}

GeneratedFiles GeneratedRevisions::sql() const {
  std::vector<std::string> bodies;
  for (const Stage& stage : stages_) bodies.push_back(sql_sections(stage.changes));
  return drafted(FileKind::sql, bodies);
}

std::optional<GeneratedFiles> GeneratedRevisions::yaml(bool is_asked) {
  sections_.clear();
  for (const Stage& stage : stages_) sections_.emplace_back(stage.changes);
  if (!settle_operations()) return std::nullopt;
  if (!is_asked && std::ranges::none_of(sections_, &YamlSections::has_operations)) return std::nullopt;
  derive_downgrades();
  return drafted_yaml();
}

GeneratedFiles GeneratedRevisions::executed() {
  for (YamlSections& sections : sections_) {
    sections.derive_downgrade(false);
    sections.execute_all();
  }
  return drafted_yaml();
}

GeneratedFiles GeneratedRevisions::drafted(FileKind kind, const std::vector<std::string>& bodies) const {
  GeneratedFiles drafted{.kind = kind, .files = {}, .folder = workspace_.folder};
  NewFileOptions asked = asked_;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    drafted.files.push_back(draft_file(workspace_, revisions_[i], kind, asked, bodies[i], err_));
    const SourceFile& file = drafted.files.back();
    asked.versions = file.name().substr(0, file.name().rfind('/'));
    drafted.folder = with_file(std::move(drafted.folder), file, kind, err_);
  }
  return drafted;
}

GeneratedFiles GeneratedRevisions::drafted_yaml() const {
  std::vector<std::string> bodies;
  for (const YamlSections& sections : sections_) bodies.push_back(sections.text());
  return drafted(FileKind::yaml, bodies);
}

// What the compiler refuses as an operation is SQL.
bool GeneratedRevisions::settle_operations() {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const GeneratedFiles drafted = drafted_yaml();
    Diagnostics mistakes;
    (void)compile_chain(drafted.folder, "chain", mistakes, cache_);
    if (mistakes.empty()) return true;
    bool changes = false;
    const std::size_t first = drafted.folder.files.size() - sections_.size();
    for (std::size_t i = 0; i < sections_.size(); ++i)
      changes |= sections_[i].execute(wrong_lines(mistakes, drafted.folder.files[first + i]));
    if (!changes) return false;
  }
  return false;
}

// Where that does the same as the list.
void GeneratedRevisions::derive_downgrades() {
  const std::optional<std::string> listed = downgrades_of(drafted_yaml());
  for (YamlSections& sections : sections_) {
    sections.derive_downgrade(true);
    const std::optional<std::string> derived = downgrades_of(drafted_yaml());
    if (!derived || derived != listed) sections.derive_downgrade(false);
  }
}

// As statements. Nothing where the chain has mistakes.
std::optional<std::string> GeneratedRevisions::downgrades_of(const GeneratedFiles& drafted) const {
  Diagnostics mistakes;
  const std::optional<core::OwnedChain> chain = compile_chain(drafted.folder, "chain", mistakes, cache_);
  if (!chain) return std::nullopt;
  std::string statements;
  for (const NewRevision& revision : revisions_)
    for (const Dialect dialect : chain->chain().dialects())
      for (const Item item : chain->chain()[*chain->chain().find_revision(revision.id)].downgrade(dialect))
        statements += fmt::format("{}: {}\n", to_string(dialect), item.text());
  return statements;
}

}  // namespace migrate::migc
