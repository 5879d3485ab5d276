#pragma once

// A scratch database that a chain has migrated, for those who want its schema.

#include <memory>
#include <string_view>

#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Throws migrate::Error as upgrade() does. Must not outlive the engine.
[[nodiscard]] std::unique_ptr<ScratchDatabase> make_database_at(ScratchEngine& engine, const Chain& chain,
                                                                std::string_view target);

}  // namespace migrate::migc
