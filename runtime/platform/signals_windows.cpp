// Windows tells a program of Ctrl-C in a thread of its own. The end of the console, of the session and of the
// system come the same way, and the process ends as soon as the handler returns, or after some seconds: so it
// waits for the run to be rolled back.

#include <new>

#include "platform/signals.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

std::atomic<bool> stopped{false};
HANDLE guard_is_over = nullptr;  // an event; there is one guard at a time

bool ends_process(DWORD event) {
  return event == CTRL_CLOSE_EVENT || event == CTRL_LOGOFF_EVENT || event == CTRL_SHUTDOWN_EVENT;
}

// The second Ctrl-C ends the process with the code that Windows gives it where there is no handler.
BOOL WINAPI stop_once(DWORD event) {
  if (stopped.exchange(true) && !ends_process(event)) ExitProcess(STATUS_CONTROL_C_EXIT);
  if (ends_process(event)) WaitForSingleObject(guard_is_over, INFINITE);
  return TRUE;
}

}  // namespace

struct InterruptGuard::Handlers {
  Handlers() {
    guard_is_over = over.get();
    SetConsoleCtrlHandler(stop_once, TRUE);
  }
  Handlers(const Handlers&) = delete;
  Handlers& operator=(const Handlers&) = delete;
  ~Handlers() {
    SetEvent(over.get());
    SetConsoleCtrlHandler(stop_once, FALSE);
  }

  Handle over{CreateEventW(nullptr, TRUE, FALSE, nullptr)};
};

InterruptGuard::InterruptGuard() {
  stopped = false;
  handlers_ = std::make_unique<Handlers>();
}

InterruptGuard::~InterruptGuard() = default;

const std::atomic<bool>* InterruptGuard::stop() const {
  return &stopped;
}

// A write that fails is nothing but that.
struct FailedWriteGuard::Handlers {};

FailedWriteGuard::FailedWriteGuard() = default;

FailedWriteGuard::~FailedWriteGuard() = default;

}  // namespace migrate::platform
