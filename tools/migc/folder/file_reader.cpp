#include "migc/folder/file_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace migrate::migc {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (is_open()) ::close(number_);
  }
  bool is_open() const noexcept { return number_ >= 0; }
  int number() const noexcept { return number_; }

 private:
  int number_;
};

FileState state_of(const struct stat& status) {
  if (S_ISLNK(status.st_mode)) return FileState::symbolic_link;
  if (S_ISDIR(status.st_mode)) return FileState::directory;
  if (!S_ISREG(status.st_mode)) return FileState::not_regular;
  return static_cast<std::uint64_t>(status.st_size) > file_size_limit ? FileState::too_big : FileState::read;
}

FileContent unreadable(int error) {
  return {.state = FileState::unreadable, .error = error};
}

// Why the file could not be opened: what it is says more than the error, which is an odd one for links and
// sockets.
FileContent explain_failed_open(int error, int directory, const std::string& name, SymbolicLinks links) {
  const int flags = links == SymbolicLinks::refuse ? AT_SYMLINK_NOFOLLOW : 0;
  struct stat status {};
  if (::fstatat(directory, name.c_str(), &status, flags) != 0)
    return errno == ENOENT ? FileContent{.state = FileState::missing} : unreadable(error);
  const FileState state = state_of(status);
  return state == FileState::read || state == FileState::too_big ? unreadable(error)
                                                                 : FileContent{.state = state};
}

// At most `size` bytes, fewer when the file has become shorter.
FileContent read_bytes(int file, std::size_t size) {
  FileContent content{.state = FileState::read, .bytes = std::string(size, '\0'), .size = size};
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::read(file, content.bytes.data() + done, size - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  content.bytes.resize(done);
  return content;
}

}  // namespace

FileContent read_file(int directory, const std::string& name, SymbolicLinks links) {
  const int no_follow = links == SymbolicLinks::refuse ? O_NOFOLLOW : 0;
  const Descriptor file(
      ::openat(directory, name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | no_follow));
  if (!file.is_open()) return explain_failed_open(errno, directory, name, links);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return unreadable(errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const FileState state = state_of(status);
  if (state != FileState::read) return {.state = state, .size = size};
  return read_bytes(file.number(), size);
}

std::string describe(const FileContent& content, const std::string& kind) {
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
      return fmt::format("cannot be read: {}", system_message(content.error));
    case FileState::not_regular:
    case FileState::read:
      break;
  }
  return "is empty or not a regular file";
}

std::string system_message(int error) {
  return std::generic_category().message(error);
}

}  // namespace migrate::migc
