#pragma once

// What the last build of a migrations folder found out about a revision: its proof.json, for `migc show`.

#include <string>
#include <string_view>
#include <vector>

#include "cli/invocation.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Empty where no build by this migc is known, or the revision is newer than it. `json`: as proof_json() makes
// it. `digest`: of the revision's file.
[[nodiscard]] std::vector<cli::BuildVerdict> read_verdicts(const std::string& json, std::string_view id,
                                                           const std::string& digest);

[[nodiscard]] std::vector<cli::BuildVerdict> find_build_verdicts(const std::string& migrations,
                                                                 const Revision& revision);

}  // namespace migrate::migc
