#include "migc/folder/source_file.h"

#include <algorithm>
#include <utility>

namespace migrate::migc {

namespace {

std::vector<std::size_t> find_line_starts(std::string_view bytes) {
  std::vector<std::size_t> starts;
  starts.reserve(static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1);
  starts.push_back(0);
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1))
    starts.push_back(end + 1);
  return starts;
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string name, std::string bytes)
    : path_(std::move(path)),
      name_(std::move(name)),
      bytes_(std::move(bytes)),
      line_starts_(find_line_starts(bytes_)) {}

Position SourceFile::position(std::size_t offset) const noexcept {
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return {static_cast<std::size_t>(next - line_starts_.begin()), offset - *(next - 1) + 1};
}

std::string_view SourceFile::line_text(std::size_t line) const noexcept {
  const std::size_t begin = line_starts_[line - 1];
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : bytes_.size();
  std::string_view text = bytes().substr(begin, end - begin);
  if (line < line_starts_.size() && text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string with_lf(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t crlf = std::min(text.find("\r\n", begin), text.size());
    result.append(text, begin, crlf - begin);
    begin = crlf + (crlf < text.size() ? 1 : 0);
  }
  return result;
}

}  // namespace migrate::migc
