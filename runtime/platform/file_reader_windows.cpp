#include <algorithm>

#include "platform/file_reader.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

constexpr DWORD everyone = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

// A device such as NUL or COM1 has a name in every folder, and a pipe may be at the end of a path.
FileState state_of(HANDLE file, SymbolicLinks links, std::size_t limit, std::uint64_t& size) {
  BY_HANDLE_FILE_INFORMATION found{};
  if (GetFileType(file) != FILE_TYPE_DISK || GetFileInformationByHandle(file, &found) == 0)
    return FileState::not_regular;
  const auto has = [&found](DWORD attribute) { return (found.dwFileAttributes & attribute) != 0; };
  if (links == SymbolicLinks::refuse && has(FILE_ATTRIBUTE_REPARSE_POINT)) return FileState::symbolic_link;
  if (has(FILE_ATTRIBUTE_DIRECTORY)) return FileState::directory;
  size = static_cast<std::uint64_t>(found.nFileSizeHigh) << 32 | found.nFileSizeLow;
  return size > limit ? FileState::too_big : FileState::read;
}

FileContent unreadable(DWORD error) {
  if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) return {.state = FileState::missing};
  return {.state = FileState::unreadable, .error = error_of(error)};
}

// At most `size` bytes, fewer when the file has become shorter.
FileContent read_bytes(HANDLE file, std::size_t size) {
  constexpr std::size_t most_at_once = 1 << 30;
  FileContent content{.state = FileState::read, .bytes = std::string(size, '\0'), .size = size};
  std::size_t done = 0;
  while (done < size) {
    DWORD count = 0;
    const DWORD wanted = static_cast<DWORD>(std::min(size - done, most_at_once));
    if (ReadFile(file, content.bytes.data() + done, wanted, &count, nullptr) == 0)
      return unreadable(GetLastError());
    if (count == 0) break;
    done += count;
  }
  content.bytes.resize(done);
  return content;
}

}  // namespace

FileContent read_file(const std::string& path, SymbolicLinks links, std::size_t limit) {
  // Backup semantics open folders as well, so that what is one can be told.
  const DWORD no_follow = links == SymbolicLinks::refuse ? FILE_FLAG_OPEN_REPARSE_POINT : 0;
  const Handle file(CreateFileW(to_wide(path).c_str(), GENERIC_READ, everyone, nullptr, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS | no_follow, nullptr));
  if (!file.is_open()) return unreadable(GetLastError());
  std::uint64_t size = 0;
  const FileState state = state_of(file.get(), links, limit, size);
  if (state != FileState::read) return {.state = state, .size = size};
  return read_bytes(file.get(), static_cast<std::size_t>(size));
}

}  // namespace migrate::platform
