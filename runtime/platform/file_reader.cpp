#include "platform/file_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace migrate::platform {

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

FileState state_of(const struct stat& status, std::size_t limit) {
  if (S_ISLNK(status.st_mode)) return FileState::symbolic_link;
  if (S_ISDIR(status.st_mode)) return FileState::directory;
  if (!S_ISREG(status.st_mode)) return FileState::not_regular;
  return static_cast<std::uint64_t>(status.st_size) > limit ? FileState::too_big : FileState::read;
}

FileContent unreadable(int error) {
  return {.state = FileState::unreadable, .error = {error, std::generic_category()}};
}

// Why the file could not be opened: what it is says more than the error, which is an odd one for links and
// sockets.
FileContent explain_failed_open(int error, const std::string& path, SymbolicLinks links) {
  const auto look = links == SymbolicLinks::refuse ? ::lstat : ::stat;
  struct stat status {};
  if (look(path.c_str(), &status) != 0)
    return errno == ENOENT ? FileContent{.state = FileState::missing} : unreadable(error);
  return S_ISREG(status.st_mode) ? unreadable(error) : FileContent{.state = state_of(status, 0)};
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

FileContent read_file(const std::string& path, SymbolicLinks links, std::size_t limit) {
  const int no_follow = links == SymbolicLinks::refuse ? O_NOFOLLOW : 0;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | no_follow));
  if (!file.is_open()) return explain_failed_open(errno, path, links);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return unreadable(errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const FileState state = state_of(status, limit);
  if (state != FileState::read) return {.state = state, .size = size};
  return read_bytes(file.number(), size);
}

}  // namespace migrate::platform
