#include "sqlite/test_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace migrate::testing {

namespace {

[[noreturn]] void throw_last_error() {
  throw std::system_error(errno, std::generic_category());
}

}  // namespace

std::filesystem::path make_unique_folder(const std::filesystem::path& parent, std::string_view prefix) {
  std::string name = (parent / prefix).native() + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw_last_error();
  return name;
}

std::uint64_t own_process_id() noexcept {
  return static_cast<std::uint64_t>(::getpid());
}

void FileLock::take_new(const std::filesystem::path& file) {
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0 || ::flock(static_cast<int>(file_), LOCK_EX) != 0) throw_last_error();
}

bool FileLock::take_existing(const std::filesystem::path& file) noexcept {
  file_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  return file_ >= 0 && ::flock(static_cast<int>(file_), LOCK_EX | LOCK_NB) == 0;
}

void FileLock::release() noexcept {
  if (file_ >= 0) ::close(static_cast<int>(file_));
  file_ = -1;
}

}  // namespace migrate::testing
