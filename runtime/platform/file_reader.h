#pragma once

// Reads whole files, but never waits for one and never reads more than it was told to: a FIFO, a device or a
// file of some gigabytes in a migrations folder is an error with a name.

#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>

namespace migrate::platform {

enum class FileState : std::uint8_t {
  read,
  missing,
  symbolic_link,
  directory,
  not_regular,
  too_big,
  unreadable
};

struct FileContent {
  FileState state = FileState::unreadable;
  std::string bytes = {};
  std::uint64_t size = 0;      // what the file system says
  std::error_code error = {};  // when the file is unreadable
};

enum class SymbolicLinks : bool { refuse, follow };

// A file of more than `limit` bytes is not read. Links among the folders of the path are always followed.
[[nodiscard]] FileContent read_file(const std::string& path, SymbolicLinks links, std::size_t limit);

}  // namespace migrate::platform
