#pragma once

// A folder that only one account can read, and that one process at a time uses. Its children can keep the
// lock (ChildStart::kept_descriptor), so that nothing else begins before the last of them has ended.

#include <functional>
#include <memory>
#include <string>

#include "platform/account.h"

namespace migrate::platform {

class ServerFolder {
 public:
  ServerFolder(const ServerFolder&) = delete;
  ServerFolder& operator=(const ServerFolder&) = delete;
  ~ServerFolder();

  // Makes the folder where it is missing, but not its parents. Nothing where the account cannot use it;
  // `problem` says why. Calls `waits` before it waits for another process.
  [[nodiscard]] static std::unique_ptr<ServerFolder> take(const std::string& path, const Account& account,
                                                          const std::function<void()>& waits,
                                                          std::string& problem);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  // Another path of it, which is short on Linux, and valid while this object lives; for processes of this
  // user only.
  [[nodiscard]] std::string short_path() const;

 private:
  ServerFolder(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  void lock(const std::function<void()>& waits) const;
  [[nodiscard]] bool is_at_path() const;

  std::string path_;
  int descriptor_;
};

}  // namespace migrate::platform
