#pragma once

// A session of migc's own on a PostgreSQL server.

#include <memory>
#include <pqxx/connection>
#include <string>

namespace migrate::migc {

// Throws migrate::Error (`unavailable`), without a password in its message.
[[nodiscard]] std::unique_ptr<pqxx::connection> open_postgres_session(const std::string& url);

}  // namespace migrate::migc
