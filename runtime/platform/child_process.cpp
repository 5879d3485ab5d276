#include "platform/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <cstdlib>
#include <thread>
#include <utility>

namespace migrate::platform {

namespace {

int number_of(Signal signal) {
  switch (signal) {
    case Signal::interrupt:
      return SIGINT;
    case Signal::quit:
      return SIGQUIT;
    case Signal::kill:
      break;
  }
  return SIGKILL;
}

bool redirect(const std::string& log) {
  const int in = ::open("/dev/null", O_RDONLY);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_TRUNC | O_NOFOLLOW, 0600);
  return ::dup2(in, 0) == 0 && ::dup2(out, 1) == 1 && ::dup2(out, 2) == 2;
}

// Other systems have no such signal: there a child outlives a parent that is killed.
bool end_with_parent(pid_t parent) {
#if defined(__linux__)
  if (::prctl(PR_SET_PDEATHSIG, SIGQUIT) != 0) return false;
#endif
  return ::getppid() == parent;
}

// Between fork and exec. A change of the user makes the kernel forget the signal for the parent's end, so
// that is asked for afterwards; and the parent may have ended before.
[[noreturn]] void run(const ChildStart& start, char* const* arguments, pid_t parent) {
  ::setsid();
  ::umask(077);
  for (const std::string& variable : start.environment) ::putenv(const_cast<char*>(variable.c_str()));
  const bool is_ready = (!start.account || become(*start.account)) && ::chdir("/") == 0 &&
                        redirect(start.log) && end_with_parent(parent);
  if (start.kept_descriptor >= 0) ::fcntl(start.kept_descriptor, F_SETFD, 0);
  if (is_ready) ::execvp(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const ChildStart& start) {
  std::vector<char*> arguments;
  for (const std::string& word : start.command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ == 0) run(start, arguments.data(), parent);
}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(process_, other.process_);
  std::swap(status_, other.status_);
  return *this;
}

int ChildProcess::end(Signal signal) {
  send(signal);
  return wait();
}

int ChildProcess::wait() {
  while (process_ > 0 && ::waitpid(process_, &status_, 0) < 0 && errno == EINTR) continue;
  process_ = -1;
  return status_;
}

void ChildProcess::send(Signal signal) const noexcept {
  if (process_ > 0) ::kill(process_, number_of(signal));
}

bool ChildProcess::ends_within(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  for (;;) {
    if (process_ <= 0) return true;
    if (::waitpid(process_, &status_, WNOHANG) == process_) process_ = -1;
    if (process_ > 0 && std::chrono::steady_clock::now() >= end) return false;
    if (process_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace migrate::platform
