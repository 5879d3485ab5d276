#include "migc/commands/new_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/print.h"
#include "core/text/text.h"
#include "core/text/utf8.h"
#include "migc/authoring/creation_time.h"
#include "migc/authoring/file_template.h"
#include "migc/authoring/revision_id.h"
#include "migc/authoring/revision_template.h"
#include "migc/authoring/slug.h"
#include "migc/chain/chain_rules.h"
#include "migc/chain/named_revision.h"
#include "migc/folder/control_characters.h"
#include "migc/folder/key_lines.h"
#include "migc/folder/names.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

using core::usage_error;

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

std::vector<std::string> single_head(const Workspace& workspace) {
  std::vector<std::string> heads = head_ids(workspace.chain.chain());
  if (heads.size() < 2) return heads;
  const std::string merge = migc_call(workspace.folder.dir, fmt::format("merge {}", fmt::join(heads, " ")));
  throw usage_error(fmt::format("the chain has several heads: {}; name the parent with --head, or first: {}",
                                fmt::join(heads, ", "), merge));
}

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

std::string in_template(const Workspace& workspace, const NewRevision& revision, const std::string& sections,
                        std::ostream& err) {
  Diagnostics diagnostics;
  std::string body = sections;
  if (const std::optional<SourceFile> file = read_revision_template(workspace.folder.dir, diagnostics))
    body = fill_revision_template(*file, revision, sections, diagnostics);
  stop_at_mistakes(diagnostics, "no revision was written", err);
  return body;
}

}  // namespace

void NewFileOptions::declare(cli::OptionSet& options) {
  // A name an option, so that what follows is not taken for another one.
  options.repeated("--branch-label", labels, "NAME",
                   "A label for the branch that begins here; may be repeated");
  options.value("--rev-id", id, "ID", "The id (default: random)");
  options.flag("--splice", splice, "Allow a parent that is not a head");
  options.value("--version-path", versions, "FOLDER",
                "The folder for the file, where the key versions lists several");
}

const std::string& judged(std::string_view kind, const std::string& name) {
  if (const std::string mistake = judge_name(kind, name); !mistake.empty()) throw usage_error(mistake);
  return name;
}

NewRevision describe(const NewFileOptions& asked, std::string_view message) {
  for (const std::string& label : asked.labels) judged("branch label", label);
  return {.id = asked.id.empty() ? random_revision_id() : judged("revision id", asked.id),
          .labels = asked.labels,
          .message = judged_message(message)};
}

std::vector<std::string> ids_of(const Chain& chain, std::span<const RevisionIndex> revisions) {
  std::vector<std::string> ids;
  for (const RevisionIndex index : revisions) ids.emplace_back(chain[index].id());
  return ids;
}

std::vector<std::string> head_ids(const Chain& chain) {
  std::vector<std::string> ids = ids_of(chain, chain.heads());
  std::ranges::sort(ids);
  return ids;
}

void require_head(const Chain& chain, RevisionIndex index, const NewFileOptions& asked) {
  const Revision revision = chain[index];
  if (revision.is_head() || asked.splice) return;
  throw usage_error(fmt::format("\"{}\" is not a head: {} follows it; --splice begins another branch there",
                                revision.id(), core::listed(chain, revision.children())));
}

std::vector<std::string> choose_parent(const Workspace& workspace, const std::string& head,
                                       const NewFileOptions& asked) {
  if (head.empty()) return single_head(workspace);
  const Chain& chain = workspace.chain.chain();
  const core::Place parent = find_place(chain, head);
  if (!parent) return {};
  require_head(chain, *parent, asked);
  return {std::string(chain[*parent].id())};
}

SourceFile draft_file(const Workspace& workspace, NewRevision revision, FileKind kind,
                      const NewFileOptions& asked, const std::string& sections, std::ostream& err) {
  const CreationTime now = current_creation_time();
  revision.create_date = to_create_date(now);
  const std::string versions = choose_versions(workspace, revision, asked.versions);
  const std::string stem = expand_file_template(workspace.folder.settings.file_template,
                                                {revision.id, make_slug(revision.message), now});
  const std::string name = fmt::format("{}/{}.{}", versions, stem, kind == FileKind::sql ? "sql" : "yaml");
  const std::string body = kind == FileKind::sql ? in_template(workspace, revision, sections, err) : sections;
  return SourceFile(workspace.folder.dir + "/" + name, name, header_text(revision, kind) + body);
}

void print_notes(const ToolInvocation& invocation, const Folder& folder) {
  if (invocation.options.quiet) return;
  Diagnostics policy;
  check_policy(folder, policy);
  for (const Diagnostic& diagnostic : policy.sorted())
    cli::print(invocation.err, "note: the chain now has {}\n", diagnostic.message);
  for (const std::string& advice : policy.advice()) cli::print(invocation.err, "  to fix it: {}\n", advice);
}

}  // namespace migrate::migc
