#include "engine/database_url.h"

#include "core/text/redact.h"
#include "engine/postgres/database_url.h"
#include "engine/sqlite/database_url.h"

namespace migrate::core {

std::span<const std::string_view> url_schemes(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_schemes;
    case Dialect::postgres:
      return postgres_schemes;
  }
  return {};
}

std::string_view url_form(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_url_form;
    case Dialect::postgres:
      return postgres_url_form;
  }
  return {};
}

std::string url_location(Dialect dialect, std::string_view url) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_location(url);
    case Dialect::postgres:
      return postgres_location(url);
  }
  return {};
}

std::vector<std::string> url_secrets(Dialect dialect, std::string_view url) {
  switch (dialect) {
    case Dialect::sqlite:
      return {};
    case Dialect::postgres:
      return secrets_of(url);
  }
  return {};
}

std::string_view adapter_target(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "Migrate::sqlite";
    case Dialect::postgres:
      return "Migrate::postgres";
  }
  return {};
}

}  // namespace migrate::core
