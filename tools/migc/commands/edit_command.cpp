#include "migc/commands/edit_command.h"

#include <algorithm>

#include "migc/authoring/editor.h"
#include "migc/chain/chain_rules.h"
#include "migc/chain/named_revision.h"
#include "migc/commands/tool_commands.h"
#include "migc/compile/compiler.h"

namespace migrate::migc {

namespace {

// In an invalid chain, a whole id still finds its file: how else would it be fixed?
std::string find_file(const std::string& dir, const std::string& target, std::ostream& err) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(dir, diagnostics);
  check_structure(folder, diagnostics);
  if (diagnostics.empty()) {
    const core::OwnedChain owned = link_chain(folder);
    const Chain& chain = owned.chain();
    return folder.dir + "/" + std::string(chain[get_revision(chain, target)].file());
  }
  for (const RevisionFile* file : taking_part(folder))
    if (file->header.revision.value == target) return file->source.path();
  stop_at_mistakes(diagnostics, "only the whole id of a revision can be edited until then", err);
  return {};
}

void judge_folder(const std::string& dir, std::ostream& err) {
  Diagnostics diagnostics;
  const Folder folder = read_folder(dir, diagnostics);
  check_folder(folder, diagnostics);
  (void)compile_chain(folder, "chain", diagnostics);
  stop_at_mistakes(diagnostics, "the chain is not valid", err);
}

}  // namespace

int run_edit(const cli::Session& session, const ToolArguments& arguments) {
  edit_file(find_file(arguments.folder, *session.arguments.target, session.err));
  judge_folder(arguments.folder, session.err);
  return 0;
}

}  // namespace migrate::migc
