#include "core/text/redact.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <optional>

#include "core/text/percent.h"
#include "core/text/url_authority.h"

namespace migrate::core {

namespace {

constexpr std::string_view scheme_end = "://";
constexpr std::string_view sqlite_scheme = "sqlite://";
constexpr std::array<std::string_view, 2> password_parameters{"password", "sslpassword"};
// A shorter piece would hide half of every message; shorter than that, only the whole word is hidden.
constexpr std::size_t shortest_piece = 3;
constexpr std::size_t shortest_inside_a_word = 4;

struct Part {
  std::size_t begin;
  std::size_t end;
};

// Where the user's name begins: after "scheme://", or what was meant to be that.
std::size_t begin_of_user(std::string_view url) {
  if (const std::size_t scheme = url.find(scheme_end); scheme != std::string_view::npos)
    return scheme + scheme_end.size();
  const std::size_t slash = url.find(":/");
  return slash == std::string_view::npos ? 0 : slash + 2;
}

// The part between the first ':' and the last '@' after the scheme. A password may hold either of them, where
// the user did not encode it. Without an '@', what follows the ':' and is no port is a password without its
// host.
std::optional<Part> password_of_user(std::string_view url) {
  const std::size_t begin = begin_of_user(url);
  const std::size_t at = url.rfind('@');
  const std::size_t colon = url.find(':', begin);
  if (at != std::string_view::npos && colon < at) return Part{colon + 1, at};
  if (url.find(scheme_end) == std::string_view::npos || has_ports_only(authority_of(url)))
    return std::nullopt;
  return Part{colon + 1, url.size()};
}

// Drivers decode the name of a parameter, and users write it in capitals.
bool names_password(std::string_view name) {
  std::string decoded = percent_decoded(name).value_or(std::string(name));
  std::ranges::transform(decoded, decoded.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::find(password_parameters, decoded) != password_parameters.end();
}

std::vector<Part> passwords_in_parameters(std::string_view url) {
  constexpr std::string_view before_a_name = "?&;,/:@\"' ";
  std::vector<Part> parts;
  for (std::size_t equals = url.find('='); equals != std::string_view::npos;
       equals = url.find('=', equals + 1)) {
    const std::size_t before = url.substr(0, equals).find_last_of(before_a_name);
    const std::size_t name = before == std::string_view::npos ? 0 : before + 1;
    if (names_password(url.substr(name, equals - name)))
      parts.push_back({equals + 1, std::min(url.find('&', equals), url.size())});
  }
  return parts;
}

// From the end of the URL to its beginning. Parts that lie in one another count as one.
std::vector<Part> passwords_of(std::string_view url) {
  if (url.starts_with(sqlite_scheme)) return {};
  std::vector<Part> parts = passwords_in_parameters(url);
  if (const std::optional<Part> part = password_of_user(url)) parts.push_back(*part);
  std::ranges::sort(parts, {}, &Part::begin);
  std::vector<Part> apart;
  for (const Part& part : parts)
    if (apart.empty() || apart.back().end <= part.begin)
      apart.push_back(part);
    else
      apart.back().end = std::max(apart.back().end, part.end);
  std::ranges::reverse(apart);
  return apart;
}

// A driver takes what follows the first '@' for the host, and quotes it together with the true one.
void add_false_hosts(std::string_view url, const Part& password, std::vector<std::string>& secrets) {
  const std::size_t end = std::min(url.find_first_of(":/?#", password.end), url.size());
  for (std::size_t at = url.find('@', password.begin); at < password.end; at = url.find('@', at + 1))
    secrets.emplace_back(url.substr(at + 1, end - at - 1));
}

// Between any two of the characters that end a part of a URL, or the ends.
void add_pieces(std::string_view password, std::vector<std::string>& secrets) {
  constexpr std::string_view separators = "@:/?#[]%&= ";
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < password.size(); ++i)
    if (separators.find(password[i]) != std::string_view::npos) ends.push_back(i);
  ends.push_back(password.size());
  for (std::size_t first = 0; first <= ends.size(); ++first) {
    const std::size_t begin = first == 0 ? 0 : ends[first - 1] + 1;
    for (std::size_t last = first; last < ends.size(); ++last)
      if (ends[last] >= begin + shortest_piece)
        secrets.emplace_back(password.substr(begin, ends[last] - begin));
  }
}

bool is_word(std::string_view text, std::size_t at) {
  return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at]));
}

void hide(std::string& text, std::string_view secret) {
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    const bool inside = is_word(text, at + secret.size()) || (at > 0 && is_word(text, at - 1));
    if (inside && secret.size() < shortest_inside_a_word) {
      ++at;
      continue;
    }
    text.replace(at, secret.size(), mask);
    at += mask.size();
  }
}

}  // namespace

std::string redact_url(std::string_view url) {
  std::string shown(url);
  for (const Part& part : passwords_of(url)) shown.replace(part.begin, part.end - part.begin, mask);
  return shown;
}

std::string redact_urls(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find_first_of(" \t\r\n"), text.size());
    const std::string_view word = text.substr(0, size);
    shown += word.find(scheme_end) == std::string_view::npos ? std::string(word) : redact_url(word);
    text.remove_prefix(size);
    if (text.empty()) break;
    shown += text.front();
    text.remove_prefix(1);
  }
  return shown;
}

std::string redact(std::string_view text, std::span<const std::string> secrets) {
  std::string shown(text);
  for (const std::string& secret : secrets) hide(shown, secret);
  return redact_urls(shown);
}

std::vector<std::string> secrets_of(std::string_view url) {
  std::vector<std::string> secrets;
  for (const Part& part : passwords_of(url)) {
    const std::string_view password = url.substr(part.begin, part.end - part.begin);
    if (password.empty()) continue;
    secrets.emplace_back(password);
    add_false_hosts(url, part, secrets);
    add_pieces(password, secrets);
    if (const std::optional<std::string> decoded = percent_decoded(password)) {
      secrets.push_back(*decoded);
      add_pieces(*decoded, secrets);
    }
  }
  std::ranges::sort(secrets);
  secrets.erase(std::unique(secrets.begin(), secrets.end()), secrets.end());
  std::ranges::stable_sort(secrets, std::greater<>{}, &std::string::size);
  return secrets;
}

}  // namespace migrate::core
