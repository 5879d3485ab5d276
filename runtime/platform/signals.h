#pragma once

// What reaches a process from outside while a command runs. The handlers that the program had before are
// restored at the end.

#include <atomic>
#include <memory>

namespace migrate::platform {

// The first Ctrl-C, SIGINT or SIGTERM sets stop(), so that the run rolls back and ends by itself; the next
// one ends the process as if no handler were there. A signal that the process was started to ignore stays
// ignored. There can be one guard at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();

  const std::atomic<bool>* stop() const;

 private:
  struct Handlers;
  std::unique_ptr<Handlers> handlers_;
};

// A reader that goes away, or a file that reaches the process's size limit, makes a write fail instead of
// ending the process.
class FailedWriteGuard {
 public:
  FailedWriteGuard();
  FailedWriteGuard(const FailedWriteGuard&) = delete;
  FailedWriteGuard& operator=(const FailedWriteGuard&) = delete;
  ~FailedWriteGuard();

 private:
  struct Handlers;
  std::unique_ptr<Handlers> handlers_;
};

}  // namespace migrate::platform
