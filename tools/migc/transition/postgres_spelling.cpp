#include "migc/transition/postgres_spelling.h"

#include <cctype>
#include <optional>
#include <string_view>

namespace migrate::migc {

namespace {

constexpr std::string_view array = "ARRAY['";
constexpr std::string_view type_of_value = "::character varying";

// 'it''s'; nothing where the string does not end.
std::optional<std::size_t> end_of_string(std::string_view sql, std::size_t at) {
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (sql[i] != '\'') continue;
    if (i + 1 >= sql.size() || sql[i + 1] != '\'') return i + 1;
    ++i;
  }
  return std::nullopt;
}

struct Values {
  std::string list;  // 'a', 'b'
  std::size_t end;   // after "]"
};

// Where each is a string of that type. `at`: of the first one.
std::optional<Values> read_values(std::string_view sql, std::size_t at) {
  Values values;
  while (at < sql.size() && sql[at] == '\'') {
    const std::optional<std::size_t> end = end_of_string(sql, at);
    if (!end || !sql.substr(*end).starts_with(type_of_value)) return std::nullopt;
    values.list += (values.list.empty() ? "" : ", ") + std::string(sql.substr(at, *end - at));
    at = *end + type_of_value.size();
    if (sql.substr(at).starts_with("]")) {
      values.end = at + 1;
      return values;
    }
    if (!sql.substr(at).starts_with(", ")) return std::nullopt;
    at += 2;
  }
  return std::nullopt;
}

bool is_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '"' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Takes "::text = ANY (" after a name from the end of the text, for " IN (".
bool take_comparison(std::string& text) {
  for (const auto& [printed, meant] :
       {std::pair<std::string_view, std::string_view>{"::text = ANY (", " IN ("},
        {"::text <> ALL (", " NOT IN ("}}) {
    if (!text.ends_with(printed)) continue;
    const std::size_t end = text.size() - printed.size();
    if (end == 0 || !is_of_name(text[end - 1])) return false;
    text.resize(end);
    text += meant;
    return true;
  }
  return false;
}

}  // namespace

std::string spelled_stably(const std::string& sql) {
  std::string text;
  std::size_t begin = 0;
  for (std::size_t at = sql.find(array); at != std::string::npos; at = sql.find(array, at + 1)) {
    const std::optional<Values> values = read_values(sql, at + array.size() - 1);
    if (!values) continue;
    const std::string_view rest = std::string_view(sql).substr(values->end);
    if (!rest.starts_with("::text[])") && !rest.starts_with(")::text[]")) continue;
    text += sql.substr(begin, at - begin);
    begin = values->end;
    if (rest.starts_with("::") && take_comparison(text)) {
      text += values->list;
      begin += std::string_view("::text[]").size();
    } else {
      text += sql.substr(at, values->end - at) + "::character varying[]";
    }
  }
  return text + sql.substr(begin);
}

}  // namespace migrate::migc
