#include "migc/proof/name_in_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/text/suggest.h"
#include "engine/characters.h"

namespace migrate::migc {

namespace {

// What a message of SQLite or PostgreSQL says before a name, what ends the name, and what kind of thing has
// it. The first that matches counts.
struct Pattern {
  std::string_view before;
  std::string_view after;
  std::optional<ObjectKind> kind = std::nullopt;
};

constexpr std::array patterns = {
    Pattern{"near \"", "\""},
    Pattern{"no such column: ", "", ObjectKind::column},
    Pattern{"no column named ", "", ObjectKind::column},
    Pattern{"no such table: ", "", ObjectKind::table},
    Pattern{"no such view: ", "", ObjectKind::view},
    Pattern{"no such index: ", "", ObjectKind::index},
    Pattern{"no such trigger: ", "", ObjectKind::trigger},
    Pattern{"no such function: ", ""},
    Pattern{"no such collation sequence: ", ""},
    Pattern{"column \"", "\"", ObjectKind::column},
    Pattern{"column ", " does not exist", ObjectKind::column},
    Pattern{"relation \"", "\"", ObjectKind::table},
    Pattern{"table \"", "\"", ObjectKind::table},
    Pattern{"view \"", "\"", ObjectKind::view},
    Pattern{"index \"", "\"", ObjectKind::index},
    Pattern{"trigger \"", "\"", ObjectKind::trigger},
    Pattern{"type \"", "\""},
    Pattern{"schema \"", "\""},
    Pattern{"role \"", "\""},
    Pattern{"extension \"", "\""},
    Pattern{"function ", "("},
};

// PostgreSQL's own suggestion names what was meant.
std::string_view without_hint(std::string_view message) {
  return message.substr(0, message.find(" (Perhaps you meant"));
}

const Pattern* pattern_of(std::string_view message) {
  const auto found = std::ranges::find_if(
      patterns, [&](const Pattern& pattern) { return message.find(pattern.before) != message.npos; });
  return found == patterns.end() ? nullptr : &*found;
}

// A catalogue may have "Error Count" in quotes, and SQLite says ""id"" of a quoted name.
std::string_view unquoted(std::string_view name) {
  if (!name.starts_with('"')) return name;
  name.remove_prefix(std::min(name.find_first_not_of('"'), name.size()));
  return name.substr(0, name.find('"'));
}

std::vector<std::string_view> names_of(ObjectKind kind, const SchemaCatalogue& schema) {
  std::vector<std::string_view> names;
  for (const auto& [_, objects] : schema.entries)
    for (const CatalogueObject& object : *objects)
      if (object.kind == kind) names.push_back(unquoted(object.name));
  return names;
}

bool is_whole(std::string_view line, std::size_t begin, std::size_t size) {
  const bool goes_on_before = begin > 0 && core::is_in_word(line[begin - 1]);
  const bool goes_on_after = begin + size < line.size() && core::is_in_word(line[begin + size]);
  return !goes_on_before && !goes_on_after;
}

}  // namespace

std::string_view name_in_message(std::string_view message) {
  message = without_hint(message);
  const Pattern* pattern = pattern_of(message);
  if (pattern == nullptr) return {};
  std::string_view name = message.substr(message.find(pattern->before) + pattern->before.size());
  if (!pattern->after.empty()) name = name.substr(0, name.find(pattern->after));
  if (pattern->before.ends_with('"')) return name;
  name.remove_prefix(name.rfind('.') + 1);  // runs.error_cout, main.runs
  return unquoted(name);
}

std::string did_you_mean(std::string_view message, const SchemaCatalogue& schema) {
  const Pattern* pattern = pattern_of(message);
  const bool says_itself = message.find("Perhaps you meant") != message.npos;
  if (pattern == nullptr || !pattern->kind || says_itself) return {};
  const std::string_view name = name_in_message(message);
  const std::vector<std::string_view> names = names_of(*pattern->kind, schema);
  const bool exists = std::ranges::find(names, name) != names.end();  // but not where it is looked for
  return exists ? "" : core::did_you_mean(name, names);
}

std::string single_quotes_for(std::string_view message, std::string_view statement) {
  constexpr std::string_view start = "no such column: ";
  // Where SQLite has the quotes in its message, it has read a name, or gives this hint itself.
  if (!message.starts_with(start) || message.substr(start.size()).starts_with('"')) return {};
  const std::string_view name = name_in_message(message);
  const std::string quoted = fmt::format("\"{}\"", name);
  const std::size_t at = statement.find(quoted);
  if (name.empty() || at == statement.npos) return {};
  std::string_view rest = statement.substr(at + quoted.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (rest.starts_with('=')) return {};  // the column that is set
  return fmt::format("; double quotes are for names: write '{}' if it is a text", name);
}

std::optional<std::size_t> find_name(std::string_view line, std::string_view name) {
  std::optional<std::size_t> found;
  if (name.empty()) return found;
  for (std::size_t at = line.find(name); at != line.npos; at = line.find(name, at + 1)) {
    if (!is_whole(line, at, name.size())) continue;
    if (found) return std::nullopt;
    found = at;
  }
  return found;
}

}  // namespace migrate::migc
