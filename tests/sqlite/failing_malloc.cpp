// Preloaded into a program, lets one of its allocations fail, counted from the beginning of main(): the
// FAILING_MALLOC-th, or with FAILING_MALLOC_FROM that one and all after it. With neither, the number of
// allocations goes to stderr at the end. For glibc.

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
}

namespace {

using Main = int (*)(int, char**, char**);

Main real_main;
std::atomic<long> calls{0};
std::atomic<bool> counts{false};
long failing = 0;
long failing_from = 0;

long number_in(const char* variable) {
  const char* text = getenv(variable);
  return text == nullptr ? 0 : atol(text);
}

bool fails() {
  if (!counts) return false;
  const long call = ++calls;
  if (call != failing && (failing_from == 0 || call < failing_from)) return false;
  errno = ENOMEM;
  return true;
}

void print_calls() {
  char line[32];
  const int size = std::snprintf(line, sizeof line, "%ld\n", calls.load());
  if (::write(STDERR_FILENO, line, static_cast<std::size_t>(size)) < 0) return;
}

int counted_main(int argc, char** argv, char** environment) {
  failing = number_in("FAILING_MALLOC");
  failing_from = number_in("FAILING_MALLOC_FROM");
  counts = true;
  const int code = real_main(argc, argv, environment);
  counts = false;
  if (failing == 0 && failing_from == 0) print_calls();
  return code;
}

}  // namespace

extern "C" {
void* malloc(std::size_t size) {
  return fails() ? nullptr : __libc_malloc(size);
}
void* realloc(void* block, std::size_t size) {
  return fails() ? nullptr : __libc_realloc(block, size);
}
void* calloc(std::size_t count, std::size_t size) {
  return fails() ? nullptr : __libc_calloc(count, size);
}

int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(), void (*loader_fini)(),
                      void* stack_end) {
  real_main = main;
  const auto start = reinterpret_cast<decltype(&__libc_start_main)>(dlsym(RTLD_NEXT, "__libc_start_main"));
  return start(&counted_main, argc, argv, init, fini, loader_fini, stack_end);
}
}
