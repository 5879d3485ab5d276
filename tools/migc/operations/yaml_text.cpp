#include "migc/operations/yaml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/characters.h"
#include "migc/operations/mapping_reader.h"

namespace migrate::migc {

namespace {

constexpr std::size_t longest_line = 100;

bool is_word_character(char c) {
  return core::is_digit(c) || c == '_' || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool means_something_else(std::string_view text) {
  constexpr std::array<std::string_view, 8> words{"true", "false", "null", "yes", "no", "on", "off", "y"};
  const std::string lower = core::to_lower(text);
  return std::ranges::find(words, lower) != words.end() || lower == "n" || is_number(text);
}

// "runs", "string(40)", "billing.invoices", "array of text".
bool is_plain(std::string_view text) {
  if (text.empty() || !is_word_character(text.front()) || core::is_digit(text.front())) return false;
  if (text.back() == ' ' || means_something_else(text)) return false;
  return std::ranges::all_of(
      text, [](char c) { return is_word_character(c) || c == '.' || c == ' ' || c == '(' || c == ')'; });
}

std::string in_double_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text)
    if (c == '"' || c == '\\')
      quoted += fmt::format("\\{}", c);
    else if (c == '\n')
      quoted += "\\n";
    else if (is_control(c))
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      quoted += c;
  return quoted + '"';
}

std::string in_single_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + '\'';
}

std::string spelled(const YamlValue& scalar) {
  if (scalar.plain || is_plain(scalar.text)) return scalar.text;
  return std::ranges::any_of(scalar.text, is_control) ? in_double_quotes(scalar.text)
                                                      : in_single_quotes(scalar.text);
}

bool is_empty(const YamlValue& value) {
  return value.items.empty() && value.entries.empty();
}

// In one line.
std::string flow(const YamlValue& value) {
  std::string text;
  switch (value.kind) {
    case YamlKind::null:
      return "null";
    case YamlKind::scalar:
      return spelled(value);
    case YamlKind::sequence:
      for (const YamlValue& item : value.items) text += (text.empty() ? "" : ", ") + flow(item);
      return '[' + text + ']';
    case YamlKind::mapping:
      for (const YamlEntry& entry : value.entries)
        text +=
            fmt::format("{}{}: {}", text.empty() ? "" : ", ", flow(yaml_text(entry.key)), flow(entry.value));
      return '{' + text + '}';
  }
  return text;
}

// Whether a literal block keeps every byte, and reads better: with several lines, or a long one with quotes.
bool is_block(const YamlValue& value) {
  constexpr std::size_t short_text = 40;
  const std::string& text = value.text;
  if (value.kind != YamlKind::scalar || value.plain || text.empty()) return false;
  const bool has_quotes = text.find('\'') != std::string::npos && text.size() > short_text;
  if (text.find('\n') == std::string::npos && !has_quotes) return false;
  if (text.front() == ' ' || text.front() == '\n' || text.back() == '\n') return false;
  return std::ranges::none_of(text, [](char c) { return c != '\n' && is_control(c); });
}

bool has_block(const YamlValue& value) {
  return is_block(value) || std::ranges::any_of(value.items, has_block) ||
         std::ranges::any_of(value.entries, [](const YamlEntry& entry) { return has_block(entry.value); });
}

std::string block(const std::string& text, std::size_t indent) {
  std::string lines = "|-";
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += '\n';
    if (end > begin) lines += std::string(indent, ' ') + text.substr(begin, end - begin);
    begin = end + 1;
  }
  return lines;
}

// What follows a key or the mark of an item. `column`: where it begins; `indent`: of lines below.
std::string value_text(const YamlValue& value, std::size_t column, std::size_t indent) {
  if (is_block(value)) return ' ' + block(value.text, indent);
  const std::string line = flow(value);
  const bool fits = column + line.size() + 1 <= longest_line && !has_block(value);
  if (fits || value.kind == YamlKind::scalar || is_empty(value)) return ' ' + line;
  return '\n' + to_yaml(value, indent);
}

}  // namespace

std::string to_yaml(const YamlValue& value, std::size_t indent) {
  const std::string blanks(indent, ' ');
  std::string text;
  for (const YamlValue& item : value.items) {
    // A mapping begins in the line of its item, and one of a single key is written in lines.
    std::string below = item.entries.size() == 1 ? '\n' + to_yaml(item, indent + 2)
                                                 : value_text(item, indent + 1, indent + 2);
    if (below.starts_with('\n')) below = ' ' + below.substr(indent + 3);
    text += fmt::format("{}{}-{}", text.empty() ? "" : "\n", blanks, below);
  }
  for (const YamlEntry& entry : value.entries) {
    const std::string key = flow(yaml_text(entry.key)) + ':';
    text += fmt::format("{}{}{}{}", text.empty() ? "" : "\n", blanks, key,
                        value_text(entry.value, indent + key.size(), indent + 2));
  }
  return text;
}

YamlValue yaml_word(std::string_view word) {
  YamlValue value = yaml_text(word);
  value.plain = true;
  return value;
}

YamlValue yaml_text(std::string_view text) {
  return {.kind = YamlKind::scalar,
          .plain = false,
          .at = 0,
          .text = std::string(text),
          .items = {},
          .entries = {}};
}

YamlValue yaml_list() {
  return {.kind = YamlKind::sequence, .plain = false, .at = 0, .text = {}, .items = {}, .entries = {}};
}

YamlValue yaml_mapping() {
  return {.kind = YamlKind::mapping, .plain = false, .at = 0, .text = {}, .items = {}, .entries = {}};
}

void add_entry(YamlValue& mapping, std::string_view key, YamlValue value) {
  mapping.entries.push_back({std::string(key), 0, std::move(value)});
}

bool is_same_tree(const YamlValue& a, const YamlValue& b) {
  return a.kind == b.kind && a.plain == b.plain && a.text == b.text &&
         std::ranges::equal(a.items, b.items, is_same_tree) &&
         std::ranges::equal(a.entries, b.entries, [](const YamlEntry& x, const YamlEntry& y) {
           return x.key == y.key && is_same_tree(x.value, y.value);
         });
}

}  // namespace migrate::migc
