#pragma once

// The user that a server of ours runs as. A database server refuses to run as root, so a process of root's
// gives its server to another user.

#include <sys/types.h>

#include <optional>
#include <string>

namespace migrate::platform {

struct Account {
  std::string name;
  uid_t user;
  gid_t group;
};

// This process's own; from root "postgres", or else "nobody". Nothing where these do not exist.
[[nodiscard]] std::optional<Account> account_for_servers();

// Whether the account can work in the folder, which its parents may prevent.
[[nodiscard]] bool can_enter(const Account& account, const std::string& folder);

// Only in a child process before exec: it cannot be undone. Says whether it worked.
[[nodiscard]] bool become(const Account& account) noexcept;

}  // namespace migrate::platform
