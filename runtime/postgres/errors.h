#pragma once

// What an SQLSTATE means to the person who reads the message: its kind, and the way out.

#include <cstdint>
#include <string>
#include <string_view>

#include "migrate/error.h"

namespace migrate::postgres {

// What was being done: an error that is about nothing in particular means `failed` while something is being
// changed, and `unavailable` otherwise.
enum class During : std::uint8_t { looking, changing };

// `text`: what libpq says, of which the excerpt of the statement is left out.
[[nodiscard]] Error server_error(std::string_view text, std::string_view sqlstate, During during);

// The connection broke, or the server or a pooler ended it. `text`: what libpq says, with the other side's
// last words if it had any.
[[nodiscard]] Error lost_connection(During during, std::string_view text = {});

// The line of the failing statement that libpq names, counted from 1; 0 when it names none, or one of a
// function that the statement calls.
[[nodiscard]] std::uint32_t line_in_statement(std::string_view text);

namespace sqlstate {
inline constexpr std::string_view new_enum_value = "55P04";
inline constexpr std::string_view connection_lost = "08006";
inline constexpr std::string_view insufficient_privilege = "42501";
inline constexpr std::string_view active_transaction = "25001";
inline constexpr std::string_view invalid_transaction_end = "2D000";
inline constexpr std::string_view no_transaction = "25P01";
inline constexpr std::string_view failed_transaction = "25P02";
inline constexpr std::string_view no_savepoint = "3B001";
inline constexpr std::string_view serialization_failure = "40001";
inline constexpr std::string_view deadlock = "40P01";
inline constexpr std::string_view too_many_connections = "53300";
inline constexpr std::string_view lock_not_available = "55P03";
inline constexpr std::string_view query_canceled = "57014";
}  // namespace sqlstate

}  // namespace migrate::postgres
