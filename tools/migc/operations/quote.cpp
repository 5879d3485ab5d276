#include "migc/operations/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/sql_text.h"

namespace migrate::migc {

namespace {

// Reserved by PostgreSQL 15 to 17 or by SQLite 3.35 and later, at least in some place where a name is
// allowed.
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

}  // namespace

bool is_reserved(std::string_view word) {
  return std::find(reserved_words.begin(), reserved_words.end(), word) != reserved_words.end();
}

std::string quoted_name(std::string_view name) {
  const bool is_plain =
      !name.empty() && is_plain_start(name.front()) &&
      std::all_of(name.begin(), name.end(), [](char c) { return is_plain_start(c) || core::is_digit(c); });
  return is_plain && !is_reserved(name) ? std::string(name) : core::quoted_name(name);
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
  return core::string_literal(text);
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if ('a' <= c && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

ObjectName read_object_name(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return {.name = std::string(text)};
  if (dot == 0 || text.find('.', dot + 1) != std::string_view::npos) return {};
  return {.schema = std::string(text.substr(0, dot)), .name = std::string(text.substr(dot + 1))};
}

}  // namespace migrate::migc
