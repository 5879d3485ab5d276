#include "migc/folder/source_bytes.h"

#include <fmt/format.h>

namespace migrate::migc {

platform::FileContent read_file(const std::string& path, platform::SymbolicLinks links) {
  return platform::read_file(path, links, file_size_limit);
}

std::string describe(const platform::FileContent& content, const std::string& kind) {
  using platform::FileState;
  switch (content.state) {
    case FileState::missing:
      return "does not exist";
    case FileState::symbolic_link:
      return "is a symbolic link; put the file itself here";
    case FileState::directory:
      return "is a directory";
    case FileState::too_big:
      return fmt::format("has {} bytes; {} may have {} at most", content.size, kind, file_size_limit);
    case FileState::unreadable:
      return fmt::format("cannot be read: {}", content.error.message());
    case FileState::not_regular:
    case FileState::read:
      break;
  }
  return "is empty or not a regular file";
}

}  // namespace migrate::migc
