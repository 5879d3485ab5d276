#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cli/print.h"
#include "core/text/json.h"
#include "migc/authoring/workspace.h"
#include "migc/chain/named_revision.h"
#include "migc/commands/commands.h"
#include "migc/derive/derive_folder.h"
#include "migc/derive/scratch_engines.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/output_file.h"
#include "migc/folder/shell_command.h"
#include "migc/proof/proof_place.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

using core::json_string;

const RevisionFile& file_of(const Folder& folder, std::string_view id) {
  return *std::ranges::find(folder.files, id, [](const RevisionFile& file) -> std::string_view {
    return file.header.revision.value;
  });
}

// Why this revision gets no derived section; empty where it can.
std::string reason_against(const RevisionFile& file, const FolderSettings& settings) {
  const std::string& id = file.header.revision.value;
  if (file.kind == FileKind::yaml)
    return fmt::format("\"{}\" is a YAML revision; its downgrade is derived with \"downgrade: auto\"", id);
  if (file.header.irreversible.line != 0)
    return fmt::format("\"{}\" says that it is irreversible; delete that line of its header first", id);
  if (missing_sections(file, settings).empty())
    return fmt::format("\"{}\" has a downgrade section, which is never overwritten; delete it first", id);
  return {};
}

std::set<std::string> choose(const Workspace& workspace, const std::string& target) {
  if (target.empty()) return revisions_without_downgrade(workspace.folder);
  const Chain& chain = workspace.chain.chain();
  const std::string id(chain[get_revision(chain, target)].id());
  const std::string reason = reason_against(file_of(workspace.folder, id), workspace.folder.settings);
  if (!reason.empty()) throw Error(ErrorKind::usage, reason);
  return {id};
}

// A new section changes the digest of the file.
void refuse_locked(const Folder& folder, std::set<std::string>& ids, Diagnostics& diagnostics) {
  const std::optional<SourceFile> lock = read_folder_file(folder.dir, "migrate.lock", diagnostics);
  if (!lock) return;
  for (const LockedRevision& locked : parse_lock(*lock, diagnostics)) {
    if (ids.erase(locked.id) == 0) continue;
    const RevisionFile& file = file_of(folder, locked.id);
    diagnostics.error_in_line(
        file.source, file.header.revision.line,
        fmt::format("locked revision \"{}\" must not be edited", locked.id),
        {fmt::format("where it is meant, add to the file what this prints: {}",
                     migc_call(folder.dir, fmt::format("derive {} --print", locked.id))),
         fmt::format("and then: {}", migc_call(folder.dir, "lock --accept " + locked.id))});
  }
}

struct Derive {
  std::string target;
  bool prints = false;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.positional("target", target,
                       "The revision: an id, a label or head (default: all that lack a downgrade)");
    options.flag("--print", prints, "Print the sections instead of writing them");
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    const Workspace workspace = open_workspace(invocation.folder, NoRevisions::refused, invocation.err);
    std::set<std::string> ids = choose(workspace, target);
    Diagnostics diagnostics;
    if (!prints) refuse_locked(workspace.folder, ids, diagnostics);
    const std::vector<DerivedRevision> derived = derive(workspace.folder, ids, diagnostics);
    for (const DerivedRevision& each : derived) deliver(invocation, each);
    stop_at_mistakes(diagnostics, "for these, nothing was written", invocation.err);
    if (derived.empty() && !invocation.options.quiet)
      cli::print(invocation.err, "{}: no revision lacks a downgrade; nothing to do\n", workspace.folder.dir);
    return 0;
  }

 private:
  static std::vector<DerivedRevision> derive(const Folder& folder, const std::set<std::string>& ids,
                                             Diagnostics& diagnostics) {
    if (ids.empty()) return {};
    const std::string cache = find_cache(folder.dir);
    return derive_downgrades(folder, ids, scratch_engines(folder, cache), cache, diagnostics);
  }

  void deliver(const ToolInvocation& invocation, const DerivedRevision& derived) const {
    const SourceFile& source = derived.file.source;
    if (!prints) write_if_different(source.path(), source.bytes());
    if (invocation.options.format == cli::Format::json)
      cli::print(invocation.out, "{{\"revision\":{},\"file\":{},\"written\":{},\"sections\":{}}}\n",
                 json_string(derived.id), json_string(source.path()), !prints,
                 json_string(derived.file.sections));
    else if (!prints)
      cli::print(invocation.out, "{}: wrote the downgrade\n", source.path());
    else
      cli::print(invocation.out, "{}{}", target.empty() ? fmt::format("-- {}\n", source.path()) : "",
                 derived.file.sections);
  }
};

}  // namespace

cli::Command derive_command(const ToolInvocation& invocation) {
  return cli::make_command<Derive>(invocation, "derive",
                                   "Write the downgrades that SQL revisions lack, and prove them",
                                   "derive cb3cf47d9259");
}

}  // namespace migrate::migc
