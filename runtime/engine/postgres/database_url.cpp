#include "engine/postgres/database_url.h"

#include <algorithm>

#include "core/text/percent.h"
#include "core/text/url_authority.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

Error bad_url(std::string message) {
  return Error(ErrorKind::usage, std::move(message));
}

// What a driver would make of such a URL, it would also quote in its message.
void refuse_unencoded_password(std::string_view url) {
  const std::string_view authority = authority_of(url);
  const auto count = std::ranges::count(authority, '@');
  if (count > 1)
    throw bad_url("the URL has more than one \"@\" before its host; write %40 for an \"@\" in the password");
  if (count == 0 && !has_ports_only(authority))
    throw bad_url(
        "what follows the \":\" in the URL is not a port; write USER:PASSWORD@HOST, and in the password %40 "
        "for \"@\", %3A for \":\", %2F for \"/\", %3F for \"?\" and %23 for \"#\"");
}

}  // namespace

std::string postgres_location(std::string_view url) {
  refuse_unencoded_password(url);
  if (url.find('\0') != std::string_view::npos || !percent_decoded(url))
    throw bad_url("a % in a URL is followed by two hexadecimal digits; write %25 for a percent sign");
  return std::string(url);
}

}  // namespace migrate::core
