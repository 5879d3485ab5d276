#include "support/failing_allocations.h"

#include <errno.h>

#include <cstddef>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void __libc_free(void* block);
}

namespace migrate::testing {

namespace {

bool counts = false;
long calls = 0;
long failing_call = 0;
Failing mode = Failing::once;
long blocks = 0;

bool fails() {
  if (!counts) return false;
  const long call = ++calls;
  if (failing_call == 0 || call < failing_call || (mode == Failing::once && call > failing_call))
    return false;
  errno = ENOMEM;
  return true;
}

void* counted(void* block) {
  if (block != nullptr) ++blocks;
  return block;
}

}  // namespace

void fail_allocation(long number, Failing failing) {
  calls = 0;
  failing_call = number;
  mode = failing;
  counts = true;
}

long stop_failing() {
  counts = false;
  return calls;
}

long allocated_blocks() {
  return blocks;
}

}  // namespace migrate::testing

extern "C" {

void* malloc(std::size_t size) {
  return migrate::testing::fails() ? nullptr : migrate::testing::counted(__libc_malloc(size));
}

void* calloc(std::size_t count, std::size_t size) {
  return migrate::testing::fails() ? nullptr : migrate::testing::counted(__libc_calloc(count, size));
}

void* realloc(void* block, std::size_t size) {
  if (migrate::testing::fails()) return nullptr;
  void* const moved = __libc_realloc(block, size);
  if (block == nullptr) return migrate::testing::counted(moved);
  if (moved == nullptr && size == 0) --migrate::testing::blocks;
  return moved;
}

void free(void* block) {
  if (block != nullptr) --migrate::testing::blocks;
  __libc_free(block);
}
}
