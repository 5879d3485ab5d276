#include "migc/operations/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "migc/sql_scanner.h"

namespace migrate::migc {

namespace {

// Reserved by PostgreSQL 15 to 17 or by SQLite 3.35 and later, at least somewhere where a name may stand.
constexpr std::array<std::string_view, 166> reserved_words{
    "add",
    "all",
    "alter",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "autoincrement",
    "begin",
    "between",
    "binary",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "commit",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "database",
    "default",
    "deferrable",
    "deferred",
    "delete",
    "desc",
    "distinct",
    "do",
    "drop",
    "each",
    "else",
    "end",
    "escape",
    "except",
    "exclusive",
    "exists",
    "explain",
    "false",
    "fetch",
    "filter",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "glob",
    "grant",
    "group",
    "having",
    "if",
    "ilike",
    "immediate",
    "in",
    "index",
    "indexed",
    "initially",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "key",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "match",
    "natural",
    "no",
    "not",
    "nothing",
    "notnull",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "overlaps",
    "placing",
    "pragma",
    "primary",
    "raise",
    "recursive",
    "references",
    "regexp",
    "reindex",
    "release",
    "rename",
    "replace",
    "restrict",
    "returning",
    "right",
    "rollback",
    "row",
    "rows",
    "savepoint",
    "select",
    "session_user",
    "set",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "temp",
    "temporary",
    "then",
    "to",
    "trailing",
    "transaction",
    "trigger",
    "true",
    "unbounded",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "vacuum",
    "values",
    "variadic",
    "verbose",
    "view",
    "virtual",
    "when",
    "where",
    "window",
    "with",
    "without",
    "abort",
    "attach",
    "detach",
    "fail",
    "ignore",
    "plan",
    "query",
    "exclude",
    "generated",
    "always",
};

bool is_plain_start(char c) {
  return ('a' <= c && c <= 'z') || c == '_';
}

bool is_reserved(std::string_view word) {
  return std::find(reserved_words.begin(), reserved_words.end(), word) != reserved_words.end();
}

std::string wrapped(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    result += c;
    if (c == quote) result += quote;
  }
  return result + quote;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if ('a' <= c && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

bool is_hex(std::string_view text) {
  const auto is_hex_digit = [](char c) {
    return is_digit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
  };
  return text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), is_hex_digit);
}

std::string spell_boolean(std::string_view text, Dialect dialect) {
  if (dialect == Dialect::postgres) return upper(text);
  return text == "true" ? "1" : "0";
}

std::string spell_text(std::string_view text, ValueKind kind, Dialect dialect) {
  if (kind != ValueKind::binary) return quoted_text(text);
  return dialect == Dialect::sqlite ? fmt::format("X'{}'", text) : fmt::format("'\\x{}'", text);
}

bool is_whole(std::string_view number) {
  return number.find_first_of(".eE") == std::string_view::npos;
}

std::string misfit(const Literal& literal, const Type& type) {
  constexpr std::array<std::string_view, 5> kinds{"null", "the boolean", "the number", "the text", "SQL"};
  return fmt::format("{} {} does not fit type {}", kinds[static_cast<std::size_t>(literal.kind)],
                     literal.kind == LiteralKind::text ? quoted_text(literal.text) : literal.text,
                     to_string(type));
}

bool is_in_range(const Literal& literal, const Type& type) {
  long long value = 0;
  const char* end = literal.text.data() + literal.text.size();
  const auto [stopped, error] = std::from_chars(literal.text.data(), end, value);
  if (error != std::errc{} || stopped != end) return false;
  if (type.base == BaseType::smallint) return -32'768 <= value && value <= 32'767;
  if (type.base == BaseType::integer) return -2'147'483'648LL <= value && value <= 2'147'483'647LL;
  return true;
}

bool fits(const Literal& literal, const Type& type) {
  const ValueKind kind = value_kind(type);
  switch (literal.kind) {
    case LiteralKind::null:
    case LiteralKind::expression:
      return true;
    case LiteralKind::boolean:
      return kind == ValueKind::boolean || kind == ValueKind::unknown;
    case LiteralKind::number:
      if (kind == ValueKind::whole_number) return is_whole(literal.text) && is_in_range(literal, type);
      return kind == ValueKind::number || kind == ValueKind::unknown || kind == ValueKind::json;
    case LiteralKind::text:
      if (kind == ValueKind::binary) return is_hex(literal.text);
      return kind == ValueKind::text || kind == ValueKind::json || kind == ValueKind::unknown;
  }
  return true;
}

// What to write instead, where that can be told.
std::string advice(const Literal& literal, const Type& type) {
  if (value_kind(type) == ValueKind::binary) return "; write the bytes as a text of hexadecimal digits";
  if (value_kind(type) == ValueKind::text && literal.kind != LiteralKind::text)
    return fmt::format("; write it in quotes: '{}'", literal.text);
  if (literal.kind == LiteralKind::text) return "; write {sql: EXPRESSION} where SQL computes it";
  return "";
}

}  // namespace

std::string quoted_name(std::string_view name) {
  const bool is_plain =
      !name.empty() && is_plain_start(name.front()) &&
      std::all_of(name.begin(), name.end(), [](char c) { return is_plain_start(c) || is_digit(c); });
  return is_plain && !is_reserved(name) ? std::string(name) : wrapped(name, '"');
}

std::string quoted_name(const ObjectName& name) {
  return name.schema.empty() ? quoted_name(name.name)
                             : quoted_name(name.schema) + '.' + quoted_name(name.name);
}

std::string quoted_names(std::span<const Name> names) {
  std::string text;
  for (const Name& name : names) text += (text.empty() ? "" : ", ") + quoted_name(name.text);
  return text;
}

std::string quoted_text(std::string_view text) {
  return wrapped(text, '\'');
}

ObjectName read_object_name(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return {.name = std::string(text)};
  if (dot == 0 || text.find('.', dot + 1) != std::string_view::npos) return {};
  return {.schema = std::string(text.substr(0, dot)), .name = std::string(text.substr(dot + 1))};
}

std::string spell_literal(const Literal& literal, ValueKind kind, Dialect dialect) {
  switch (literal.kind) {
    case LiteralKind::null:
      return "NULL";
    case LiteralKind::boolean:
      return spell_boolean(literal.text, dialect);
    case LiteralKind::number:
      return kind == ValueKind::json ? quoted_text(literal.text) : literal.text;
    case LiteralKind::text:
      return spell_text(literal.text, kind, dialect);
    case LiteralKind::expression:
      return *literal.expression.of(dialect);
  }
  return {};
}

std::string judge_literal(const Literal& literal, const Type& type, Dialect dialect) {
  if (literal.kind == LiteralKind::expression && !literal.expression.of(dialect))
    return fmt::format("no SQL for {}; write {{sql: {{sqlite: …, postgres: …}}}}", to_string(dialect));
  return fits(literal, type) ? "" : misfit(literal, type) + advice(literal, type);
}

}  // namespace migrate::migc
