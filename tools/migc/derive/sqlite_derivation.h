#pragma once

// The derived downgrade of SQLite. What was created is dropped, what was renamed gets its name again, tables
// are altered or rebuilt, and what was dropped is created from the text that SQLite keeps of it.

#include <memory>

#include "migc/derive/derivation.h"

namespace migrate::migc {

[[nodiscard]] std::unique_ptr<DowngradeDeriver> make_sqlite_deriver();

}  // namespace migrate::migc
