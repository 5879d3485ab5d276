#pragma once

// Revisions and plans as JSON, for programs. The members are named in docs/commands.md and only ever added
// to.

#include <span>
#include <string>

#include "cli/revision_text.h"
#include "migrate/plan.h"

namespace migrate::cli {

// An array with one object a line.
[[nodiscard]] std::string revisions_json(const Chain& chain, std::span<const RevisionIndex> revisions,
                                         const Current& current);

// {"steps":[...],"rows":[...]}
[[nodiscard]] std::string plan_json(const Chain& chain, const Plan& plan);

}  // namespace migrate::cli
