#include "migc/snapshot/folder_snapshots.h"

#include <fmt/format.h>

#include <optional>

#include "migc/derive/scratch_engines.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/shell_command.h"
#include "migc/snapshot/postgres_snapshot.h"
#include "migc/snapshot/snapshot_file.h"
#include "migc/snapshot/sqlite_snapshot.h"

namespace migrate::migc {

namespace {

using Found = std::optional<Snapshot>;  // nothing where the settings want none

Found make_for_sqlite(const Folder& folder, const Chain& chain, const std::string& cache) {
  if (!folder.settings.snapshot.value_or(true)) return std::nullopt;
  if (folder.settings.verify == Verify::off) return Snapshot{.why_not = "migrate.yaml has \"verify: off\""};
  return make_sqlite_snapshot(chain, {.foreign_keys = folder.settings.foreign_keys, .cache = cache});
}

Snapshot read_file_of(const Folder& folder, const Chain& chain) {
  Diagnostics diagnostics;
  const std::optional<SourceFile> file = read_folder_file(folder.dir, name_of_snapshot_file(), diagnostics);
  if (file) return read_snapshot_file(*file, chain.root_digest());
  const std::vector<Diagnostic> mistakes = diagnostics.sorted();
  if (!mistakes.empty()) return {.why_not = mistakes.front().path + ": " + mistakes.front().message};
  return {.why_not = "there is no " + path_of_snapshot_file(folder)};
}

Found read_for_postgres(const Folder& folder, const Chain& chain) {
  if (!folder.settings.snapshot.value_or(false)) return std::nullopt;
  Snapshot snapshot = read_file_of(folder, chain);
  if (!snapshot.why_not.empty())
    snapshot.why_not += "; write it: " + migc_call(folder.dir, "dump --snapshot");
  return snapshot;
}

Found find_snapshot(const Folder& folder, const Chain& chain, Dialect dialect, const std::string& cache) {
  switch (dialect) {
    case Dialect::sqlite:
      return make_for_sqlite(folder, chain, cache);
    case Dialect::postgres:
      return read_for_postgres(folder, chain);
  }
  return std::nullopt;
}

std::string note_of(Dialect dialect, const Snapshot& snapshot) {
  return fmt::format("{}: no snapshot: {}", to_string(dialect), snapshot.why_not);
}

}  // namespace

std::vector<std::string> add_snapshots(const Folder& folder, core::OwnedChain& chain,
                                       const std::string& cache) {
  std::vector<std::string> notes;
  for (const Dialect dialect : folder.settings.dialects) {
    const Found snapshot = find_snapshot(folder, chain.chain(), dialect, cache);
    if (!snapshot) continue;
    if (snapshot->why_not.empty())
      chain.add_snapshot(dialect, snapshot->statements, snapshot->origin);
    else
      notes.push_back(note_of(dialect, *snapshot));
  }
  return notes;
}

std::string snapshot_finding(const Folder& folder, const Chain& chain) {
  const bool has_postgres = chain.has_dialect(Dialect::postgres);
  const Found snapshot = has_postgres ? read_for_postgres(folder, chain) : std::nullopt;
  if (!snapshot) return {};
  if (!snapshot->why_not.empty()) return note_of(Dialect::postgres, *snapshot);
  return fmt::format("postgres: the snapshot in {} is up to date", path_of_snapshot_file(folder));
}

std::string name_of_snapshot_file() {
  return "snapshot.postgres.sql";
}

std::string path_of_snapshot_file(const Folder& folder) {
  return folder.dir + '/' + name_of_snapshot_file();
}

SnapshotFile make_snapshot_file(const Folder& folder, core::OwnedChain& chain, const std::string& cache) {
  const Snapshot snapshot = make_postgres_snapshot(scratch_engines(folder, cache), chain, folder.dir);
  if (!snapshot.why_not.empty()) return {.why_not = snapshot.why_not};
  return {.text = snapshot_file_text(snapshot, chain.chain().root_digest())};
}

}  // namespace migrate::migc
