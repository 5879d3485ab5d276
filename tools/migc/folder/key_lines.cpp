#include "migc/folder/key_lines.h"

#include <fmt/format.h>

#include "core/text/suggest.h"

namespace migrate::migc {

namespace {

constexpr bool is_key_character(char c) {
  return ('a' <= c && c <= 'z') || c == '_';
}

}  // namespace

std::string_view without_trailing_blanks(std::string_view line) noexcept {
  return line.substr(0, line.find_last_not_of(" \t") + 1);
}

std::optional<KeyLine> parse_key_line(std::string_view line) noexcept {
  const auto colon =
      static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_key_character) - line.begin());
  if (colon == 0 || colon == line.size() || line[colon] != ':') return std::nullopt;
  const std::string_view rest = line.substr(colon + 1);
  if (rest.empty()) return KeyLine{line.substr(0, colon), rest};
  const std::size_t value = rest.find_first_not_of(' ');
  if (value == 0) return std::nullopt;
  return KeyLine{line.substr(0, colon), rest.substr(value)};
}

std::vector<std::string_view> split_list(std::string_view value) {
  std::vector<std::string_view> elements;
  for (std::size_t comma = value.find(','); comma != std::string_view::npos; comma = value.find(',')) {
    elements.push_back(value.substr(0, comma));
    value.remove_prefix(comma + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
  }
  elements.push_back(value);
  return elements;
}

std::string unknown_key(std::string_view key, std::span<const std::string_view> known) {
  return fmt::format("unknown key \"{}\"{}", key, core::did_you_mean(key, known));
}

}  // namespace migrate::migc
