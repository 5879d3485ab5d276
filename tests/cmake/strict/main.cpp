#include <cstdio>

#include "again/chain.h"
#include "again/revisions.h"
#include "other.h"
#include "program/chain.h"
#include "program/revisions.h"

static_assert(program::revision_count == again::revision_count);

int main() {
  std::printf("%zu\n", program::revisions().size() + count_again());
}
