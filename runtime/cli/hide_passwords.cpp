#include "cli/hide_passwords.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "core/text/redact.h"

namespace migrate::cli {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view word = "password";

struct Part {
  std::size_t begin;
  std::size_t end;
};

bool is_same_letter(char left, char right) {
  return std::tolower(static_cast<unsigned char>(left)) == right;
}

// After the next time that the word appears; all of the text when it does not.
std::size_t find_end_of_word(std::string_view text) {
  const auto found = std::search(text.begin(), text.end(), word.begin(), word.end(), is_same_letter);
  return found == text.end() ? text.size() : static_cast<std::size_t>(found - text.begin()) + word.size();
}

// A quote inside is written twice, or after a backslash where those count.
std::size_t find_end_of_string(std::string_view text, std::size_t begin, bool has_escapes) {
  std::size_t at = begin;
  while (at < text.size()) {
    const bool is_pair = text.substr(at, 2) == "''" || (has_escapes && text[at] == '\\');
    if (!is_pair && text[at] == '\'') break;
    at += is_pair ? 2 : 1;
  }
  return std::min(at, text.size());
}

std::optional<Part> find_secret(std::string_view behind_word) {
  std::size_t at = std::min(behind_word.find_first_not_of(blanks), behind_word.size());
  const bool is_assigned = behind_word.substr(at, 1) == "=";
  if (is_assigned) at = std::min(behind_word.find_first_not_of(blanks, at + 1), behind_word.size());
  const bool has_escapes = behind_word.substr(at, 2) == "E'" || behind_word.substr(at, 2) == "e'";
  if (has_escapes) ++at;
  if (behind_word.substr(at, 1) == "'")
    return Part{at + 1, find_end_of_string(behind_word, at + 1, has_escapes)};
  if (!is_assigned) return std::nullopt;
  return Part{at, std::min(behind_word.find_first_of(" \t\r\n',;)", at), behind_word.size())};
}

}  // namespace

std::string hide_passwords(std::string_view statement) {
  std::string shown;
  while (!statement.empty()) {
    const std::size_t end = find_end_of_word(statement);
    shown += statement.substr(0, end);
    statement.remove_prefix(end);
    const std::optional<Part> secret = find_secret(statement);
    if (!secret) continue;
    shown += statement.substr(0, secret->begin);
    shown += core::mask;
    statement.remove_prefix(secret->end);
  }
  return shown;
}

}  // namespace migrate::cli
