#include "migc/folder/header_bytes.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "core/text/utf8.h"
#include "migc/folder/key_lines.h"

namespace migrate::migc {

namespace {

constexpr std::size_t header_limit = 8192;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct ByteMistake {
  std::size_t offset;
  std::string message;
};

std::size_t find_lone_carriage_return(std::string_view bytes) {
  std::size_t offset = bytes.find('\r');
  while (offset != std::string_view::npos && offset + 1 < bytes.size() && bytes[offset + 1] == '\n')
    offset = bytes.find('\r', offset + 2);
  return offset;
}

struct ByteRule {
  std::size_t (*find)(std::string_view bytes);
  std::string_view message;
};

constexpr ByteRule byte_rules[] = {
    {[](std::string_view bytes) { return bytes.find('\0'); }, "NUL byte"},
    {find_lone_carriage_return, "carriage return without line feed"},
    {core::find_invalid_utf8, "invalid UTF-8"},
};

// What is wrong with a file before any line is read: the first of all mistakes that keep the header from
// being read, or else the first one after the header.
struct ByteFindings {
  std::optional<ByteMistake> in_header;
  std::optional<ByteMistake> in_body;
};

ByteFindings find_byte_mistakes(std::string_view bytes, std::size_t header_end) {
  ByteFindings findings;
  for (const ByteRule& rule : byte_rules) {
    const std::size_t offset = rule.find(bytes);
    if (offset == std::string_view::npos) continue;
    const bool is_nul = bytes[offset] == '\0';
    std::optional<ByteMistake>& finding =
        offset < (is_nul ? header_limit : header_end) ? findings.in_header : findings.in_body;
    if (!finding) finding = {offset, fmt::format("{} at offset {}", rule.message, offset)};
  }
  return findings;
}

// The offset after the empty line; nothing when there is none in time.
std::optional<std::size_t> find_header_end(std::string_view bytes, std::size_t begin) {
  const std::string_view head = bytes.substr(0, header_limit);
  for (std::size_t end = head.find('\n', begin); end != std::string_view::npos;
       end = head.find('\n', begin)) {
    std::string_view line = head.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    begin = end + 1;
    if (without_trailing_blanks(line).empty()) return begin;
  }
  return std::nullopt;
}

// A caret would say no more than the offset does, and the line may not be fit to be shown.
void report(const SourceFile& file, std::size_t line, std::string message, Diagnostics& diagnostics) {
  diagnostics.add({file.path(), line, 0, std::move(message), {}, {}});
}

void report(const SourceFile& file, ByteMistake mistake, Diagnostics& diagnostics) {
  report(file, file.position(mistake.offset).line, std::move(mistake.message), diagnostics);
}

}  // namespace

std::optional<HeaderBytes> find_header(const SourceFile& file, Diagnostics& diagnostics) {
  const std::string_view bytes = file.bytes();
  const std::size_t begin = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  if (begin > 0)
    report(file, 1, "byte order mark at offset 0; save the file as UTF-8 without it", diagnostics);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    report(file, 1, "UTF-16 at offset 0; save the file as UTF-8", diagnostics);
    return std::nullopt;
  }
  const std::optional<std::size_t> end = find_header_end(bytes, begin);
  const ByteFindings findings = find_byte_mistakes(bytes, end.value_or(header_limit));
  if (findings.in_header) {
    report(file, *findings.in_header, diagnostics);
    return std::nullopt;
  }
  if (!end) {
    report(file, 1, fmt::format("the header does not end with an empty line within {} bytes", header_limit),
           diagnostics);
    return std::nullopt;
  }
  if (findings.in_body) report(file, *findings.in_body, diagnostics);
  return HeaderBytes{begin, *end, !findings.in_body};
}

}  // namespace migrate::migc
