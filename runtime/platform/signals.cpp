#include "platform/signals.h"

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

// Calls that a signal interrupts start again: drivers are not prepared for less, and the flag stops them.
ScopedSignal::ScopedSignal(int number, void (*handler)(int)) : number_(number) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, &before_);
  if (before_.sa_handler == SIG_IGN) sigaction(number, &before_, nullptr);
}

ScopedSignal::~ScopedSignal() {
  sigaction(number_, &before_, nullptr);
}

InterruptGuard::InterruptGuard()
    : interrupt_((stopped = false, SIGINT), stop_once), terminate_(SIGTERM, stop_once) {}

const std::atomic<bool>* InterruptGuard::stop() const {
  return &stopped;
}

}  // namespace migrate::platform
