#include "platform/server_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace migrate::platform {

namespace {

std::string last_error() {
  return std::generic_category().message(errno);
}

// What another user has made in a folder that all can write is not trusted. `folder`: open.
std::string judge(int folder, const Account& account) {
  struct stat status {};
  if (::fstat(folder, &status) != 0) return last_error();
  if (status.st_uid == ::geteuid() && ::fchown(folder, account.user, account.group) == 0)
    status.st_uid = account.user;
  if (status.st_uid != account.user) return "it belongs to another user";
  if ((status.st_mode & 0777) != 0700 && ::fchmod(folder, 0700) != 0) return last_error();
  return {};
}

// Nothing but the folder itself: no link, since another user may have made it.
int open_folder(const std::string& path) {
  return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

}  // namespace

ServerFolder::~ServerFolder() {
  ::close(descriptor_);
}

std::unique_ptr<ServerFolder> ServerFolder::take(const std::string& path, const Account& account,
                                                 const std::function<void()>& waits, std::string& problem) {
  for (;;) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) break;
    const int descriptor = open_folder(path);
    if (descriptor < 0) break;
    std::unique_ptr<ServerFolder> folder(new ServerFolder(path, descriptor));
    problem = judge(descriptor, account);
    if (problem.empty() && !can_enter(account, path))
      problem = "the user \"" + account.name + "\" cannot reach it";
    if (!problem.empty()) return nullptr;
    folder->lock(waits);
    if (folder->is_at_path()) return folder;
  }
  problem = last_error();
  return nullptr;
}

std::string ServerFolder::short_path() const {
#if defined(__linux__)
  return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor_);
#else
  return path_;
#endif
}

void ServerFolder::lock(const std::function<void()>& waits) const {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  waits();
  while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) continue;
}

// While this process waited, the other one may have removed the folder with its build tree.
bool ServerFolder::is_at_path() const {
  struct stat open {};
  struct stat named {};
  return ::fstat(descriptor_, &open) == 0 && ::lstat(path_.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

}  // namespace migrate::platform
