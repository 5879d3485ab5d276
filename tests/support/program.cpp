#include "support/program.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "migrate/error.h"

namespace migrate::testing {

namespace {

int run(const std::function<void()>& work) {
  try {
    work();
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_code(error.kind());
  }
}

}  // namespace

// Nothing of the test is cleaned up in its copy.
Program::Program(const std::function<void()>& work) : process_(fork()) {
  if (process_ == 0) _exit(run(work));
}

Program::~Program() {
  if (is_over_) return;
  kill(process_, SIGKILL);
  wait();
}

int Program::wait() {
  int status = 0;
  waitpid(process_, &status, 0);
  is_over_ = true;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace migrate::testing
