#include "migc/compile/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/compile/body_reader.h"
#include "migc/compile/own_tables.h"
#include "migc/engine/statement_rules.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

core::RevisionSpec describe(const RevisionFile& file) {
  const Header& header = file.header;
  return {
      .id = header.revision.value,
      .parents = header.down_revision.value,
      .dependencies = header.depends_on.value,
      .labels = header.branch_labels.value,
      .message = header.message.value,
      .create_date = header.create_date.value,
      .irreversible = header.irreversible.value,
      .lossy = header.lossy.value,
      .file = file.source.name(),
      .transaction = header.transaction.value,
      .compatible = header.compatible.value,
  };
}

core::ChainSpec describe(const Folder& folder, const std::string& name) {
  const FolderSettings& settings = folder.settings;
  core::ChainSpec spec{
      .name = name,
      .dialects = settings.dialects,
      .version_table = settings.version_table,
      .schema = settings.schema,
      .version_schema = settings.version_schema,
      .search_path = settings.search_path,
      .transaction = settings.transaction,
      .allow_multiple_heads = settings.allow_multiple_heads,
  };
  for (const RevisionFile& file : folder.files) spec.revisions.push_back(describe(file));
  return spec;
}

bool has_operations(const Folder& folder) {
  return std::any_of(folder.files.begin(), folder.files.end(),
                     [](const RevisionFile& file) { return file.kind == FileKind::yaml; });
}

// By form alone, where the headers make no chain. A chain without operations is not run either.
Judgement judgement_of(const Folder& folder, const Diagnostics& diagnostics) {
  return diagnostics.empty() && has_operations(folder) ? Judgement::effect : Judgement::form;
}

// Along the chain, where it matters.
std::vector<std::size_t> replay_order(const Folder& folder, Judgement judgement) {
  if (judgement == Judgement::effect) return chain_order(folder);
  std::vector<std::size_t> order(folder.files.size());
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

void check_irreversible(const RevisionFile& file, const Body& body, std::span<const Dialect> dialects,
                        Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < body.scripts.size(); ++i)
    if (!body.scripts[i].downgrade.empty())
      diagnostics.error_in_line(
          file.source, file.header.irreversible.line,
          fmt::format("irreversible, but there is a downgrade for {}", to_string(dialects[i])));
}

// `derive`: the command that writes one.
void check_downgrade(const RevisionFile& file, const Body& body, std::span<const Dialect> dialects,
                     const std::string& derive, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < body.scripts.size(); ++i) {
    if (!body.has_downgrade[i])
      diagnostics.error_in_line(
          file.source, file.header.revision.line,
          fmt::format("no \"-- migrate: downgrade\" section for {}", to_string(dialects[i])),
          {fmt::format("write it, or let migc derive it: {}", derive),
           "or say in the header why there is none: -- irreversible: WHY"});
    if (body.empty_downgrade_line[i] != 0 && !body.scripts[i].upgrade.empty())
      diagnostics.error_in_line(
          file.source, body.empty_downgrade_line[i],
          fmt::format("the downgrade for {} is empty, and the upgrade is not", to_string(dialects[i])),
          {fmt::format("write what undoes the upgrade, or let migc derive it: {}", derive),
           "or write \"-- nothing to undo\" in this section; or in the header: -- irreversible: WHY"});
  }
}

void note_flags(std::vector<core::ScriptItem>& items, Dialect dialect) {
  for (core::ScriptItem& item : items)
    if (!item.is_call) item.flags = item_flags(item.text, dialect);
}

// Only there they mean something.
void note_flags_outside_transactions(core::RevisionSpec& revision, std::span<const Dialect> dialects) {
  if (revision.transaction != Transaction::none) return;
  for (std::size_t i = 0; i < revision.scripts.size(); ++i) {
    note_flags(revision.scripts[i].upgrade, dialects[i]);
    note_flags(revision.scripts[i].downgrade, dialects[i]);
  }
}

// A line that serves several dialects is reported once.
void check_own_tables(const RevisionFile& file, const std::vector<core::ScriptItem>& items, Dialect dialect,
                      const FolderSettings& settings, std::set<std::uint32_t>& reported,
                      Diagnostics& diagnostics) {
  for (const core::ScriptItem& item : items) {
    if (item.is_call) continue;
    const std::string table = made_own_table(item.text, dialect, settings);
    if (!table.empty() && reported.insert(item.line).second)
      diagnostics.error_in_line(
          file.source, item.line,
          fmt::format("\"{}\" is one of the tables of migrate itself; choose another name, or set "
                      "\"version_table\" in migrate.yaml",
                      table));
  }
}

void check_own_tables(const RevisionFile& file, const Body& body, const FolderSettings& settings,
                      Diagnostics& diagnostics) {
  std::set<std::uint32_t> reported;
  for (std::size_t i = 0; i < body.scripts.size(); ++i) {
    const Dialect dialect = settings.dialects[i];
    check_own_tables(file, body.scripts[i].upgrade, dialect, settings, reported, diagnostics);
    check_own_tables(file, body.scripts[i].downgrade, dialect, settings, reported, diagnostics);
  }
}

// As migrate.lock records it. Its mistakes are reported by check_lock().
void note_proofs(const Folder& folder, core::ChainSpec& spec) {
  Diagnostics known;
  const std::optional<SourceFile> file = read_folder_file(folder.dir, "migrate.lock", known);
  if (!file) return;
  std::map<std::string, core::RevisionSpec*, std::less<>> revisions;
  for (core::RevisionSpec& revision : spec.revisions) revisions.emplace(revision.id, &revision);
  for (const LockedRevision& locked : parse_lock(*file, known)) {
    const auto found = revisions.find(locked.id);
    if (found == revisions.end()) continue;
    core::RevisionSpec& revision = *found->second;
    revision.scripts.resize(spec.dialects.size());
    for (std::size_t i = 0; i < revision.scripts.size(); ++i)
      revision.scripts[i].proven = is_proven(locked, spec.dialects[i], !revision.irreversible.empty());
  }
}

}  // namespace

core::OwnedChain link_chain(const Folder& folder) {
  core::ChainSpec spec = describe(folder, "chain");
  note_proofs(folder, spec);
  return core::OwnedChain(std::move(spec));
}

std::vector<std::size_t> chain_order(const Folder& folder) {
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < folder.files.size(); ++i)
    numbers.emplace(folder.files[i].header.revision.value, i);
  const core::OwnedChain linked(describe(folder, "chain"));
  std::vector<std::size_t> order;
  for (std::uint32_t i = 0; i < linked.chain().size(); ++i)
    order.push_back(numbers.at(linked.chain()[i].id()));
  return order;
}

std::optional<core::OwnedChain> compile_chain(const Folder& folder, const std::string& name,
                                              Diagnostics& diagnostics, const std::string& replay_cache,
                                              MissingDowngrade missing) {
  core::ChainSpec spec = describe(folder, name);
  const Judgement judgement = judgement_of(folder, diagnostics);
  const std::vector<std::size_t> order = replay_order(folder, judgement);
  Replay replay(folder, order, judgement, replay_cache);
  Bodies bodies = read_bodies(folder, order, replay, diagnostics);
  for (std::size_t i = 0; i < folder.files.size(); ++i) {
    if (!bodies[i]) continue;
    if (folder.files[i].header.irreversible.line != 0)
      check_irreversible(folder.files[i], *bodies[i], spec.dialects, diagnostics);
    else if (missing == MissingDowngrade::refused)
      check_downgrade(folder.files[i], *bodies[i], spec.dialects,
                      migc_call(folder.dir, "derive " + spec.revisions[i].id), diagnostics);
    check_own_tables(folder.files[i], *bodies[i], folder.settings, diagnostics);
    spec.revisions[i].scripts = std::move(bodies[i]->scripts);
    note_flags_outside_transactions(spec.revisions[i], spec.dialects);
  }
  if (!diagnostics.empty()) return std::nullopt;
  note_proofs(folder, spec);
  return core::OwnedChain(std::move(spec));
}

}  // namespace migrate::migc
