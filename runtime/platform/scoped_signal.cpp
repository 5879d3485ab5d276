#include "platform/scoped_signal.h"

namespace migrate::platform {

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

}  // namespace migrate::platform
