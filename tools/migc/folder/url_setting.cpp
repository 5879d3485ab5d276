#include "migc/folder/url_setting.h"

#include <algorithm>
#include <cctype>

#include "migrate/error.h"

namespace migrate::migc {

namespace {

bool is_name(std::string_view text) {
  const auto is_part = [](unsigned char c) { return std::isalnum(c) || c == '_'; };
  return !text.empty() && !std::isdigit(static_cast<unsigned char>(text[0])) &&
         std::ranges::all_of(text, is_part);
}

UrlVariable named(std::string_view name, std::optional<std::string> default_url) {
  if (is_name(name)) return {std::string(name), std::move(default_url)};
  throw Error(ErrorKind::bad_input,
              "migrate.yaml: \"url\" begins with \"$\", but names no variable; write $NAME, ${NAME} or"
              " ${NAME:-DEFAULT}");
}

}  // namespace

UrlVariable parse_url_variable(std::string_view value) {
  value.remove_prefix(1);
  if (!value.starts_with('{')) return named(value, std::nullopt);
  if (!value.ends_with('}')) return named({}, std::nullopt);
  value = value.substr(1, value.size() - 2);
  const std::size_t separator = value.find(":-");
  if (separator == std::string_view::npos) return named(value, std::nullopt);
  return named(value.substr(0, separator), std::string(value.substr(separator + 2)));
}

}  // namespace migrate::migc
