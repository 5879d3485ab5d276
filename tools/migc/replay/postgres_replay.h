#pragma once

// PostgreSQL's part of a replay: migc has no server to run a statement in, so the catalogue is all that is
// known. Same functions, same order as sqlite_replay.h.

#include "migc/replay/engine_replay.h"

namespace migrate::migc {

// As resume_engine().
[[nodiscard]] std::unique_ptr<EngineReplay> resume_postgres(Catalogue catalogue, std::string_view bytes);

}  // namespace migrate::migc
