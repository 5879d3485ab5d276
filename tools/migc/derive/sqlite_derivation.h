#pragma once

// The derived downgrade of SQLite. What was created is dropped, what was renamed gets its name again, tables
// are altered or rebuilt, and what was dropped is created from the text that SQLite keeps of it.

#include "migc/derive/derivation.h"

namespace migrate::migc {

[[nodiscard]] Rows read_sqlite_definitions(ScratchDatabase& database);

[[nodiscard]] Derivation derive_sqlite_downgrade(const SchemaBefore& before, const UpgradeEffects& effects,
                                                 ScratchDatabase& database, bool is_atomic);

}  // namespace migrate::migc
