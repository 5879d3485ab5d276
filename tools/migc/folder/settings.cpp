#include "migc/folder/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "migc/folder/dialect_names.h"
#include "migc/folder/key_lines.h"

namespace migrate::migc {

namespace {

// What is wrong with a value; empty when nothing is.
using Mistake = std::string;

Mistake listed_twice(std::string_view key, std::string_view element) {
  return fmt::format("{} lists \"{}\" twice", key, element);
}

bool is_below(std::string_view folder) {
  if (folder.empty() || folder == "." || folder.starts_with('/')) return false;
  return fmt::format("/{}/", folder).find("/../") == std::string::npos;
}

Mistake read_versions(std::string_view value, FolderSettings& settings) {
  std::vector<std::string> folders;
  for (const std::string_view folder : split_list(value)) {
    if (!is_below(folder)) return fmt::format("versions \"{}\": name a folder below this one", folder);
    if (std::find(folders.begin(), folders.end(), folder) != folders.end())
      return listed_twice("versions", folder);
    folders.emplace_back(folder);
  }
  settings.versions = std::move(folders);
  return {};
}

Mistake read_dialects(std::string_view value, FolderSettings& settings) {
  std::vector<Dialect> dialects;
  for (const std::string_view name : split_list(value)) {
    const std::optional<Dialect> dialect = find_dialect(name);
    if (!dialect)
      return fmt::format("unknown dialect \"{}\": write {}", name, fmt::join(dialect_names, " or "));
    if (std::find(dialects.begin(), dialects.end(), *dialect) != dialects.end())
      return listed_twice("dialects", name);
    dialects.push_back(*dialect);
  }
  std::sort(dialects.begin(), dialects.end());
  settings.dialects = std::move(dialects);
  return {};
}

template <bool FolderSettings::*field>
Mistake read_truth(std::string_view key, std::string_view value, FolderSettings& settings) {
  if (value != "true" && value != "false")
    return fmt::format("invalid {} \"{}\": write true or false", key, value);
  settings.*field = value == "true";
  return {};
}

Mistake read_allow_multiple_heads(std::string_view value, FolderSettings& settings) {
  return read_truth<&FolderSettings::allow_multiple_heads>("allow_multiple_heads", value, settings);
}

Mistake read_safe_steps(std::string_view value, FolderSettings& settings) {
  return read_truth<&FolderSettings::safe_steps>("safe_steps", value, settings);
}

Mistake read_schema_header(std::string_view value, FolderSettings& settings) {
  return read_truth<&FolderSettings::schema_header>("schema_header", value, settings);
}

Mistake read_drift_check(std::string_view value, FolderSettings& settings) {
  return read_truth<&FolderSettings::drift_check>("drift_check", value, settings);
}

// The number of a value among those that the key may have.
template <std::size_t Count>
Mistake read_choice(std::string_view key, std::string_view value,
                    const std::array<std::string_view, Count>& choices, std::size_t& choice) {
  choice = static_cast<std::size_t>(std::ranges::find(choices, value) - choices.begin());
  if (choice < Count) return {};
  return fmt::format("invalid {} \"{}\": write {} or {}", key, value,
                     fmt::join(choices.begin(), choices.end() - 1, ", "), choices.back());
}

Mistake read_verify(std::string_view value, FolderSettings& settings) {
  std::size_t choice = 0;
  Mistake mistake = read_choice(
      "verify", value, std::array<std::string_view, 4>{"roundtrip", "upgrade", "full", "off"}, choice);
  if (mistake.empty()) settings.verify = static_cast<Verify>(choice);
  return mistake;
}

Mistake read_verify_locked(std::string_view value, FolderSettings& settings) {
  std::size_t choice = 0;
  Mistake mistake =
      read_choice("verify_locked", value, std::array<std::string_view, 2>{"note", "error"}, choice);
  settings.verify_locked = choice == 1;
  return mistake;
}

constexpr std::array<std::string_view, 3> words_of_verify_postgres = {"auto", "require", "off"};

Mistake read_verify_postgres(std::string_view value, FolderSettings& settings) {
  std::size_t choice = 0;
  Mistake mistake = read_choice("verify_postgres", value, words_of_verify_postgres, choice);
  if (mistake.empty()) settings.verify_postgres = static_cast<VerifyPostgres>(choice);
  return mistake;
}

Mistake read_foreign_keys(std::string_view value, FolderSettings& settings) {
  std::size_t choice = 0;
  Mistake mistake = read_choice("foreign_keys", value, std::array<std::string_view, 2>{"on", "off"}, choice);
  settings.foreign_keys = choice != 1;
  return mistake;
}

constexpr std::array<std::string_view, 3> words_of_schema_check = {"error", "warning", "off"};

Mistake read_schema_check(std::string_view key, std::string_view value, SchemaCheck& check) {
  std::size_t choice = 0;
  Mistake mistake = read_choice(key, value, words_of_schema_check, choice);
  if (mistake.empty()) check = static_cast<SchemaCheck>(choice);
  return mistake;
}

Mistake read_schema_file_check(std::string_view value, FolderSettings& settings) {
  return read_schema_check("schema_check", value, settings.schema_check);
}

Mistake read_schema_head(std::string_view value, FolderSettings& settings) {
  return read_schema_check("schema_head", value, settings.schema_head);
}

// PostgreSQL cuts longer names off.
Mistake read_version_table(std::string_view value, FolderSettings& settings) {
  if (value.size() > 63)
    return fmt::format("invalid version_table \"{}\": write a name of 1 to 63 bytes", value);
  settings.version_table = value;
  return {};
}

Mistake read_search_path(std::string_view value, FolderSettings& settings) {
  settings.search_path = fmt::format("{}", fmt::join(split_list(value), ", "));
  return {};
}

Mistake read_ignore(std::string_view value, FolderSettings& settings) {
  for (const std::string_view pattern : split_list(value))
    if (!pattern.empty()) settings.ignore.emplace_back(pattern);
  return {};
}

Mistake read_transaction(std::string_view value, FolderSettings& settings) {
  if (value != "all" && value != "each")
    return fmt::format("invalid transaction \"{}\": write all or each", value);
  settings.transaction = value == "all" ? TransactionMode::all : TransactionMode::each;
  return {};
}

Mistake read_snapshot(std::string_view value, FolderSettings& settings) {
  std::size_t choice = 0;
  Mistake mistake = read_choice("snapshot", value, std::array<std::string_view, 2>{"on", "off"}, choice);
  if (mistake.empty()) settings.snapshot = choice == 0;
  return mistake;
}

Mistake read_lock(std::string_view value, FolderSettings& settings) {
  if (value != "strict")
    return fmt::format("invalid lock \"{}\": write strict, or leave the line out", value);
  settings.strict_lock = true;
  return {};
}

template <std::string FolderSettings::*field>
Mistake read_text(std::string_view value, FolderSettings& settings) {
  settings.*field = value;
  return {};
}

template <std::string Environment::*field>
void read_text_of(std::string_view environment, std::string_view value, FolderSettings& settings) {
  std::vector<Environment>& known = settings.environments;
  auto found = std::ranges::find(known, environment, &Environment::name);
  if (found == known.end()) found = known.insert(known.end(), {.name = std::string(environment)});
  (*found).*field = value;
}

struct SettingRule {
  std::string_view name;
  Mistake (*read)(std::string_view value, FolderSettings& settings);
  // Of a key that each environment can have one of, "url.staging".
  void (*read_of_environment)(std::string_view environment, std::string_view value,
                              FolderSettings& settings) = nullptr;
};

constexpr std::array setting_rules{
    SettingRule{"versions", read_versions},
    SettingRule{"dialects", read_dialects},
    SettingRule{"allow_multiple_heads", read_allow_multiple_heads},
    SettingRule{"version_table", read_version_table},
    SettingRule{"schema", read_text<&FolderSettings::schema>, read_text_of<&Environment::schema>},
    SettingRule{"version_schema", read_text<&FolderSettings::version_schema>},
    SettingRule{"search_path", read_search_path},
    SettingRule{"file_template", read_text<&FolderSettings::file_template>},
    SettingRule{"url", read_text<&FolderSettings::url>, read_text_of<&Environment::url>},
    SettingRule{"verify", read_verify},
    SettingRule{"verify_from", read_text<&FolderSettings::verify_from>},
    SettingRule{"verify_locked", read_verify_locked},
    SettingRule{"verify_postgres", read_verify_postgres},
    SettingRule{"foreign_keys", read_foreign_keys},
    SettingRule{"schema_check", read_schema_file_check},
    SettingRule{"schema_head", read_schema_head},
    SettingRule{"drift_check", read_drift_check},
    SettingRule{"schema_header", read_schema_header},
    SettingRule{"transaction", read_transaction},
    SettingRule{"ignore", read_ignore},
    SettingRule{"safe_steps", read_safe_steps},
    SettingRule{"snapshot", read_snapshot},
    SettingRule{"lock", read_lock},
};

constexpr bool is_quote(char c) {
  return c == '"' || c == '\'';
}

using SeenKeys = std::set<std::string, std::less<>>;

constexpr bool is_environment_character(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-';
}

// The name in "url.NAME: ..."; empty where the key has none.
std::string_view environment_in(std::string_view line) {
  const std::size_t dot = std::min(line.find_first_of(".: "), line.size());
  if (dot == line.size() || line[dot] != '.') return {};
  const std::string_view rest = line.substr(dot + 1);
  const auto end = std::ranges::find_if_not(rest, is_environment_character);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

std::string without_environment(std::string_view line, std::string_view environment) {
  if (environment.empty()) return std::string(line);
  const auto name = static_cast<std::size_t>(environment.data() - line.data());
  return std::string(line.substr(0, name - 1)).append(line.substr(name + environment.size()));
}

// REQUIRES: no trailing blanks.
Mistake read_line(std::string_view line, SeenKeys& seen, FolderSettings& settings) {
  const std::string_view environment = environment_in(line);
  const std::string plain_line = without_environment(line, environment);
  const std::optional<KeyLine> parsed = parse_key_line(plain_line);
  if (!parsed) return "expected \"key: value\"";
  const std::string_view value = parsed->value;
  const std::string key =
      environment.empty() ? std::string(parsed->key) : fmt::format("{}.{}", parsed->key, environment);
  const auto* rule = std::ranges::find(setting_rules, parsed->key, &SettingRule::name);
  if (rule == setting_rules.end() || (!environment.empty() && rule->read_of_environment == nullptr))
    return unknown_key(key, setting_rules);
  if (!seen.insert(key).second) return fmt::format("key \"{}\" is given twice", key);
  if (value.empty()) return fmt::format("key \"{}\" has no value", key);
  if (is_quote(value.front()) || is_quote(value.back()))
    return fmt::format("key \"{}\": write the value without quotes", key);
  if (environment.empty()) return rule->read(value, settings);
  rule->read_of_environment(environment, value, settings);
  return {};
}

// The catalogue names what is in another schema than public with its schema.
void add_patterns_of_schema(FolderSettings& settings) {
  if (settings.schema.empty()) return;
  const std::vector<std::string> patterns = settings.ignore;
  for (const std::string& pattern : patterns) settings.ignore.push_back(settings.schema + '.' + pattern);
}

}  // namespace

std::optional<VerifyPostgres> find_verify_postgres(std::string_view word) noexcept {
  const auto* found = std::ranges::find(words_of_verify_postgres, word);
  if (found == words_of_verify_postgres.end()) return std::nullopt;
  return static_cast<VerifyPostgres>(found - words_of_verify_postgres.begin());
}

FolderSettings parse_settings(const SourceFile& file, Diagnostics& diagnostics) {
  FolderSettings settings;
  SeenKeys seen;
  const std::size_t lines = file.position(file.bytes().size()).line;
  for (std::size_t number = 1; number <= lines; ++number) {
    const std::string_view line = without_trailing_blanks(file.line_text(number));
    if (line.empty() || line.starts_with('#')) continue;
    Mistake mistake = read_line(line, seen, settings);
    if (!mistake.empty()) diagnostics.error_in_line(file, number, std::move(mistake));
  }
  add_patterns_of_schema(settings);
  return settings;
}

}  // namespace migrate::migc
