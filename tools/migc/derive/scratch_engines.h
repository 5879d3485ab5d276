#pragma once

// The engines on which downgrades are derived.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "migc/folder/folder.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

using MakeEngine = std::function<std::unique_ptr<ScratchEngine>(Dialect dialect, const Chain& chain)>;

// Those of the proof, with the databases of its cache. The function throws migrate::Error (unavailable) where
// an engine cannot be had. The folder must outlive it. `schemas`: texts of schema files that databases are
// made of as well. `place`: a folder where other processes find SQLite's databases; empty: they need not.
[[nodiscard]] MakeEngine scratch_engines(const Folder& folder, const std::string& cache = {},
                                         std::vector<std::string> schemas = {},
                                         const std::string& place = {});

}  // namespace migrate::migc
