#include "core/ledger/stored_script.h"

#include <cstdint>

namespace migrate::core {

namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  const auto add_rest = [&](unsigned shift) { add(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) return add(code);
  if (code < 0x800) return add(0xc0 | code >> 6), add_rest(0);
  if (code < 0x10000) return add(0xe0 | code >> 12), add_rest(6), add_rest(0);
  add(0xf0 | code >> 18), add_rest(12), add_rest(6), add_rest(0);
}

// Takes apart what is left of the text. Once something is not as it should be, failed() stays true and
// nothing is taken any more.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool failed() const { return failed_; }
  bool is_at_end() { return skip_space(), rest_.empty(); }

  bool take(char wanted) {
    skip_space();
    if (failed_ || !rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void require(char wanted) {
    if (!take(wanted)) failed_ = true;
  }

  std::string take_string() {
    std::string text;
    require('"');
    while (!failed_ && !rest_.starts_with('"')) take_character(text);
    if (!failed_) rest_.remove_prefix(1);
    return text;
  }

 private:
  void skip_space() {
    const std::size_t end = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
  }

  char take_byte() {
    if (rest_.empty()) return failed_ = true, '\0';
    const char byte = rest_.front();
    rest_.remove_prefix(1);
    return byte;
  }

  void take_character(std::string& text) {
    const char byte = take_byte();
    if (byte != '\\') {
      text += byte;
      return;
    }
    constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    const char name = take_byte();
    if (name == 'u') return append_utf8(text, take_code_point());
    const std::size_t place = names.find(name);
    if (place == std::string_view::npos)
      failed_ = true;
    else
      text += meanings[place];
  }

  // What lies beyond 16 bits is written as two numbers.
  std::uint32_t take_code_point() {
    const std::uint32_t first = take_hex();
    if (first < 0xd800 || first > 0xdfff) return first;
    if (take_byte() != '\\' || take_byte() != 'u') failed_ = true;
    const std::uint32_t second = take_hex();
    if (first > 0xdbff || second < 0xdc00 || second > 0xdfff) failed_ = true;
    return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
  }

  std::uint32_t take_hex() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const std::size_t place = std::string_view("0123456789abcdefABCDEF").find(take_byte());
      if (place == std::string_view::npos) failed_ = true;
      value = value << 4 | static_cast<std::uint32_t>((place < 16 ? place : place - 6) & 15);
    }
    return value;
  }

  std::string_view rest_;
  bool failed_ = false;
};

StoredItem take_item(Reader& reader) {
  reader.require('{');
  const std::string kind = reader.take_string();
  reader.require(':');
  StoredItem item{kind == "call", reader.take_string()};
  // Whatever else an item may hold one day, this program could not run it.
  reader.require(item.is_call || kind == "sql" ? '}' : '\0');
  return item;
}

}  // namespace

std::optional<std::vector<StoredItem>> parse_stored_script(std::string_view json) {
  Reader reader(json);
  std::vector<StoredItem> items;
  reader.require('[');
  if (!reader.take(']')) {
    do items.push_back(take_item(reader));
    while (reader.take(','));
    reader.require(']');
  }
  if (reader.failed() || !reader.is_at_end()) return std::nullopt;
  return items;
}

}  // namespace migrate::core
