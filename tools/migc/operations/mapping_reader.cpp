#include "migc/operations/mapping_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/text/suggest.h"
#include "engine/characters.h"
#include "migc/folder/dialect_names.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

void report_kind(const YamlValue& value, std::string_view what, std::string_view wanted, Mistakes& mistakes) {
  mistakes.report(value.at, fmt::format("{} must be {}, not {}", what, wanted, describe(value)));
}

bool is_filled_text(const YamlValue& value) {
  return value.kind == YamlKind::scalar && !value.text.empty();
}

// The byte where the text of a scalar itself begins: in a block, that is the line below its `|`.
std::size_t text_begin(const YamlValue& value, const SourceFile& file) {
  const std::string_view bytes = file.bytes();
  if (value.plain || value.at >= bytes.size() || (bytes[value.at] != '|' && bytes[value.at] != '>'))
    return value.at;
  return std::min(core::end_of_line(bytes, value.at) + 1, bytes.size());
}

void read_one_dialect(const YamlEntry& entry, std::string_view what, SqlText& sql, Mistakes& mistakes) {
  const std::optional<Dialect> dialect = find_dialect(entry.key);
  if (!dialect) {
    mistakes.report(entry.at, fmt::format("unknown dialect \"{}\"; the dialects are {}", entry.key,
                                          fmt::join(dialect_names, " and ")));
  } else if (!is_filled_text(entry.value)) {
    report_kind(entry.value, fmt::format("{} for {}", what, entry.key), "a text", mistakes);
  } else {
    sql.texts[static_cast<std::size_t>(*dialect)] = entry.value.text;
    sql.text_at[static_cast<std::size_t>(*dialect)] = text_begin(entry.value, mistakes.file());
  }
}

}  // namespace

Fields::Fields(const YamlValue& mapping, std::string what, Mistakes& mistakes)
    : mapping_(mapping), what_(std::move(what)), mistakes_(mistakes) {
  if (mapping.kind != YamlKind::mapping) report_kind(mapping, what_, "a mapping of keys", mistakes);
}

bool Fields::has(std::string_view key) const {
  return find_entry(mapping_, key) != nullptr;
}

const YamlValue* Fields::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.push_back(key);
  return find_entry(mapping_, key);
}

const YamlValue* Fields::get(std::string_view key) {
  const YamlValue* value = find(key);
  if (value == nullptr && mapping_.kind == YamlKind::mapping)
    mistakes_.report(mapping_.at, fmt::format("{} lacks its key \"{}\"", what_, key));
  return value;
}

Name Fields::name(std::string_view key) {
  const YamlValue* value = get(key);
  return value == nullptr ? Name{{}, mapping_.at} : read_name(*value, key, mistakes_);
}

Name Fields::optional_name(std::string_view key) {
  const YamlValue* value = find(key);
  return value == nullptr ? Name{{}, mapping_.at} : read_name(*value, key, mistakes_);
}

ObjectName Fields::object(std::string_view key) {
  const YamlValue* value = get(key);
  return value == nullptr ? ObjectName{{}, {}, mapping_.at} : optional_object(key);
}

ObjectName Fields::optional_object(std::string_view key) {
  const Name written = optional_name(key);
  ObjectName name = read_object_name(written.text);
  name.at = written.at;
  if (name.name.empty() && !written.empty())
    mistakes_.report(written.at, fmt::format("\"{}\" is not NAME or SCHEMA.NAME", written.text));
  return name;
}

Name Fields::new_object_name(std::string_view key) {
  Name written = name(key);
  if (written.text.find('.') != std::string::npos)
    mistakes_.report(written.at, fmt::format("\"{}\" must be a name without a schema, which stays what it is",
                                             written.text));
  return written;
}

std::vector<Name> Fields::names(std::string_view key) {
  const YamlValue* value = get(key);
  return value == nullptr ? std::vector<Name>{} : read_names(*value, key, mistakes_);
}

std::vector<Name> Fields::optional_names(std::string_view key) {
  const YamlValue* value = find(key);
  return value == nullptr ? std::vector<Name>{} : read_names(*value, key, mistakes_);
}

std::string Fields::optional_text(std::string_view key) {
  const YamlValue* value = find(key);
  if (value == nullptr || value->kind == YamlKind::null) return {};
  if (value->kind != YamlKind::scalar) report_kind(*value, key, "a text", mistakes_);
  return value->text;
}

std::optional<bool> Fields::optional_flag(std::string_view key) {
  const YamlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->plain && (value->text == "true" || value->text == "false")) return value->text == "true";
  mistakes_.report(value->at, fmt::format("{} must be true or false", key));
  return std::nullopt;
}

SqlText Fields::sql(std::string_view key) {
  const YamlValue* value = get(key);
  return value == nullptr ? SqlText{.at = mapping_.at} : read_sql(*value, key, mistakes_);
}

std::optional<SqlText> Fields::optional_sql(std::string_view key) {
  const YamlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_sql(*value, key, mistakes_);
}

std::optional<std::size_t> Fields::choice(std::string_view key, std::span<const std::string_view> words) {
  const YamlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), value->text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  mistakes_.report(value->at, fmt::format("{} must be one of: {}", key, fmt::join(words, ", ")));
  return std::nullopt;
}

void Fields::finish() {
  for (const YamlEntry& entry : mapping_.entries)
    if (std::find(asked_.begin(), asked_.end(), entry.key) == asked_.end()) {
      std::string hint = core::did_you_mean(entry.key, asked_);
      if (hint.empty()) hint = fmt::format("; the keys of {} are: {}", what_, fmt::join(asked_, ", "));
      mistakes_.report(entry.at, fmt::format("unknown key \"{}\"{}", entry.key, hint));
    }
}

Name read_name(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (!is_filled_text(value)) report_kind(value, what, "a name", mistakes);
  if (value.text.size() > 63)
    mistakes.report(value.at,
                    fmt::format("\"{}\" is longer than 63 bytes, where PostgreSQL cuts names", value.text));
  return {value.text, value.at};
}

std::vector<Name> read_names(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  if (value.kind == YamlKind::scalar) return {read_name(value, what, mistakes)};
  std::vector<Name> names;
  for (const YamlValue& item : value.items) names.push_back(read_name(item, what, mistakes));
  if (names.empty()) report_kind(value, what, "a list of names", mistakes);
  return names;
}

SqlText read_sql(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  SqlText sql;
  sql.at = value.at;
  if (is_filled_text(value)) {
    sql = same_sql(value.text);
    sql.at = value.at;
    sql.text_at.fill(text_begin(value, mistakes.file()));
  } else if (value.kind == YamlKind::mapping && !value.entries.empty()) {
    for (const YamlEntry& entry : value.entries) read_one_dialect(entry, what, sql, mistakes);
  } else {
    report_kind(value, what, "a text or {sqlite: TEXT, postgres: TEXT}", mistakes);
  }
  return sql;
}

bool is_number(std::string_view text) noexcept {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const auto skip_digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && core::is_digit(text[i])) ++i;
    return i > begin;
  };
  if (!skip_digits()) return false;
  if (i < text.size() && text[i] == '.' && (++i, !skip_digits())) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!skip_digits()) return false;
  }
  return i == text.size();
}

Literal read_literal(const YamlValue& value, std::string_view what, Mistakes& mistakes) {
  Literal literal{.kind = LiteralKind::null, .at = value.at};
  if (value.kind == YamlKind::null) return literal;
  if (value.kind == YamlKind::mapping) {
    Fields fields(value, std::string(what), mistakes);
    literal.kind = LiteralKind::expression;
    literal.expression = fields.sql("sql");
    fields.finish();
    return literal;
  }
  if (value.kind == YamlKind::sequence) report_kind(value, what, "a value or {sql: EXPRESSION}", mistakes);
  literal.text = value.text;
  literal.kind = LiteralKind::text;
  if (value.plain && (value.text == "true" || value.text == "false")) literal.kind = LiteralKind::boolean;
  if (value.plain && is_number(value.text)) literal.kind = LiteralKind::number;
  return literal;
}

}  // namespace migrate::migc
