// Counts what reading a chain takes from the heap. It is a program's way to look whether there is something
// to do.

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "core/chains.h"

namespace {

std::size_t allocations = 0;

}  // namespace

// Inlined, the pair looks to the compiler like memory of one kind that is freed as another.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace migrate {
namespace {

std::size_t bytes_to_read(const Chain& chain) {
  std::size_t bytes = 0;
  for (const Revision revision : chain) {
    bytes += revision.id().size() + revision.message().size() + revision.chain_digest(Dialect::sqlite).size();
    bytes +=
        revision.parents().size() + revision.children().size() + revision.upgrade(Dialect::sqlite).size();
    for (std::size_t i = 0; i < revision.label_count(); ++i) bytes += revision.label(i).size();
  }
  return bytes;
}

TEST(Chain, IsReadWithoutAllocation) {
  const core::OwnedChain owned =
      testing::chain_of({{"abcd"}, {"abce", {"abcd"}, {}, {"billing"}}, {"abcf", {"abce"}, {"abcd"}}});
  const Chain& chain = owned.chain();
  const std::size_t before = allocations;
  EXPECT_GT(bytes_to_read(chain), 0u);
  EXPECT_EQ(chain.find_revision("abce"), chain.find_label("billing"));
  EXPECT_EQ(chain.find_prefix("abc").size(), 3u);
  EXPECT_EQ(allocations - before, 0u);
}

}  // namespace
}  // namespace migrate
