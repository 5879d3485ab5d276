#include "cli/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text/percent.h"
#include "core/text/redact.h"
#include "core/text/suggest.h"
#include "core/text/untrusted_text.h"
#include "core/text/url_authority.h"
#include "migrate/error.h"

namespace migrate::cli {

namespace {

struct Scheme {
  std::string_view name;
  Dialect dialect;
};

constexpr std::array schemes{
    Scheme{"sqlite", Dialect::sqlite},
    Scheme{"postgresql", Dialect::postgres},
    Scheme{"postgres", Dialect::postgres},
};

constexpr std::string_view forms =
    "write sqlite:///FILE, sqlite:////ABSOLUTE/FILE or postgresql://USER@HOST/NAME";

Error bad_url(std::string message) {
  return Error(ErrorKind::usage, std::move(message));
}

std::optional<Scheme> find_scheme(std::string_view name) {
  const auto found = std::ranges::find(schemes, name, &Scheme::name);
  return found == schemes.end() ? std::nullopt : std::optional(*found);
}

bool looks_like_scheme(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.") == name.npos;
}

// SQLAlchemy names the driver after a plus sign: "postgresql+psycopg2".
std::string unknown_scheme(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Scheme& scheme : schemes) names.push_back(scheme.name);
  const std::string_view engine = name.substr(0, name.find('+'));
  const std::string suggestion =
      find_scheme(engine) ? fmt::format("; did you mean \"{}\"?", engine) : core::did_you_mean(name, names);
  return fmt::format("unknown kind of database \"{}\"{}\n  {}", name, suggestion, forms);
}

// `rest` is what follows the scheme's "//".
std::string sqlite_path(std::string_view rest) {
  if (rest.empty() || rest == ":memory:" || rest == "/:memory:")
    throw bad_url("a SQLite database in memory is gone when the command ends; name a file: sqlite:///FILE");
  if (!rest.starts_with('/'))
    throw bad_url("a SQLite URL names no host; write three slashes before the file: sqlite:///FILE");
  if (rest.find('?') != std::string_view::npos)
    throw bad_url("a SQLite URL takes no parameters; write %3F for a question mark in the file's name");
  const std::optional<std::string> path = core::percent_decoded(rest.substr(1));
  if (!path)
    throw bad_url("a % in a URL is followed by two hexadecimal digits; write %25 for a percent sign");
  if (path->empty() || path->find('\0') != std::string::npos)
    throw bad_url("the SQLite URL names no file; write sqlite:///FILE");
  return *path;
}

// What a driver would make of such a URL, it would also quote in its message.
void refuse_unencoded_password(std::string_view url) {
  const std::string_view authority = core::authority_of(url);
  const auto count = std::ranges::count(authority, '@');
  if (count > 1)
    throw bad_url("the URL has more than one \"@\" before its host; write %40 for an \"@\" in the password");
  if (count == 0 && !core::has_ports_only(authority))
    throw bad_url(
        "what follows the \":\" in the URL is not a port; write USER:PASSWORD@HOST, and in the password %40 "
        "for \"@\", %3A for \":\", %2F for \"/\", %3F for \"?\" and %23 for \"#\"");
}

std::string postgres_location(std::string_view url) {
  refuse_unencoded_password(url);
  if (url.find('\0') != std::string_view::npos || !core::percent_decoded(url))
    throw bad_url("a % in a URL is followed by two hexadecimal digits; write %25 for a percent sign");
  return std::string(url);
}

}  // namespace

DatabaseUrl parse_url(std::string_view text) {
  const std::size_t end = text.find("://");
  const std::string_view name = text.substr(0, end);
  if (end == std::string_view::npos || !looks_like_scheme(name))
    throw bad_url(fmt::format("this is not a database URL; {}", forms));
  const std::optional<Scheme> scheme = find_scheme(name);
  if (!scheme) throw bad_url(unknown_scheme(name));
  return {
      .dialect = scheme->dialect,
      .scheme = std::string(name),
      .location =
          scheme->dialect == Dialect::sqlite ? sqlite_path(text.substr(end + 3)) : postgres_location(text),
      .shown = core::shown(core::redact_url(text)),
      .secrets = scheme->dialect == Dialect::sqlite ? std::vector<std::string>{} : core::secrets_of(text)};
}

std::string_view adapter_target(Dialect dialect) noexcept {
  return dialect == Dialect::sqlite ? "Migrate::sqlite" : "Migrate::postgres";
}

}  // namespace migrate::cli
