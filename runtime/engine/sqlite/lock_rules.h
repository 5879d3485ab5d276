#pragma once

#include <span>

#include "engine/lock_rule.h"

namespace migrate::core {

// The first that fits a statement decides.
[[nodiscard]] std::span<const LockRule> sqlite_lock_rules() noexcept;

}  // namespace migrate::core
