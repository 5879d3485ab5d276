#pragma once

// For the other files of this folder, and only where signals are those of POSIX.

#include <signal.h>

namespace migrate::platform {

// The disposition of one signal for a while. A signal that is ignored stays ignored.
class ScopedSignal {
 public:
  ScopedSignal(int number, void (*handler)(int));
  ScopedSignal(const ScopedSignal&) = delete;
  ScopedSignal& operator=(const ScopedSignal&) = delete;
  ~ScopedSignal();

 private:
  int number_;
  struct sigaction before_ {};
};

}  // namespace migrate::platform
