#pragma once

// The new file of a revision: what its commands are told of it, its header as it was asked for, and its
// place.

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "migc/authoring/new_revision.h"
#include "migc/authoring/workspace.h"
#include "migc/commands/tool_invocation.h"

namespace migrate::migc {

struct NewFileOptions {
  std::vector<std::string> labels;
  std::string id;        // empty: a random one
  bool splice = false;   // a parent may have children
  std::string versions;  // one of the folders of `versions`; empty: the parent's

  void declare(cli::OptionSet& options);
};

// All throw migrate::Error (usage) for what was typed wrong.

// With an id, the labels and the message.
[[nodiscard]] NewRevision describe(const NewFileOptions& asked, std::string_view message);
// The name of a revision or label that is given for `kind`.
const std::string& judged(std::string_view kind, const std::string& name);

[[nodiscard]] std::vector<std::string> ids_of(const Chain& chain, std::span<const RevisionIndex> revisions);
// All revisions that nothing follows, as `check` lists them.
[[nodiscard]] std::vector<std::string> head_ids(const Chain& chain);
void require_head(const Chain& chain, RevisionIndex index, const NewFileOptions& asked);
// `head`: the parent, as typed; empty: the single head.
[[nodiscard]] std::vector<std::string> choose_parent(const Workspace& workspace, const std::string& head,
                                                     const NewFileOptions& asked);

// `sections`: what follows the header, or stands for @SECTIONS@ in the folder's template.
[[nodiscard]] SourceFile draft_file(const Workspace& workspace, NewRevision revision, FileKind kind,
                                    const NewFileOptions& asked, const std::string& sections,
                                    std::ostream& err);

// What the build will refuse although nothing is wrong with the new file.
void print_notes(const ToolInvocation& invocation, const Folder& folder);

}  // namespace migrate::migc
