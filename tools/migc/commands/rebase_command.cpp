#include "migc/commands/rebase_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "core/text/json.h"
#include "migc/authoring/new_revision.h"
#include "migc/authoring/rebase.h"
#include "migc/authoring/workspace.h"
#include "migc/chain/named_revision.h"
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

void print_rewritten(const cli::Session& session, const Rewritten& file) {
  using core::json_string;
  if (session.arguments.format == cli::Format::json)
    fmt::print(session.out, "{{\"revision\":{},\"file\":{},\"before\":{},\"after\":{}}}\n",
               json_string(file.revision), json_string(file.path), json_string(file.before),
               json_string(file.after));
  else if (file.before == file.after)
    fmt::print(session.out, "{}: down_revision is {}; nothing to do\n", file.path, file.after);
  else
    fmt::print(session.out, "{}: down_revision {} -> {}\n", file.path, file.before, file.after);
}

void print_note(const cli::Session& session, const Rewritten& file) {
  if (session.arguments.quiet) return;
  fmt::print(
      session.err,
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

// Returns what a person wants to know of it.
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

}  // namespace

int run_rebase(const cli::Session& session, const ToolArguments& arguments) {
  Workspace workspace = open_workspace(arguments.folder, NoRevisions::refused, session.err);
  const Chain& chain = workspace.chain.chain();
  const RevisionIndex revision = get_revision(chain, *session.arguments.target);
  const Rebase rebase = plan_rebase(chain, revision, find_place(chain, arguments.onto));
  const Rewritten rewritten = apply(std::move(workspace), rebase, session.err);
  print_rewritten(session, rewritten);
  if (!rebase.changes_nothing()) print_note(session, rewritten);
  return 0;
}

}  // namespace migrate::migc
