#include "migrate/postgres.h"
#include "postgres/session.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

PostgresConnection::PostgresConnection(std::string url, PostgresOptions options)
    : url_(std::move(url)), options_(std::move(options)) {}

std::unique_ptr<adapter::Session> PostgresConnection::open(const RunSettings& settings) {
  return std::make_unique<postgres::Session>(url_, settings, options_);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
