#pragma once

// Why a run fails on a database with made-up rows and succeeds without them.

#include <cstdint>
#include <string>
#include <string_view>

#include "migrate/chain.h"

namespace migrate::migc {

enum class FailureCause : unsigned char {
  any_row,   // whatever a row holds: a column that must not be NULL gets no value
  held_row,  // it depends on what the rows hold
  made_up,   // a row of the revision's own has the key of a made-up one
};

struct FailedStatement {
  std::string message;          // the database's own
  std::uint32_t statement = 0;  // counted from 1; 0: not known
};

[[nodiscard]] FailureCause failure_cause(Dialect dialect, const FailedStatement& failed,
                                         const Script& script);

// Of a message about rows without their parents, or about keys that refer to no unique index: the first that
// drops such a parent; counted from 1. 0: none.
[[nodiscard]] std::uint32_t statement_that_drops_parent(Dialect dialect, std::string_view message,
                                                        const Script& script);

}  // namespace migrate::migc
