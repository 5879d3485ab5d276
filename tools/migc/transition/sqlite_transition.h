#pragma once

// A transition on SQLite. What is not wanted is dropped, names are changed, tables are altered or rebuilt,
// and what is missing is created from the text that SQLite keeps of it.

#include <memory>

#include "migc/transition/transition.h"

namespace migrate::migc {

[[nodiscard]] std::unique_ptr<WantedSchema> make_sqlite_wanted_schema();

}  // namespace migrate::migc
