// Prints how many blocks of memory were allocated before main, and fails when looking at the chain allocates
// any.

#include <migrate/generated.h>

#include <cstddef>
#include <cstdio>

namespace big::inline MIGRATE_FORMAT {
const migrate::Chain& revisions() noexcept;
}

extern "C" void* __libc_malloc(std::size_t size);

namespace {

std::size_t blocks = 0;

}  // namespace

// Takes the place of the C library's, which operator new calls, too.
extern "C" void* malloc(std::size_t size) {
  ++blocks;
  return __libc_malloc(size);
}

namespace {

std::size_t read_everything(const migrate::Chain& chain) {
  std::size_t bytes = 0;
  for (const migrate::Revision revision : chain) {
    const migrate::Script script = revision.upgrade(migrate::Dialect::sqlite);
    for (std::size_t i = 0; i < script.size(); ++i) bytes += script[i].text().size();
    if (chain.find_revision(revision.id()) == revision.index()) bytes += revision.id().size();
  }
  return bytes;
}

}  // namespace

int main() {
  const std::size_t before_main = blocks;
  const std::size_t bytes = read_everything(big::revisions());
  if (bytes < 12 * big::revisions().size() || blocks != before_main)
    return std::puts("reading the chain went wrong or allocated"), 1;
  std::printf("%zu blocks before main\n", before_main);
}
