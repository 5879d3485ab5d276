#pragma once

// SQLite's part of a replay: every statement runs in a database in memory. Same functions, same order as
// postgres_replay.h.

#include "migc/replay/engine_replay.h"

namespace migrate::migc {

// As resume_engine(). No bytes: nothing in it.
[[nodiscard]] std::unique_ptr<EngineReplay> resume_sqlite(Catalogue catalogue, std::string_view bytes);

}  // namespace migrate::migc
