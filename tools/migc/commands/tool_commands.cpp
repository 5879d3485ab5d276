#include "migc/commands/tool_commands.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "cli/check.h"
#include "core/text/json.h"
#include "migc/chain/chain_rules.h"
#include "migc/commands/compile_command.h"
#include "migc/compile/compiler.h"
#include "migc/folder/folder.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/output_file.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

using core::json_string;

std::string mistake_json(const Diagnostic& diagnostic) {
  return fmt::format(R"({{"file":{},"line":{},"column":{},"message":{}}})", json_string(diagnostic.path),
                     diagnostic.line, diagnostic.column, json_string(diagnostic.message));
}

cli::ChainFindings findings_of(const Folder& folder, const std::optional<core::OwnedChain>& chain,
                               const Diagnostics& diagnostics) {
  if (chain) return cli::findings_of(folder.dir, chain->chain());
  cli::ChainFindings findings{.name = folder.dir, .revisions = folder.files.size(), .heads = {}};
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    findings.mistakes.push_back(mistake_json(diagnostic));
  return findings;
}

// The folder's check runs in hooks and builds, whatever DATABASE_URL is there: only --url asks for more.
int run_check(const cli::Session& session, const ToolArguments& arguments) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(arguments.folder, diagnostics);
  check_folder(folder, diagnostics);
  const std::optional<core::OwnedChain> chain = compile_chain(folder, arguments.name, diagnostics);
  if (session.arguments.format == cli::Format::text)
    stop_at_mistakes(diagnostics, "the chain is not valid", session.err);
  const bool compares = chain && !session.arguments.url.empty();
  return cli::report_check(session, findings_of(folder, chain, diagnostics),
                           compares ? &chain->chain() : nullptr);
}

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

// What was locked, of how many; an accepted one that is in the folder is no new one.
void print_locked(const cli::Session& session, const std::string& path, const Lock& before, const Lock& today,
                  const std::vector<std::string>& accepted) {
  const std::size_t added = static_cast<std::size_t>(std::ranges::count_if(today, [&](const auto& entry) {
    return !before.contains(entry.first) && std::ranges::find(accepted, entry.first) == accepted.end();
  }));
  if (session.arguments.format == cli::Format::json) {
    std::vector<std::string> ids;
    for (const std::string& id : accepted) ids.push_back(json_string(id));
    fmt::print(session.out, "{{\"file\":{},\"revisions\":{},\"new\":{},\"accepted\":[{}]}}\n",
               json_string(path), today.size(), added, fmt::join(ids, ","));
    return;
  }
  fmt::print(session.out, "{}: {} revision{}, {} new{}\n", path, today.size(), today.size() == 1 ? "" : "s",
             added, accepted.empty() ? "" : fmt::format(", accepted {}", fmt::join(accepted, ", ")));
}

// What the lock says of a revision that is still as it was, or is not there, is no obstacle.
bool is_kept(const LockedRevision& locked, const Lock& today) {
  const auto found = today.find(locked.id);
  return found != today.end() && found->second.parents == locked.parents &&
         found->second.digest == locked.digest;
}

int run_lock(const cli::Session& session, const ToolArguments& arguments) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(arguments.folder, diagnostics);
  check_structure(folder, diagnostics);
  check_policy(folder, diagnostics);
  Lock locked = read_lock(folder, diagnostics);
  stop_at_mistakes(diagnostics, "nothing was locked", session.err);

  const std::vector<std::string> accepted = accept_changes(locked, arguments.accepted);
  Lock today;
  for (const RevisionFile& file : folder.files)
    today.emplace(file.header.revision.value, lock_revision(file));
  const bool unchanged =
      std::ranges::all_of(locked, [&](const auto& entry) { return is_kept(entry.second, today); });
  if (!unchanged) check_lock(folder, diagnostics);
  stop_at_mistakes(diagnostics, "nothing was locked", session.err);

  std::vector<LockedRevision> lines;
  for (const auto& [id, revision] : today) lines.push_back(revision);
  const std::string path = folder.dir + "/migrate.lock";
  write_if_different(path, to_text(std::move(lines)));
  print_locked(session, path, locked, today, accepted);
  return 0;
}

void declare_lock(cli::OptionSet& options, ToolArguments& arguments) {
  options.list("--accept", arguments.accepted, "ID",
               "A locked revision that was changed or removed deliberately");
}

}  // namespace

std::vector<cli::Command> tool_commands(cli::Session& session, ToolArguments& arguments) {
  return {
      {"compile", "Turn the folder into C++; the build calls this",
       "compile --dir migrations --name inventory --output revisions.cpp",
       [&arguments](cli::OptionSet& options) { declare_compile(options, arguments); },
       [&] { return run_compile(session, arguments); }},
      {"check", "Report every mistake of the folder; with --url, compare a database with it",
       "check --dir migrations",
       [&session](cli::OptionSet& options) { cli::declare_database_options(options, session); },
       [&] { return run_check(session, arguments); }},
      {"lock", "Write down the revisions that are released, so that they cannot be edited unnoticed",
       "lock --accept cb3cf47d9259",
       [&arguments](cli::OptionSet& options) { declare_lock(options, arguments); },
       [&] { return run_lock(session, arguments); }},
  };
}

void check_folder(const Folder& folder, Diagnostics& diagnostics) {
  check_structure(folder, diagnostics);
  check_policy(folder, diagnostics);
  check_lock(folder, diagnostics);
}

}  // namespace migrate::migc
