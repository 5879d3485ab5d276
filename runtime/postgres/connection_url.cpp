#include "postgres/connection_url.h"

#include <algorithm>

#include "core/text/percent.h"
#include "migrate/error.h"

namespace migrate::postgres {

namespace {

// 0 for what is no URL of PostgreSQL's.
std::size_t scheme_size(const std::string& url) {
  for (const std::string_view scheme : {"postgresql://", "postgres://"})
    if (url.starts_with(scheme)) return scheme.size();
  return 0;
}

// What every connection of ours asks of libpq, apart from its name.
std::string common_parameters(std::chrono::milliseconds connect_timeout, char separator) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(connect_timeout).count();
  std::string parameters = "client_encoding=UTF8";
  parameters += separator + ("connect_timeout=" + std::to_string(std::max<long long>(seconds, 2)));
  for (const char* parameter :
       {"keepalives_idle=30", "keepalives_interval=10", "keepalives_count=3", "tcp_user_timeout=60000"})
    parameters += separator + std::string(parameter);
  return parameters;
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

// Where the host begins. A user name and a password may hold question marks.
std::size_t find_host(const std::string& url) {
  const std::size_t begin = scheme_size(url);
  const std::size_t end_of_user = url.find_first_of("@/", begin);
  const bool has_user = end_of_user != std::string::npos && url[end_of_user] == '@';
  return has_user ? end_of_user : begin;
}

// Where the parameters begin, or would begin.
std::size_t find_parameters(const std::string& url) {
  return std::min(url.find('?', find_host(url)), url.size());
}

// Of a parameter that is given twice libpq takes the last, so ours come first.
std::string with_parameters(const std::string& url, const std::string& parameters) {
  const std::size_t at = find_parameters(url);
  return url.substr(0, at) + '?' + parameters + (at < url.size() ? "&" : "") +
         url.substr(std::min(at + 1, url.size()));
}

}  // namespace

std::string with_defaults(const std::string& url, const std::string& application_name,
                          std::chrono::milliseconds connect_timeout) {
  if (scheme_size(url) == 0)
    throw Error(ErrorKind::usage, "this is not a URL of PostgreSQL's; write postgresql://USER@HOST/NAME");
  return with_parameters(url, common_parameters(connect_timeout, '&') +
                                  "&fallback_application_name=" + percent_encoded(application_name));
}

std::string reconnecting(const std::string& connection_string, std::chrono::milliseconds connect_timeout) {
  if (scheme_size(connection_string) == 0)
    return common_parameters(connect_timeout, ' ') + ' ' + connection_string;
  return with_parameters(connection_string, common_parameters(connect_timeout, '&'));
}

std::string take_password(std::string& url) {
  std::string encoded;
  if (const std::size_t at = url.find("password=", find_parameters(url)); at != std::string::npos) {
    const std::size_t end = std::min(url.find('&', at), url.size());
    encoded = url.substr(at + 9, end - at - 9);
    url.erase(at, std::min(end + 1, url.size()) - at);
  }
  const std::size_t user = scheme_size(url), host = find_host(url);
  if (const std::size_t colon = url.find(':', user); host > user && colon < host) {
    if (encoded.empty()) encoded = url.substr(colon + 1, host - colon - 1);
    url.erase(colon, host - colon);
  }
  return core::percent_decoded(encoded).value_or(encoded);
}

// The parameter "dbname" would win over the path.
std::string with_database(const std::string& url, const std::string& database) {
  const std::size_t parameters = find_parameters(url);
  const std::size_t path = std::min(url.find('/', find_host(url)), parameters);
  std::string other = url.substr(0, path) + '/' + database + url.substr(parameters);
  if (url.find("dbname=", parameters) != std::string::npos) other += "&dbname=" + database;
  return other;
}

}  // namespace migrate::postgres
