#include "migc/scratch/postgres_session.h"

#include <chrono>

#include "core/text/redact.h"
#include "migrate/error.h"
#include "postgres/connection_url.h"

namespace migrate::migc {

namespace {

constexpr std::chrono::seconds connect_timeout{10};

}  // namespace

std::unique_ptr<pqxx::connection> open_postgres_session(const std::string& url) {
  try {
    return std::make_unique<pqxx::connection>(postgres::with_defaults(url, "migc", connect_timeout));
  } catch (const pqxx::failure& failure) {
    throw Error(ErrorKind::unavailable, core::redact(failure.what(), core::secrets_of(url)));
  }
}

}  // namespace migrate::migc
