#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "cli/print.h"
#include "core/text/json.h"
#include "migc/authoring/query_copies.h"
#include "migc/chain/chain_rules.h"
#include "migc/commands/commands.h"
#include "migc/compile/compiler.h"
#include "migc/folder/folder.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/output_file.h"
#include "migc/proof/proof_place.h"
#include "migc/proof/prove_folder.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

using core::json_string;

using Lock = std::map<std::string, LockedRevision>;

Lock read_lock(const Folder& folder, Diagnostics& diagnostics) {
  Lock lock;
  if (const std::optional<SourceFile> file = read_folder_file(folder.dir, "migrate.lock", diagnostics))
    for (LockedRevision& revision : parse_lock(*file, diagnostics)) lock.emplace(revision.id, revision);
  return lock;
}

// Forgets the entries whose change is deliberate, so that they are written again. Returns their ids, each
// once.
std::vector<std::string> accept_changes(Lock& lock, const std::vector<std::string>& accepted) {
  std::vector<std::string> ids;
  for (const std::string& id : accepted) {
    if (std::ranges::find(ids, id) != ids.end()) continue;
    if (lock.erase(id) == 0)
      throw Error(ErrorKind::usage, fmt::format("revision \"{}\" is not locked; nothing was written", id));
    ids.push_back(id);
  }
  return ids;
}

std::string json_list(const std::vector<std::string>& texts) {
  std::vector<std::string> list;
  for (const std::string& text : texts) list.push_back(json_string(text));
  return fmt::format("{}", fmt::join(list, ","));
}

// What was locked, of how many; an accepted one that is in the folder is no new one.
void print_locked(const ToolInvocation& invocation, const std::string& path, const Lock& before,
                  const Lock& today, const std::vector<std::string>& accepted, const KeptQueries& queries) {
  const std::size_t added = static_cast<std::size_t>(std::ranges::count_if(today, [&](const auto& entry) {
    return !before.contains(entry.first) && std::ranges::find(accepted, entry.first) == accepted.end();
  }));
  if (invocation.options.format == cli::Format::json) {
    cli::print(invocation.out,
               "{{\"file\":{},\"revisions\":{},\"new\":{},\"accepted\":[{}],\"queries\":{{\"written\":[{}],"
               "\"removed\":[{}]}}}}\n",
               json_string(path), today.size(), added, json_list(accepted), json_list(queries.written),
               json_list(queries.removed));
    return;
  }
  cli::print(invocation.out, "{}: {} revision{}, {} new{}\n", path, today.size(),
             today.size() == 1 ? "" : "s", added,
             accepted.empty() ? "" : fmt::format(", accepted {}", fmt::join(accepted, ", ")));
  for (const std::string& copy : queries.written) cli::print(invocation.out, "wrote {}\n", copy);
  for (const std::string& copy : queries.removed)
    cli::print(invocation.out, "removed {}, whose original is gone\n", copy);
}

std::vector<std::string> heads_of(const Folder& folder) {
  const core::OwnedChain owned = link_chain(folder);
  std::vector<std::string> heads;
  for (const RevisionIndex head : owned.chain().heads()) heads.emplace_back(owned.chain()[head].id());
  return heads;
}

// What the lock says of a revision that is still as it was, or is not there, is no obstacle.
bool is_kept(const LockedRevision& locked, const Lock& today) {
  const auto found = today.find(locked.id);
  return found != today.end() && found->second.parents == locked.parents &&
         found->second.digest == locked.digest;
}

// What of the folder is locked from now on. Locked revisions must be as they are, but for those that are no
// longer in `locked`.
Lock lock_of(const Folder& folder, const Lock& locked, Diagnostics& diagnostics) {
  Lock today;
  for (const RevisionFile& file : folder.files) {
    LockedRevision& revision = today[file.header.revision.value] = lock_revision(file);
    if (const auto known = locked.find(revision.id); known != locked.end())
      revision.proofs = known->second.proofs;
  }
  const bool unchanged =
      std::ranges::all_of(locked, [&](const auto& entry) { return is_kept(entry.second, today); });
  if (!unchanged) check_lock(folder, diagnostics);
  return today;
}

// Whether the proof could add anything.
bool has_all_proofs(const Folder& folder, const Lock& lock) {
  return folder.settings.verify == Verify::off || std::ranges::all_of(lock, [&](const auto& entry) {
           return entry.second.proofs.size() == folder.settings.dialects.size();
         });
}

void add_proofs(const Chain& chain, const DialectProof& proof, Lock& lock) {
  for (const Revision revision : chain) {
    if (proof.proof.verdicts[revision.index()] != Verdict::proven) continue;
    add_record(lock.at(std::string(revision.id())).proofs,
               {proof.dialect, proof.version, proof.goes_back[revision.index()]});
  }
}

// What each revision was proven with is known from then on, whatever a later engine says of it. A revision
// that is not proven is locked nevertheless.
void add_proofs(const Folder& folder, Lock& lock) {
  if (has_all_proofs(folder, lock)) return;
  Diagnostics not_proven;
  const std::string cache = find_cache(folder.dir);
  const std::optional<core::OwnedChain> chain =
      compile_chain(folder, "chain", not_proven, replay_cache_in(cache));
  if (!chain) return;
  for (const DialectProof& proof : prove_folder(folder, chain->chain(), not_proven, {.cache = cache}))
    add_proofs(chain->chain(), proof, lock);
}

struct LockCommand {
  std::vector<std::string> accepted;  // revisions whose edit is deliberate

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.list("--accept", accepted, "ID", "A locked revision that was edited or removed deliberately");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(invocation.folder, diagnostics);
    check_structure(folder, diagnostics);
    check_policy(folder, diagnostics);
    Lock locked = read_lock(folder, diagnostics);
    stop_at_mistakes(diagnostics, "nothing was locked", invocation.err);

    const std::vector<std::string> ids = accept_changes(locked, accepted);
    Lock today = lock_of(folder, locked, diagnostics);
    stop_at_mistakes(diagnostics, "nothing was locked", invocation.err);
    add_proofs(folder, today);

    std::vector<LockedRevision> lines;
    for (const auto& [id, revision] : today) lines.push_back(revision);
    const std::string path = folder.dir + "/migrate.lock";
    write_if_different(path, to_text(std::move(lines)));
    print_locked(invocation, path, locked, today, ids, keep_queries(folder, heads_of(folder)));
    return 0;
  }
};

}  // namespace

cli::Command lock_command(const ToolInvocation& invocation) {
  return cli::make_command<LockCommand>(invocation, "lock",
                                        "Record the released revisions, so that a later edit is an error",
                                        "lock --accept cb3cf47d9259");
}

}  // namespace migrate::migc
