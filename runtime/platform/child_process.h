#pragma once

// A program that runs beside this one, and ends with it, however that ends.
//
//     ChildProcess server({.command = {"/usr/bin/postgres", "-D", data}, .account = account, .log = log});
//     server.end(Signal::interrupt);
//
// The kernel ends it when the thread ends that made it, so that should be the main thread.

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/account.h"

namespace migrate::platform {

struct ChildStart {
  std::vector<std::string> command;           // looked up in the PATH where it has no slash
  std::vector<std::string> environment = {};  // "NAME=VALUE", beside what this process has
  std::optional<Account> account = {};        // nothing: that of this process
  std::string log;                            // gets what the child writes; made again, by the account
  int kept_descriptor = -1;                   // open in the child as well
};

enum class Signal : std::uint8_t { interrupt, quit, kill };

class ChildProcess {
 public:
  ChildProcess() = default;
  // In the folder / and in a session of its own, so that no Ctrl-C reaches it. A command that cannot be run
  // ends with 127.
  explicit ChildProcess(const ChildStart& start);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess() { end(Signal::kill); }

  // Both wait, and return the status as waitpid() has it: 0 is success.
  int end(Signal signal);
  int wait();

  void send(Signal signal) const noexcept;
  // Waits no longer than that. A child that was never started has ended.
  [[nodiscard]] bool ends_within(std::chrono::milliseconds time);

 private:
  pid_t process_ = -1;
  int status_ = -1;
};

}  // namespace migrate::platform
