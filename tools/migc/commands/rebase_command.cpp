#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/print.h"
#include "core/text/json.h"
#include "migc/authoring/new_revision.h"
#include "migc/authoring/rebase.h"
#include "migc/authoring/workspace.h"
#include "migc/chain/named_revision.h"
#include "migc/commands/commands.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/output_file.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

std::string down_revision_of(const Chain& chain, core::Place parent) {
  std::vector<std::string> parents;
  if (parent) parents.emplace_back(chain[*parent].id());
  return to_down_revision(parents);
}

std::vector<LockedRevision> read_lock(const Folder& folder, std::ostream& err) {
  Diagnostics diagnostics;
  const std::optional<SourceFile> file = read_folder_file(folder.dir, "migrate.lock", diagnostics);
  std::vector<LockedRevision> locked = file ? parse_lock(*file, diagnostics) : std::vector<LockedRevision>();
  stop_at_mistakes(diagnostics, "nothing was written", err);
  return locked;
}

// What moves gets another history, which other databases may already hold.
void refuse_locked(const Workspace& workspace, const Rebase& rebase, std::ostream& err) {
  const Chain& chain = workspace.chain.chain();
  const RevisionIndex start[] = {rebase.first};
  const core::RevisionSet moved =
      core::with_descendants(chain, core::RevisionSet(chain, start), core::Along::parents_and_dependencies);
  for (const LockedRevision& locked : read_lock(workspace.folder, err)) {
    const std::optional<RevisionIndex> index = chain.find_revision(locked.id);
    if (index && moved.contains(*index))
      throw core::usage_error(
          fmt::format("\"{}\" is locked: it was released, and must stay where it is; move the other line, or "
                      "merge: {}",
                      locked.id, migc_call(workspace.folder.dir, "merge")));
  }
}

struct Rewritten {
  std::string revision;
  std::string path;
  std::string before;
  std::string after;
};

void print_rewritten(const ToolInvocation& invocation, const Rewritten& file) {
  using core::json_string;
  if (invocation.options.format == cli::Format::json)
    cli::print(invocation.out, "{{\"revision\":{},\"file\":{},\"before\":{},\"after\":{}}}\n",
               json_string(file.revision), json_string(file.path), json_string(file.before),
               json_string(file.after));
  else if (file.before == file.after)
    cli::print(invocation.out, "{}: down_revision is {}; nothing to do\n", file.path, file.after);
  else
    cli::print(invocation.out, "{}: down_revision {} -> {}\n", file.path, file.before, file.after);
}

void print_note(const ToolInvocation& invocation, const Rewritten& file) {
  if (invocation.options.quiet) return;
  cli::print(
      invocation.err,
      "note: a database that has run {} no longer fits this chain; downgrade it to {} with the file as it "
      "was\n",
      file.revision, file.before == "none" ? "base" : file.before);
}

RevisionFile take_file(Folder& folder, std::string_view id) {
  const auto found = std::ranges::find(folder.files, id, [](const RevisionFile& file) -> std::string_view {
    return file.header.revision.value;
  });
  RevisionFile file = std::move(*found);
  folder.files.erase(found);
  return file;
}

// Returns the message for the user.
Rewritten apply(Workspace workspace, const Rebase& rebase, std::ostream& err) {
  const Chain& chain = workspace.chain.chain();
  const RevisionFile file = take_file(workspace.folder, chain[rebase.first].id());
  Rewritten rewritten{file.header.revision.value, file.source.path(), down_revision_of(chain, rebase.from),
                      down_revision_of(chain, rebase.onto)};
  if (rebase.changes_nothing()) return rewritten;
  refuse_locked(workspace, rebase, err);
  const SourceFile changed(file.source.path(), file.source.name(), with_down_revision(file, rewritten.after));
  (void)with_file(std::move(workspace.folder), changed, file.kind, err);
  write_if_different(changed.path(), changed.bytes());
  return rewritten;
}

struct RebaseCommand {
  std::string target;  // of the line that moves
  std::string onto;    // the new parent

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.positional("target", target, "A revision of the line that moves, for example its head")
        .required();
    options.value("--onto", onto, "TARGET", "The revision that the line will follow").required();
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    Workspace workspace = open_workspace(invocation.folder, NoRevisions::refused, invocation.err);
    const Chain& chain = workspace.chain.chain();
    const RevisionIndex revision = get_revision(chain, target);
    const Rebase rebase = plan_rebase(chain, revision, find_place(chain, onto));
    const Rewritten rewritten = apply(std::move(workspace), rebase, invocation.err);
    print_rewritten(invocation, rewritten);
    if (!rebase.changes_nothing()) print_note(invocation, rewritten);
    return 0;
  }
};

}  // namespace

cli::Command rebase_command(const ToolInvocation& invocation) {
  return cli::make_command<RebaseCommand>(invocation, "rebase",
                                          "Move a line of revisions onto another revision",
                                          "rebase cb3cf47d9259 --onto 67371aeb5ae0");
}

}  // namespace migrate::migc
