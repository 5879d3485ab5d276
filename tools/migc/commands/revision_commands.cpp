// revision and merge: they write a new revision file.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/print.h"
#include "core/text/json.h"
#include "core/text/text.h"
#include "migc/authoring/new_revision.h"
#include "migc/authoring/workspace.h"
#include "migc/chain/named_revision.h"
#include "migc/commands/autogenerate_command.h"
#include "migc/commands/commands.h"
#include "migc/commands/new_file.h"
#include "migc/folder/output_file.h"

namespace migrate::migc {

namespace {

using core::json_string;
using core::usage_error;

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

void print_created(const ToolInvocation& invocation, const NewRevision& revision, const std::string& path) {
  if (invocation.options.format == cli::Format::json)
    cli::print(invocation.out, "{{\"revision\":{},\"created\":[{}]}}\n", json_string(revision.id),
               json_string(path));
  else
    cli::print(invocation.out, "created {}\n", path);
}

int create(Workspace workspace, const NewRevision& revision, FileKind kind, const NewFileOptions& asked,
           const ToolInvocation& invocation) {
  const std::string sections = body_to_fill_in(revision, kind, workspace.folder.settings.dialects);
  const SourceFile file = draft_file(workspace, revision, kind, asked, sections, invocation.err);
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
  bool sql = false;
  bool yaml = false;
  bool autogenerate = false;
  bool allows_losses = false;
  StandingAnswers answers;
  std::string from_url;
  std::string from_schema;
  cli::DatabaseOptions database;

  void declare(cli::OptionSet& options, const ToolInvocation& invocation) {
    options.value("-m,--message", message, "MESSAGE", "What the revision does, in one line").required();
    options.value("--head", head, "TARGET", "The parent; base for none (default: the head)");
    options.repeated("--depends-on", dependencies, "NAME",
                     "A revision or label that must be applied first; may be repeated");
    file.declare(options);
    options.flag("--sql", sql, "Write SQL (the default; with --autogenerate, where the parent is SQL)");
    options.flag("--yaml", yaml, "Write YAML").excludes({"--sql"});
    options.flag("--autogenerate", autogenerate, "Write what leads from the chain to the schema file");
    options.flag("--allow-drop", allows_losses, "With --autogenerate: also what loses rows or values");
    options.flag("--no-renames", answers.nothing_was_renamed,
                 "With --autogenerate: nothing was renamed, and what has another name is new");
    options.flag("--neutral-values", answers.fills_neutrally,
                 "With --autogenerate: existing rows get 0, '' or the like where a column needs a value");
    options.value("--from-url", from_url, "URL", "Write the first revision: the schema of this database");
    options.value("--from-schema", from_schema, "FILE", "The same of a file of SQL").excludes({"--from-url"});
    database.declare(options, invocation);
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    if (!generates() && (allows_losses || answers.nothing_was_renamed || answers.fills_neutrally ||
                         !database.url.empty() || !database.environment.empty()))
      throw usage_error(
          "--allow-drop, --no-renames, --neutral-values, --url and --env are for --autogenerate");
    NewRevision revision = describe(file, message);
    Workspace workspace = open_workspace(invocation.folder, NoRevisions::allowed, invocation.err);
    revision.parents = choose_parent(workspace, head, file);
    for (const std::string& typed : dependencies) {
      std::string dependency = resolve_dependency(workspace.chain.chain(), typed);
      if (std::ranges::find(revision.dependencies, dependency) == revision.dependencies.end())
        revision.dependencies.push_back(std::move(dependency));
    }
    if (generates())
      return write_generated_revision(std::move(workspace), std::move(revision),
                                      {.file = file,
                                       .database = database,
                                       .form = form(),
                                       .allows_losses = allows_losses,
                                       .answers = answers,
                                       .from_url = from_url,
                                       .from_schema = from_schema},
                                      invocation);
    return create(std::move(workspace), revision, yaml ? FileKind::yaml : FileKind::sql, file, invocation);
  }

 private:
  [[nodiscard]] GeneratedForm form() const {
    if (sql) return GeneratedForm::sql;
    return yaml ? GeneratedForm::yaml : GeneratedForm::as_parent;
  }
  [[nodiscard]] bool generates() const { return autogenerate || !from_url.empty() || !from_schema.empty(); }
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
