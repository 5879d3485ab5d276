#include "core/text/url_authority.h"

#include <algorithm>

namespace migrate::core {

namespace {

constexpr int highest_port = 65535;

// A text that quotes the URL may continue right after it.
std::string_view without_punctuation(std::string_view text) {
  while (!text.empty() && std::string_view("\"'`.,;)]}>").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

bool is_port(std::string_view text) {
  int port = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    port = port * 10 + (c - '0');
    if (port > highest_port) return false;
  }
  return true;
}

// An IPv6 address is in brackets.
bool has_port_only(std::string_view host) {
  if (host.starts_with('[')) host.remove_prefix(std::min(host.find(']'), host.size()));
  const std::size_t colon = host.find(':');
  return colon == std::string_view::npos || is_port(host.substr(colon + 1));
}

}  // namespace

std::string_view authority_of(std::string_view url) noexcept {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

bool has_ports_only(std::string_view authority) noexcept {
  authority = without_punctuation(authority);
  for (;;) {
    const std::size_t comma = std::min(authority.find(','), authority.size());
    if (!has_port_only(authority.substr(0, comma))) return false;
    if (comma == authority.size()) return true;
    authority.remove_prefix(comma + 1);
  }
}

}  // namespace migrate::core
