#include "platform/account.h"

#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace migrate::platform {

std::optional<Account> account_for_servers() {
  const passwd* user = nullptr;
  if (::geteuid() != 0)
    user = ::getpwuid(::geteuid());
  else if (user = ::getpwnam("postgres"); user == nullptr)
    user = ::getpwnam("nobody");
  if (user == nullptr) return std::nullopt;
  return Account{user->pw_name, user->pw_uid, user->pw_gid};
}

bool become(const Account& account) noexcept {
  if (::geteuid() == account.user) return true;
  return ::setgroups(0, nullptr) == 0 && ::setgid(account.group) == 0 && ::setuid(account.user) == 0;
}

bool can_enter(const Account& account, const std::string& folder) {
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(become(account) && ::chdir(folder.c_str()) == 0 && ::access(".", W_OK) == 0 ? 0 : 1);
  int status = -1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status == 0;
}

}  // namespace migrate::platform
