#pragma once

// What a proof runs besides moves must end as well: a trigger can wait for something that never comes.

#include <string>

#include "migrate/error.h"

namespace migrate::migc {

// Whether the database ended the statement because it ran for too long: SQLITE_INTERRUPT, query_canceled.
[[nodiscard]] inline bool has_met_limit(const Error& error) {
  const std::string& code = error.context().database_code;
  return code == "9" || code == "57014";
}

}  // namespace migrate::migc
