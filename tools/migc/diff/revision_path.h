#pragma once

#include <functional>

#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Names without a schema mean during the work what they mean in a revision.
void with_revision_path(ScratchDatabase& database, Dialect dialect, const Settings& settings,
                        const std::function<void()>& work);

}  // namespace migrate::migc
