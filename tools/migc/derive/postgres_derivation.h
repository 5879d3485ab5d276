#pragma once

// The derived downgrade of PostgreSQL: whatever a statement of its own creates is dropped, changed or created
// again, in an order that the server accepts.

#include <memory>

#include "migc/derive/derivation.h"

namespace migrate::migc {

[[nodiscard]] std::unique_ptr<DowngradeDeriver> make_postgres_deriver(const Settings& settings);

}  // namespace migrate::migc
