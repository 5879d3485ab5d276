#pragma once

// Moves a line of revisions onto another one, as `git rebase` moves commits. With the chain
//
//     a - b - b2
//      \- c - c2
//
// moving c2 onto b2 gives c the parent b2 and leaves everything else as it is: c is the first revision of
// c2's line that b2 does not descend from. Only the `down_revision` of that one file changes.

#include <string>
#include <string_view>

#include "core/plan/target.h"
#include "migc/folder/folder.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct Rebase {
  RevisionIndex first;  // of the line that moves
  core::Place from;     // its parent
  core::Place onto;

  bool changes_nothing() const noexcept { return from == onto; }
};

// Throws migrate::Error (usage) when `onto` descends from `revision`, and when a merge leaves no single line
// to move.
[[nodiscard]] Rebase plan_rebase(const Chain& chain, RevisionIndex revision, core::Place onto);

// The bytes of the file with another value of `down_revision`. REQUIRES: has_down_revision().
[[nodiscard]] std::string with_down_revision(const RevisionFile& file, std::string_view value);

}  // namespace migrate::migc
