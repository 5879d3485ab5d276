#include "migc/operations/type.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/text/suggest.h"
#include "engine/characters.h"
#include "migc/engine/engine_traits.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

struct TypeRow {
  BaseType base;
  std::string_view name;
  std::size_t most_sizes;
  ValueKind values;
};

constexpr std::array type_rows{
    TypeRow{BaseType::boolean, "boolean", 0, ValueKind::boolean},
    TypeRow{BaseType::smallint, "smallint", 0, ValueKind::whole_number},
    TypeRow{BaseType::integer, "integer", 0, ValueKind::whole_number},
    TypeRow{BaseType::bigint, "bigint", 0, ValueKind::whole_number},
    TypeRow{BaseType::numeric, "numeric", 2, ValueKind::number},
    TypeRow{BaseType::real, "real", 0, ValueKind::number},
    TypeRow{BaseType::double_precision, "double", 0, ValueKind::number},
    TypeRow{BaseType::string, "string", 1, ValueKind::text},
    TypeRow{BaseType::text, "text", 0, ValueKind::text},
    TypeRow{BaseType::binary, "binary", 0, ValueKind::binary},
    TypeRow{BaseType::date, "date", 0, ValueKind::text},
    TypeRow{BaseType::time, "time", 0, ValueKind::text},
    TypeRow{BaseType::timestamp, "timestamp", 0, ValueKind::text},
    TypeRow{BaseType::timestamptz, "timestamptz", 0, ValueKind::text},
    TypeRow{BaseType::interval, "interval", 0, ValueKind::text},
    TypeRow{BaseType::uuid, "uuid", 0, ValueKind::text},
    TypeRow{BaseType::json, "json", 0, ValueKind::json},
    TypeRow{BaseType::jsonb, "jsonb", 0, ValueKind::json},
};

const TypeRow* find_row(BaseType base) {
  const auto found = std::find_if(type_rows.begin(), type_rows.end(),
                                  [base](const TypeRow& row) { return row.base == base; });
  return found == type_rows.end() ? nullptr : &*found;
}

const TypeRow* find_row(std::string_view name) {
  const auto found = std::find_if(type_rows.begin(), type_rows.end(),
                                  [name](const TypeRow& row) { return row.name == name; });
  return found == type_rows.end() ? nullptr : &*found;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_numeric(const Type& type) noexcept {
  const ValueKind kind = value_kind(type);
  return kind == ValueKind::whole_number || kind == ValueKind::number;
}

bool is_text(const Type& type) noexcept {
  return type.base == BaseType::string || type.base == BaseType::text;
}

// PostgreSQL's casts "as assignment" between the portable types, but for those among numbers and to texts.
constexpr std::array<std::pair<BaseType, BaseType>, 12> assignable{{
    {BaseType::date, BaseType::timestamp},
    {BaseType::date, BaseType::timestamptz},
    {BaseType::timestamp, BaseType::date},
    {BaseType::timestamp, BaseType::time},
    {BaseType::timestamp, BaseType::timestamptz},
    {BaseType::timestamptz, BaseType::date},
    {BaseType::timestamptz, BaseType::time},
    {BaseType::timestamptz, BaseType::timestamp},
    {BaseType::time, BaseType::interval},
    {BaseType::interval, BaseType::time},
    {BaseType::json, BaseType::jsonb},
    {BaseType::jsonb, BaseType::json},
}};

ParsedType problem(std::string message) {
  return {{}, std::move(message)};
}

std::string unknown_type(std::string_view name) {
  std::vector<std::string_view> names;
  for (const TypeRow& row : type_rows) names.push_back(row.name);
  std::string hint = core::did_you_mean(name, names);
  if (hint.empty())
    hint =
        fmt::format("; the portable types are {}, array of TYPE, enum NAME, and {{sqlite: X, postgres: Y}}",
                    fmt::join(names, ", "));
  return fmt::format("unknown type \"{}\"{}", name, hint);
}

bool is_size(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), core::is_digit);
}

// "10, 2" as its numbers; empty where they are none.
std::vector<std::string> read_sizes(std::string_view text) {
  std::vector<std::string> sizes;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view size = trimmed(text.substr(0, comma));
    if (!is_size(size)) return {};
    sizes.emplace_back(size);
    if (comma == text.size()) return sizes;
    text.remove_prefix(comma + 1);
  }
}

ParsedType parse_enumeration(std::string_view name) {
  ParsedType parsed;
  parsed.type.base = BaseType::enumeration;
  parsed.type.enumeration = read_object_name(name);
  if (parsed.type.enumeration.name.empty()) parsed.problem = "an enum type is written \"enum NAME\"";
  return parsed;
}

ParsedType parse_sized(std::string_view text) {
  const std::size_t open = std::min(text.find('('), text.size());
  const std::string_view name = trimmed(text.substr(0, open));
  const TypeRow* row = find_row(name);
  if (row == nullptr) return problem(unknown_type(name));
  ParsedType parsed{{.base = row->base}, {}};
  if (open == text.size()) return parsed;
  if (row->most_sizes == 0) return problem(fmt::format("type {} takes no size", name));
  if (!text.ends_with(')')) return problem(fmt::format("type \"{}\" lacks its closing parenthesis", text));
  parsed.type.sizes = read_sizes(text.substr(open + 1, text.size() - open - 2));
  if (parsed.type.sizes.empty() || parsed.type.sizes.size() > row->most_sizes)
    return problem(fmt::format("type {} takes {} in its parentheses", name,
                               row->most_sizes == 1 ? "one number" : "one or two numbers"));
  return parsed;
}

}  // namespace

ValueKind value_kind(const Type& type) noexcept {
  if (type.is_array || type.base == BaseType::spelled) return ValueKind::unknown;
  const TypeRow* row = find_row(type.base);
  return row == nullptr ? ValueKind::text : row->values;
}

bool is_whole_number(const Type& type) noexcept {
  return value_kind(type) == ValueKind::whole_number;
}

bool converts_by_itself(const Type& from, const Type& to) noexcept {
  if (from.base == BaseType::spelled || to.base == BaseType::spelled || from == to) return true;
  if (from.is_array && to.is_array) return true;
  if (!to.is_array && is_text(to)) return true;
  if (from.is_array || to.is_array) return false;
  if (from.base == to.base) return from.enumeration == to.enumeration;
  if (is_numeric(from) && is_numeric(to)) return true;
  return std::find(assignable.begin(), assignable.end(), std::pair(from.base, to.base)) != assignable.end();
}

std::string to_string(const Type& type) {
  if (type.is_array) {
    Type element = type;
    element.is_array = false;
    return "array of " + to_string(element);
  }
  if (type.base == BaseType::enumeration) return "enum " + to_string(type.enumeration);
  if (type.base == BaseType::spelled)
    for (const auto& text : type.spelling.texts)
      if (text) return *text;
  const TypeRow* row = find_row(type.base);
  std::string text(row == nullptr ? "" : row->name);
  if (!type.sizes.empty()) text += fmt::format("({})", fmt::join(type.sizes, ", "));
  return text;
}

ParsedType parse_type(std::string_view text) {
  constexpr std::string_view array_of = "array of ";
  constexpr std::string_view enumeration = "enum ";
  text = trimmed(text);
  if (text.starts_with(array_of)) {
    const std::string_view of = trimmed(text.substr(array_of.size()));
    if (of.starts_with(array_of))
      return problem("an array of arrays is not portable; write {sqlite: X, postgres: Y}");
    ParsedType element = parse_type(of);
    element.type.is_array = true;
    return element;
  }
  if (text.starts_with(enumeration)) return parse_enumeration(trimmed(text.substr(enumeration.size())));
  return parse_sized(text);
}

std::string spell_type(const Type& type, Dialect dialect, Strictness strictness) {
  if (type.base == BaseType::spelled) return *type.spelling.of(dialect);
  const EngineTraits& traits = traits_of(dialect);
  const bool has_own_name = type.base == BaseType::enumeration && traits.has_enums;
  const bool has_sizes = strictness == Strictness::ordinary || !traits.has_strict_tables;
  std::string text =
      has_own_name ? quoted_name(type.enumeration) : std::string(type_name(dialect, type.base, strictness));
  if (has_sizes && !type.sizes.empty()) text += fmt::format("({})", fmt::join(type.sizes, ", "));
  if (type.is_array && traits.has_arrays) text += "[]";
  return text;
}

std::string judge_type(const Type& type, Dialect dialect, Strictness strictness) {
  const std::string_view name = to_string(dialect);
  if (type.base == BaseType::spelled)
    return type.spelling.of(dialect) ? "" : fmt::format("the type has no spelling for {}", name);
  const auto instead = [&] {
    return fmt::format("write {{{}: TEXT, postgres: \"{}\"}}", name,
                       spell_type(type, Dialect::postgres, Strictness::ordinary));
  };
  if (type.is_array && !traits_of(dialect).has_arrays)
    return fmt::format("{} has no arrays; {}", name, instead());
  if (type.base != BaseType::enumeration && type_name(dialect, type.base, strictness).empty())
    return fmt::format("a strict table of {} has no {}; {}", name, find_row(type.base)->name, instead());
  return "";
}

}  // namespace migrate::migc
