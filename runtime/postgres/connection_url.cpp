#include "postgres/connection_url.h"

#include <algorithm>

#include "migrate/error.h"

namespace migrate::postgres {

namespace {

std::size_t scheme_size(const std::string& url) {
  for (const std::string_view scheme : {"postgresql://", "postgres://"})
    if (url.starts_with(scheme)) return scheme.size();
  throw Error(ErrorKind::usage, "this is not a URL of PostgreSQL's; write postgresql://USER@HOST/NAME");
}

std::string percent_encoded(const std::string& text) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte / 16], digits[byte % 16]};
  }
  return encoded;
}

// Where the parameters begin, or would begin. A user name and a password may hold question marks.
std::size_t find_parameters(const std::string& url) {
  const std::size_t begin = scheme_size(url);
  const std::size_t end_of_user = url.find_first_of("@/", begin);
  const bool has_user = end_of_user != std::string::npos && url[end_of_user] == '@';
  return std::min(url.find('?', has_user ? end_of_user : begin), url.size());
}

}  // namespace

// Of a parameter that is given twice libpq takes the last, so ours come first.
std::string with_defaults(const std::string& url, const std::string& application_name,
                          std::chrono::milliseconds connect_timeout) {
  const std::size_t at = find_parameters(url);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(connect_timeout).count();
  std::string defaults =
      "?client_encoding=UTF8&fallback_application_name=" + percent_encoded(application_name);
  defaults += "&connect_timeout=" + std::to_string(std::max<long long>(seconds, 2));
  defaults += "&keepalives_idle=30&keepalives_interval=10&keepalives_count=3&tcp_user_timeout=60000";
  if (at < url.size()) defaults += '&';
  return url.substr(0, at) + defaults + url.substr(std::min(at + 1, url.size()));
}

}  // namespace migrate::postgres
