#include "platform/signals.h"

#include <new>

#include "platform/scoped_signal.h"

namespace migrate::platform {

namespace {

std::atomic<bool> stopped{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void set_default(int number) {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  sigaction(number, &action, nullptr);
}

// Calls only what POSIX allows in a handler.
void stop_once(int) {
  stopped = true;
  set_default(SIGINT);
  set_default(SIGTERM);
}

}  // namespace

struct InterruptGuard::Handlers {
  ScopedSignal interrupt{SIGINT, stop_once};
  ScopedSignal terminate{SIGTERM, stop_once};
};

InterruptGuard::InterruptGuard() {
  stopped = false;
  handlers_ = std::make_unique<Handlers>();
}

InterruptGuard::~InterruptGuard() = default;

const std::atomic<bool>* InterruptGuard::stop() const {
  return &stopped;
}

struct FailedWriteGuard::Handlers {
  ScopedSignal pipe{SIGPIPE, SIG_IGN};
  ScopedSignal size_limit{SIGXFSZ, SIG_IGN};
};

// Without memory the command that follows fails by itself.
FailedWriteGuard::FailedWriteGuard() : handlers_(new (std::nothrow) Handlers) {}

FailedWriteGuard::~FailedWriteGuard() = default;

}  // namespace migrate::platform
