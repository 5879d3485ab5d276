#pragma once

// The target grammar: what a user may write to name revisions. docs/targets.md describes it.
//
//     [BRANCH@] NAME [+N|-N]    or    [BRANCH@] +N|-N
//
// Parsing needs no chain. What the parts mean is looked up in a chain, here for everything that does not
// depend on the rows of a database. All errors are migrate::Error of kind `usage`.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/chain/revision_set.h"
#include "core/text/advised_error.h"
#include "migrate/chain.h"
#include "migrate/error.h"
#include "migrate/export.h"

namespace migrate::core {

struct Target {
  std::string_view text;  // as typed; the parts are views of it
  std::optional<std::string_view> branch;
  std::string_view name;  // empty: the offset counts from where the command starts
  std::optional<std::int64_t> offset;

  bool is_counted() const noexcept { return name.empty(); }
};

[[nodiscard]] MIGRATE_INTERNAL_API Target parse_target(std::string_view text);

// The two sides of "A:B", either of which may be empty.
struct TargetRange {
  std::string_view lower;
  std::string_view upper;
};

[[nodiscard]] TargetRange parse_range(std::string_view text);

// A revision, or nothing for the base: the state before the first revision.
using Place = std::optional<RevisionIndex>;

// The line of one revision: itself, what it was built on and what was built on it. Dependencies do not count.
struct Branch {
  std::string_view name;  // as typed: a label, an id or the beginning of one
  RevisionIndex revision;
  RevisionSet line;
  bool is_label;
};

[[nodiscard]] std::optional<Branch> find_branch(const Chain& chain, const Target& target);
// Those of the revisions that are on the branch; all of them without one.
[[nodiscard]] std::vector<RevisionIndex> on_branch(std::span<const RevisionIndex> revisions,
                                                   const std::optional<Branch>& branch);

// `head`, `heads`, `base` and `current`, which no revision and no label may be called.
[[nodiscard]] bool is_symbol(std::string_view name);

// What BRANCH@NAME means without its offset; nothing for `base`.
[[nodiscard]] MIGRATE_INTERNAL_API std::vector<RevisionIndex> resolve_all(const Chain& chain,
                                                                          const Target& target);
// The same where only one revision makes sense.
[[nodiscard]] MIGRATE_INTERNAL_API Place resolve_one(const Chain& chain, const Target& target);

// The revisions that no other one needs, as parent or as dependency.
[[nodiscard]] std::vector<RevisionIndex> unneeded_revisions(const Chain& chain);

// Where counting ended, and how many steps were left when the chain ended first.
struct Walk {
  Place end;
  std::int64_t left;
};

// Goes `target.offset` steps up or down the parents; up only along the branch when the target names one.
[[nodiscard]] Walk walk(const Chain& chain, const Target& target, Place start);
// Throws when the chain was not long enough.
void require_length(const Chain& chain, const Target& target, const Walk& walked);
// Both in one.
[[nodiscard]] MIGRATE_INTERNAL_API Place walk_exactly(const Chain& chain, const Target& target, Place start);

// The advice is a sentence (core/text/advised_error.h).
[[nodiscard]] MIGRATE_INTERNAL_API Error usage_error(std::string what, std::string_view advice = {});

}  // namespace migrate::core
