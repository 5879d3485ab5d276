#pragma once

// Revisions as lines for people, in the forms that users of Alembic know.

#include <set>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "migrate/chain.h"

namespace migrate::cli {

// The revisions that a database is at; empty where that is not asked.
using Current = std::set<RevisionIndex>;

// "cb3cf47d9259 (billing) (head) (branchpoint)"
[[nodiscard]] std::string revision_line(const Revision& revision, const Current& current);

// "67371aeb5ae0 -> cb3cf47d9259 (head), add error_count to runs"; no parent is "<base>".
[[nodiscard]] std::string history_line(const Chain& chain, const Revision& revision, const Current& current);

// All that is known of a revision, a line a fact, ended by its message.
[[nodiscard]] std::string revision_block(const Chain& chain, const Revision& revision, const Current& current,
                                         const std::vector<BuildVerdict>& verdicts = {});

}  // namespace migrate::cli
