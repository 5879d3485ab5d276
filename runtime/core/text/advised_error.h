#pragma once

// The way to make an error that says which state the database is in, or what to do next: as fields of its
// context, for programs, and in its message, for people.

#include <string>
#include <string_view>

#include "migrate/error.h"
#include "migrate/export.h"

namespace migrate::core {

inline constexpr std::string_view nothing_changed = "Nothing was changed.";
inline constexpr std::string_view no_state = {};

// The state and the advice are sentences; either may be empty. The message is "WHAT; nothing was changed. Do
// this", without a state "WHAT; do this". A state that WHAT says already can be in the context.
[[nodiscard]] MIGRATE_INTERNAL_API Error advised_error(ErrorKind kind, std::string what,
                                                       std::string_view state, std::string_view advice);
[[nodiscard]] MIGRATE_INTERNAL_API Error advised_error(ErrorKind kind, std::string what,
                                                       std::string_view state, std::string_view advice,
                                                       ErrorContext&& context);

}  // namespace migrate::core
