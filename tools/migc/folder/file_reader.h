#pragma once

// Reads whole files, but never waits for one and never reads more than it was told to: a FIFO, a device or a
// file of some gigabytes in a migrations folder is an error with a name.

#include <cstddef>
#include <cstdint>
#include <string>

namespace migrate::migc {

inline constexpr std::size_t file_size_limit = 8'388'608;

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
  std::uint64_t size = 0;  // what the file system says
  int error = 0;           // errno, when the file is unreadable
};

enum class SymbolicLinks : bool { refuse, follow };

// `directory`: an open directory that `name` is relative to, or AT_FDCWD.
[[nodiscard]] FileContent read_file(int directory, const std::string& name, SymbolicLinks links);

// What is wrong with a file that was not read; `kind` is what it should have been: "a revision".
// REQUIRES: the state is not `read`.
[[nodiscard]] std::string describe(const FileContent& content, const std::string& kind);

// The system's text for an errno.
[[nodiscard]] std::string system_message(int error);

}  // namespace migrate::migc
