#pragma once

// Whether the revisions of a folder make a chain: docs/chain-check.md ("Chain") has the rules and the
// messages.

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

// What no command can do without: unique ids and labels, parents and dependencies that exist, no cycle, a
// base.
void check_structure(const Folder& folder, Diagnostics& diagnostics);

// What may be so for a while and can be listed, but neither compiled nor run unless
// `allow_multiple_heads`: several bases or heads.
void check_policy(const Folder& folder, Diagnostics& diagnostics);

// All that is judged of a folder that was read, but for the bodies of its revisions: the two above, and
// check_lock().
void check_folder(const Folder& folder, Diagnostics& diagnostics);

}  // namespace migrate::migc
