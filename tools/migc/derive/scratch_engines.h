#pragma once

// The engines on which downgrades are derived.

#include <memory>
#include <vector>

#include "migc/folder/settings.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

// One for each dialect of the folder, in its order.
using ScratchEngines = std::vector<std::unique_ptr<ScratchEngine>>;

// Throws migrate::Error (unavailable) where one of them cannot be had.
[[nodiscard]] ScratchEngines make_engines(const FolderSettings& settings);

}  // namespace migrate::migc
