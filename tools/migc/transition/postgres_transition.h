#pragma once

// A transition on PostgreSQL: whatever a statement of its own creates is dropped, changed or created, in an
// order that the server accepts.

#include <memory>

#include "migc/transition/transition.h"

namespace migrate::migc {

[[nodiscard]] std::unique_ptr<WantedSchema> make_postgres_wanted_schema(const Settings& settings);

}  // namespace migrate::migc
