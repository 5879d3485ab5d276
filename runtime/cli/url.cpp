#include "cli/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/text/redact.h"
#include "core/text/suggest.h"
#include "core/text/untrusted_text.h"
#include "engine/database_url.h"
#include "migrate/error.h"

namespace migrate::cli {

namespace {

std::string forms() {
  std::string text;
  for (const Dialect dialect : all_dialects)
    text += fmt::format("{}{}", text.empty() ? "write " : " or ", core::url_form(dialect));
  return text;
}

Error bad_url(std::string message) {
  return Error(ErrorKind::usage, std::move(message));
}

std::optional<Dialect> find_engine(std::string_view scheme) {
  const auto found = std::ranges::find_if(all_dialects, [&](Dialect dialect) {
    const auto schemes = core::url_schemes(dialect);
    return std::ranges::find(schemes, scheme) != schemes.end();
  });
  return found == all_dialects.end() ? std::nullopt : std::optional(*found);
}

bool looks_like_scheme(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.") == name.npos;
}

// SQLAlchemy names the driver after a plus sign: "postgresql+psycopg2".
std::string unknown_scheme(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Dialect dialect : all_dialects)
    for (const std::string_view scheme : core::url_schemes(dialect)) names.push_back(scheme);
  const std::string_view engine = name.substr(0, name.find('+'));
  const std::string suggestion =
      find_engine(engine) ? fmt::format("; did you mean \"{}\"?", engine) : core::did_you_mean(name, names);
  return fmt::format("unknown kind of database \"{}\"{}\n  {}", name, suggestion, forms());
}

}  // namespace

DatabaseUrl parse_url(std::string_view text) {
  const std::size_t end = text.find("://");
  const std::string_view name = text.substr(0, end);
  if (end == std::string_view::npos || !looks_like_scheme(name))
    throw bad_url(fmt::format("this is not a database URL; {}", forms()));
  const std::optional<Dialect> dialect = find_engine(name);
  if (!dialect) throw bad_url(unknown_scheme(name));
  return {.dialect = *dialect,
          .scheme = std::string(name),
          .location = core::url_location(*dialect, text),
          .shown = core::shown(core::redact_url(text)),
          .secrets = core::url_secrets(*dialect, text)};
}

}  // namespace migrate::cli
