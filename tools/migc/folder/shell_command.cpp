#include "migc/folder/shell_command.h"

#include <fmt/format.h>

namespace migrate::migc {

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+-:@%,=";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
  std::string word = "'";
  for (const char c : text) c == '\'' ? word += "'\\''" : word += c;
  return word += '\'';
}

std::string migc_call(std::string_view dir, std::string_view command) {
  return fmt::format("migc --dir {} {}", shell_word(dir), command);
}

}  // namespace migrate::migc
