#include "migc/operations/json_form.h"

#include <algorithm>
#include <cstddef>

#include "migc/operations/mapping_reader.h"

namespace migrate::migc {

namespace {

constexpr int most_levels = 200;

class JsonChecker {
 public:
  explicit JsonChecker(std::string_view text) noexcept : rest_(text) {}

  bool is_whole() {
    if (!take_value(0)) return false;
    skip_blanks();
    return rest_.empty();
  }

 private:
  void skip_blanks() noexcept {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }
  bool take(std::string_view token) noexcept {
    skip_blanks();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  bool take_value(int level) {
    if (level > most_levels) return false;
    if (take("{")) return take("}") || take_list(level, "}", true);
    if (take("[")) return take("]") || take_list(level, "]", false);
    return take("true") || take("false") || take("null") || take_string() || take_number();
  }

  bool take_list(int level, std::string_view end, bool has_keys) {
    do {
      if (has_keys && !(take_string() && take(":"))) return false;
      if (!take_value(level + 1)) return false;
    } while (take(","));
    return take(end);
  }

  bool take_string() noexcept {
    if (!take("\"")) return false;
    while (!rest_.empty() && rest_.front() != '"') {
      const bool is_escape = rest_.front() == '\\';
      if (static_cast<unsigned char>(rest_.front()) < 0x20 || (is_escape && !is_right_escape())) return false;
      rest_.remove_prefix(is_escape ? 2 : 1);
    }
    return take("\"");
  }

  bool is_right_escape() const noexcept {
    if (rest_.size() < 2) return false;
    if (rest_[1] != 'u') return std::string_view("\"\\/bfnrt").find(rest_[1]) != std::string_view::npos;
    const std::string_view digits = rest_.substr(2, 4);
    return digits.size() == 4 && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  }

  bool take_number() {
    skip_blanks();
    const std::size_t size = std::min(rest_.find_first_not_of("+-.0123456789eE"), rest_.size());
    const std::string_view number = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return is_number(number);
  }

  std::string_view rest_;
};

}  // namespace

bool is_json(std::string_view text) noexcept {
  return JsonChecker(text).is_whole();
}

}  // namespace migrate::migc
