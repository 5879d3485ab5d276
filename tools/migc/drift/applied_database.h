#pragma once

// A scratch database to which a chain has applied the revisions of some version rows.

#include <memory>
#include <string>
#include <vector>

#include "migc/proof/prove_folder.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Throws migrate::Error as upgrade() does, in words for those who did not ask for an upgrade where a C++ step
// is needed and there is no program that has it. Must not outlive the engine, whose databases the program has
// to find.
[[nodiscard]] std::unique_ptr<ScratchDatabase> make_applied_database(ScratchEngine& engine,
                                                                     const Chain& chain,
                                                                     const std::vector<std::string>& rows,
                                                                     const ProgramOfSteps& program = {});

}  // namespace migrate::migc
