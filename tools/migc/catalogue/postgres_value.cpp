#include "migc/catalogue/postgres_value.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "engine/characters.h"
#include "engine/postgres/tokens.h"
#include "migc/catalogue/postgres_index.h"

namespace migrate::migc {

namespace {

using core::Token;
using core::TokenKind;

bool is_operator(char letter) {
  return std::string_view("+-*/<>=~!@#%^&|`?").find(letter) != std::string_view::npos;
}

// A name needs no quotes that is folded to itself.
std::string canonical_name(std::string_view quoted) {
  const std::string_view name = quoted.substr(1, quoted.size() - 2);
  const bool is_plain =
      !name.empty() && !core::is_digit(name.front()) && std::ranges::all_of(name, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || core::is_digit(letter) || letter == '_';
      });
  return std::string(is_plain ? name : quoted);
}

std::string canonical_token(const Token& token, std::string_view code) {
  if (token.kind == TokenKind::word) return core::to_lower(token.in(code));
  if (token.kind == TokenKind::quoted_name) return canonical_name(token.in(code));
  return std::string(token.in(code));
}

// Operators are several tokens: ">=" is another one than "> =".
bool wants_blank(const Token& before, const Token& after, std::string_view code) {
  if (before.kind == TokenKind::end) return false;
  const char left = before.in(code).back(), right = after.in(code).front();
  const bool are_symbols = before.kind == TokenKind::symbol && after.kind == TokenKind::symbol;
  if (are_symbols && is_operator(left) && is_operator(right)) return before.end != after.begin;
  const bool opens =
      before.kind == TokenKind::symbol && std::string_view("([.:$").find(left) != std::string_view::npos;
  const bool closes =
      after.kind == TokenKind::symbol && std::string_view(")[],.;:").find(right) != std::string_view::npos;
  return !opens && !closes;
}

constexpr std::string_view clock_pattern = "'dddd-dd-dd dd:dd:dd.dddd";

// Of a literal that begins here.
std::optional<std::chrono::sys_days> day_of_clock(std::string_view literal) {
  if (literal.size() < clock_pattern.size()) return std::nullopt;
  for (std::size_t i = 0; i < clock_pattern.size(); ++i)
    if (clock_pattern[i] == 'd' ? !core::is_digit(literal[i]) : literal[i] != clock_pattern[i])
      return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    return std::stoi(std::string(literal.substr(at, size)));
  };
  const std::chrono::year_month_day day{std::chrono::year(number(1, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(6, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(9, 2)))};
  return day.ok() ? std::optional(std::chrono::sys_days(day)) : std::nullopt;
}

bool is_of_last_year(std::chrono::sys_days day) {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return day > today - std::chrono::days(366) && day < today + std::chrono::days(2);
}

}  // namespace

std::string canonical_code(std::string_view code) {
  std::string result;
  Token before;
  for (Token token = core::next_postgres_token(code, 0); token.kind != TokenKind::end;
       token = core::next_postgres_token(code, token.end)) {
    if (core::is_comment(token.kind)) continue;
    if (wants_blank(before, token, code)) result += ' ';
    result += canonical_token(token, code);
    before = token;
  }
  if (result.ends_with(';')) result.pop_back();
  return result;
}

std::string without_clock(std::string_view expression) {
  std::string result;
  for (std::size_t at = expression.find('\''); at != std::string_view::npos; at = expression.find('\'')) {
    const std::optional<std::chrono::sys_days> day = day_of_clock(expression.substr(at));
    result += expression.substr(0, at);
    const std::size_t end = expression.find('\'', at + 1);
    if (end == std::string_view::npos) return result + std::string(expression.substr(at));
    result += day && is_of_last_year(*day) ? "'$clock'" : expression.substr(at, end + 1 - at);
    expression.remove_prefix(end + 1);
  }
  return result + std::string(expression);
}

void state_column(std::string_view column, std::string_view value, std::vector<Fact>& facts) {
  if (value.empty()) return;
  const std::size_t colon = column.find(':');
  const std::string_view form = colon == std::string_view::npos ? "" : column.substr(0, colon);
  const std::string fact(column.substr(form.empty() ? 0 : colon + 1));
  if (form == "index")
    state_index(without_clock(value), facts);
  else if (form == "code")
    facts.push_back({fact, without_clock(canonical_code(value))});
  else
    facts.push_back({fact, form == "text" || fact == "comment" ? std::string(value) : without_clock(value)});
}

}  // namespace migrate::migc
