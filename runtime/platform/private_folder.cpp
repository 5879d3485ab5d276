#include "platform/private_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace migrate::platform {

bool is_private_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return false;
  struct stat status {};
  const bool is_own = ::fstat(folder, &status) == 0 && status.st_uid == ::geteuid();
  const bool is_private = is_own && ((status.st_mode & 0777) == 0700 || ::fchmod(folder, 0700) == 0);
  ::close(folder);
  return is_private;
}

bool make_private_folder(const std::string& path) {
  return (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) && is_private_folder(path);
}

}  // namespace migrate::platform
