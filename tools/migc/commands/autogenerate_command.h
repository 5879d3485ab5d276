#pragma once

// revision --autogenerate: the revision is written from the schema file.

#include "cli/database.h"
#include "migc/authoring/new_revision.h"
#include "migc/authoring/workspace.h"
#include "migc/autogenerate/interview.h"
#include "migc/commands/new_file.h"
#include "migc/commands/tool_invocation.h"

namespace migrate::migc {

// The kind of the new file. `as_parent`: YAML where the parent is YAML and operations say some of the change.
enum class GeneratedForm : unsigned char { as_parent, sql, yaml };

struct GenerationOptions {
  NewFileOptions file;
  cli::DatabaseOptions database;  // that must be at the chain's head; without a name: none is looked at
  GeneratedForm form = GeneratedForm::as_parent;
  bool allows_losses = false;
  StandingAnswers answers = {};
  // What the first revision of a chain is made from, in the place of the schema file; empty: that is not
  // wanted.
  std::string from_url = {};
  std::string from_schema = {};
};

// Returns the exit code. Throws migrate::Error where nothing was written.
[[nodiscard]] int write_generated_revision(Workspace workspace, NewRevision revision,
                                           const GenerationOptions& options,
                                           const ToolInvocation& invocation);

}  // namespace migrate::migc
