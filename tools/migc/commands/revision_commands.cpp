// revision and merge: they write a new revision file.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/print.h"
#include "core/text/json.h"
#include "core/text/text.h"
#include "core/text/utf8.h"
#include "migc/authoring/creation_time.h"
#include "migc/authoring/file_template.h"
#include "migc/authoring/new_revision.h"
#include "migc/authoring/revision_id.h"
#include "migc/authoring/revision_template.h"
#include "migc/authoring/slug.h"
#include "migc/authoring/workspace.h"
#include "migc/chain/chain_rules.h"
#include "migc/chain/named_revision.h"
#include "migc/commands/commands.h"
#include "migc/folder/control_characters.h"
#include "migc/folder/key_lines.h"
#include "migc/folder/names.h"
#include "migc/folder/output_file.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

using core::json_string;
using core::usage_error;

std::vector<std::string> ids_of(const Chain& chain, std::span<const RevisionIndex> revisions) {
  std::vector<std::string> ids;
  for (const RevisionIndex index : revisions) ids.emplace_back(chain[index].id());
  return ids;
}

// All revisions that nothing follows, as `check` lists them.
std::vector<std::string> head_ids(const Chain& chain) {
  std::vector<std::string> ids = ids_of(chain, chain.heads());
  std::ranges::sort(ids);
  return ids;
}

// What the user typed.

// What both commands are told of the file.
struct NewFileOptions {
  std::vector<std::string> labels;
  std::string id;        // empty: a random one
  bool splice = false;   // a parent may have children
  std::string versions;  // one of the folders of `versions`; empty: the parent's

  void declare(cli::OptionSet& options) {
    // A name an option, so that what follows is not taken for another one.
    options.repeated("--branch-label", labels, "NAME",
                     "A label for the branch that begins here; may be repeated");
    options.value("--rev-id", id, "ID", "The id (default: random)");
    options.flag("--splice", splice, "Allow a parent that is not a head");
    options.value("--version-path", versions, "FOLDER",
                  "The folder for the file, where the key versions lists several");
  }
};

const std::string& judged(std::string_view kind, const std::string& name) {
  if (const std::string mistake = judge_name(kind, name); !mistake.empty()) throw usage_error(mistake);
  return name;
}

std::string judged_message(std::string_view typed) {
  const std::size_t begin = std::min(typed.find_first_not_of(" \t"), typed.size());
  const std::string_view message = without_trailing_blanks(typed.substr(begin));
  if (message.empty()) throw usage_error("the message is empty");
  if (message.find_first_of("\r\n") != std::string_view::npos)
    throw usage_error("the message must be one line");
  if (const std::size_t offset = core::find_invalid_utf8(message); offset != std::string_view::npos)
    throw usage_error(fmt::format("the message is not UTF-8 at offset {}", offset));
  if (has_control(message)) throw usage_error("the message has a control character; leave it out");
  return std::string(message);
}

NewRevision describe(const NewFileOptions& asked, std::string_view message) {
  for (const std::string& label : asked.labels) judged("branch label", label);
  return {.id = asked.id.empty() ? random_revision_id() : judged("revision id", asked.id),
          .labels = asked.labels,
          .message = judged_message(message)};
}

// Parents and dependencies.

void require_head(const Chain& chain, RevisionIndex index, const NewFileOptions& asked) {
  const Revision revision = chain[index];
  if (revision.is_head() || asked.splice) return;
  throw usage_error(fmt::format("\"{}\" is not a head: {} follows it; --splice begins another branch there",
                                revision.id(), core::listed(chain, revision.children())));
}

std::vector<std::string> single_head(const Workspace& workspace) {
  std::vector<std::string> heads = head_ids(workspace.chain.chain());
  if (heads.size() < 2) return heads;
  const std::string merge = migc_call(workspace.folder.dir, fmt::format("merge {}", fmt::join(heads, " ")));
  throw usage_error(fmt::format("the chain has several heads: {}; name the parent with --head, or first: {}",
                                fmt::join(heads, ", "), merge));
}

// `head`: the parent, as typed; empty: the single head.
std::vector<std::string> choose_parent(const Workspace& workspace, const std::string& head,
                                       const NewFileOptions& asked) {
  if (head.empty()) return single_head(workspace);
  const Chain& chain = workspace.chain.chain();
  const core::Place parent = find_place(chain, head);
  if (!parent) return {};
  require_head(chain, *parent, asked);
  return {std::string(chain[*parent].id())};
}

// Ids are written whole, because a file does not know abbreviations; labels stay labels.
std::string resolve_dependency(const Chain& chain, const std::string& typed) {
  judged("depends_on", typed);
  if (!chain.find_revision(typed) && chain.find_label(typed)) return typed;
  return std::string(chain[get_revision(chain, typed)].id());
}

// `heads` is all heads, as `check` lists them, even when one depends on another.
std::vector<RevisionIndex> find_targets(const Chain& chain, const std::string& target) {
  std::vector<RevisionIndex> found;
  if (target == "heads") {
    for (const std::string& id : head_ids(chain)) found.push_back(*chain.find_revision(id));
    return found;
  }
  const core::Target parsed = core::parse_target(target);
  if (parsed.branch && parsed.name == "heads" && !parsed.offset) return core::resolve_all(chain, parsed);
  return {get_revision(chain, target)};
}

std::vector<RevisionIndex> find_targets(const Chain& chain, const std::vector<std::string>& targets) {
  std::vector<RevisionIndex> revisions;
  for (const std::string& target : targets)
    for (const RevisionIndex index : find_targets(chain, target))
      if (std::ranges::find(revisions, index) == revisions.end()) revisions.push_back(index);
  return revisions;
}

void refuse_descent(const Chain& chain, const std::vector<RevisionIndex>& revisions) {
  for (const RevisionIndex revision : revisions) {
    core::RevisionSet above(chain);
    above.insert(revision);
    above = core::with_ancestors(chain, above, core::Along::parents);
    for (const RevisionIndex other : revisions)
      if (other != revision && above.contains(other))
        throw usage_error(fmt::format("\"{}\" descends from \"{}\"; there is nothing to merge",
                                      chain[revision].id(), chain[other].id()));
  }
}

std::vector<std::string> choose_merged(const Chain& chain, const NewFileOptions& asked,
                                       const std::vector<std::string>& targets) {
  const std::vector<RevisionIndex> revisions =
      targets.empty() ? find_targets(chain, "heads") : find_targets(chain, targets);
  if (revisions.size() < 2)
    throw usage_error(fmt::format("a merge joins two revisions or more, and there is only {}",
                                  core::listed(chain, revisions)));
  refuse_descent(chain, revisions);
  for (const RevisionIndex revision : revisions) require_head(chain, revision, asked);
  return ids_of(chain, revisions);
}

std::string merge_message(const std::vector<std::string>& ids) {
  return fmt::format("merge {} and {}", fmt::join(ids.begin(), ids.end() - 1, ", "), ids.back());
}

// The file.

// The folder that was asked for, else that of the first parent.
std::string choose_versions(const Workspace& workspace, const NewRevision& revision,
                            const std::string& asked) {
  const std::vector<std::string>& known = workspace.folder.settings.versions;
  if (asked.empty()) {
    if (revision.parents.empty()) return known.front();
    const Chain& chain = workspace.chain.chain();
    const std::string_view file = chain[*chain.find_revision(revision.parents.front())].file();
    return std::string(file.substr(0, file.rfind('/')));
  }
  for (const std::string& folder : known)
    if (folder_name(asked) == folder || folder_name(asked) == workspace.folder.dir + "/" + folder)
      return folder;
  throw usage_error(fmt::format("--version-path \"{}\" is not a folder of this chain: {}/migrate.yaml has {}",
                                asked, workspace.folder.dir, fmt::join(known, ", ")));
}

std::string body_of(const Workspace& workspace, const NewRevision& revision, FileKind kind,
                    std::ostream& err) {
  std::string body = body_to_fill_in(revision, kind, workspace.folder.settings.dialects);
  if (kind == FileKind::yaml) return body;
  Diagnostics diagnostics;
  if (const std::optional<SourceFile> file = read_revision_template(workspace.folder.dir, diagnostics))
    body = fill_revision_template(*file, revision, body, diagnostics);
  stop_at_mistakes(diagnostics, "no revision was written", err);
  return body;
}

SourceFile draft_file(const Workspace& workspace, NewRevision revision, FileKind kind,
                      const std::string& versions, std::ostream& err) {
  const CreationTime now = current_creation_time();
  revision.create_date = to_create_date(now);
  const FolderSettings& settings = workspace.folder.settings;
  const std::string stem =
      expand_file_template(settings.file_template, {revision.id, make_slug(revision.message), now});
  const std::string name = fmt::format("{}/{}.{}", versions, stem, kind == FileKind::sql ? "sql" : "yaml");
  return SourceFile(workspace.folder.dir + "/" + name, name,
                    header_text(revision, kind) + body_of(workspace, revision, kind, err));
}

void print_created(const ToolInvocation& invocation, const NewRevision& revision, const std::string& path) {
  if (invocation.options.format == cli::Format::json)
    cli::print(invocation.out, "{{\"revision\":{},\"created\":[{}]}}\n", json_string(revision.id),
               json_string(path));
  else
    cli::print(invocation.out, "created {}\n", path);
}

// What the build will refuse although nothing is wrong with the new file.
void print_notes(const ToolInvocation& invocation, const Folder& folder) {
  if (invocation.options.quiet) return;
  Diagnostics policy;
  check_policy(folder, policy);
  for (const Diagnostic& diagnostic : policy.sorted())
    cli::print(invocation.err, "note: the chain now has {}\n", diagnostic.message);
  for (const std::string& advice : policy.advice()) cli::print(invocation.err, "  to fix it: {}\n", advice);
}

int create(Workspace workspace, const NewRevision& revision, FileKind kind, const NewFileOptions& asked,
           const ToolInvocation& invocation) {
  const std::string versions = choose_versions(workspace, revision, asked.versions);
  const SourceFile file = draft_file(workspace, revision, kind, versions, invocation.err);
  const Folder after = with_file(std::move(workspace.folder), file, kind, invocation.err);
  write_new(file.path(), file.bytes());
  print_created(invocation, revision, file.path());
  print_notes(invocation, after);
  return 0;
}

// The commands.

struct RevisionCommand {
  std::string message;
  std::string head;
  std::vector<std::string> dependencies;  // as typed
  NewFileOptions file;
  bool yaml = false;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.value("-m,--message", message, "MESSAGE", "What the revision does, in one line").required();
    options.value("--head", head, "TARGET", "The parent; base for none (default: the head)");
    options.repeated("--depends-on", dependencies, "NAME",
                     "A revision or label that must be applied first; may be repeated");
    file.declare(options);
    options.flag("--sql", "Write SQL (the default)");
    options.flag("--yaml", yaml, "Write YAML").excludes({"--sql"});
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    NewRevision revision = describe(file, message);
    Workspace workspace = open_workspace(invocation.folder, NoRevisions::allowed, invocation.err);
    revision.parents = choose_parent(workspace, head, file);
    for (const std::string& typed : dependencies) {
      std::string dependency = resolve_dependency(workspace.chain.chain(), typed);
      if (std::ranges::find(revision.dependencies, dependency) == revision.dependencies.end())
        revision.dependencies.push_back(std::move(dependency));
    }
    return create(std::move(workspace), revision, yaml ? FileKind::yaml : FileKind::sql, file, invocation);
  }
};

struct MergeCommand {
  std::vector<std::string> targets;
  std::string message;
  NewFileOptions file;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.positionals("target", targets, "The revisions to join (default: all heads)");
    options.value("-m,--message", message, "MESSAGE", "What the revision does (default: merge A and B)");
    file.declare(options);
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    Workspace workspace = open_workspace(invocation.folder, NoRevisions::refused, invocation.err);
    std::vector<std::string> parents = choose_merged(workspace.chain.chain(), file, targets);
    NewRevision revision = describe(file, message.empty() ? merge_message(parents) : message);
    revision.parents = std::move(parents);
    return create(std::move(workspace), revision, FileKind::sql, file, invocation);
  }
};

}  // namespace

cli::Command revision_command(const ToolInvocation& invocation) {
  return cli::make_command<RevisionCommand>(invocation, "revision", "Create a revision file",
                                            "revision -m \"add error_count to runs\"");
}

cli::Command merge_command(const ToolInvocation& invocation) {
  return cli::make_command<MergeCommand>(invocation, "merge", "Create a revision that joins several heads",
                                         "merge 67371aeb5ae0 cb3cf47d9259");
}

}  // namespace migrate::migc
