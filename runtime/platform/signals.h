#pragma once

// Signals while a command runs. The handlers that the program had before are restored at the end.

#include <signal.h>

#include <atomic>

namespace migrate::platform {

// The disposition of one signal for a while.
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

// The first SIGINT or SIGTERM sets stop(), so that the run rolls back and ends by itself; the next one ends
// the process as if no signal had come. A signal that the process was started to ignore stays ignored. There
// can be one at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  const std::atomic<bool>* stop() const;

 private:
  ScopedSignal interrupt_;
  ScopedSignal terminate_;
};

// A reader that goes away, or a file that reaches the process's size limit, makes a write fail instead of
// ending the process.
class FailedWriteGuard {
 public:
  FailedWriteGuard() : pipe_(SIGPIPE, SIG_IGN), size_limit_(SIGXFSZ, SIG_IGN) {}

 private:
  ScopedSignal pipe_;
  ScopedSignal size_limit_;
};

}  // namespace migrate::platform
