#include <algorithm>

#include "migc/authoring/editor.h"
#include "migc/chain/chain_rules.h"
#include "migc/chain/named_revision.h"
#include "migc/commands/commands.h"
#include "migc/compile/compiler.h"
#include "migc/proof/proof_place.h"

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
  if (diagnostics.empty())
    (void)compile_chain(folder, "chain", diagnostics, replay_cache_in(find_cache(dir)));
  stop_at_mistakes(diagnostics, "the chain is not valid", err);
}

struct Edit {
  std::string target;

  void declare(cli::OptionSet& options, const ToolInvocation&) {
    options.positional("target", target, "The revision: an id, a label or head").required();
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    edit_file(find_file(invocation.folder, target, invocation.err));
    judge_folder(invocation.folder, invocation.err);
    return 0;
  }
};

}  // namespace

cli::Command edit_command(const ToolInvocation& invocation) {
  return cli::make_command<Edit>(invocation, "edit",
                                 "Open a revision in $VISUAL or $EDITOR, then check the folder", "edit head");
}

}  // namespace migrate::migc
