#include "migrate/postgres.h"

#include <pqxx/connection>

#include "postgres/session.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

PostgresConnection::PostgresConnection(std::string url, PostgresOptions options)
    : url_(std::move(url)), options_(std::move(options)) {}

template <typename Handle, typename>
PostgresConnection::PostgresConnection(Handle& connection, PostgresOptions options)
    : handle_(&connection), options_(std::move(options)) {}

template PostgresConnection::PostgresConnection(pqxx::connection& connection, PostgresOptions options);

std::unique_ptr<adapter::Session> PostgresConnection::open(const adapter::RunSettings& settings) {
  if (handle_ != nullptr)
    return std::make_unique<postgres::Session>(*static_cast<pqxx::connection*>(handle_), settings, options_);
  return std::make_unique<postgres::Session>(url_, settings, options_);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
