#include <cstdio>

#include "bare/revisions.h"
#include "bare/steps.h"

int main() {
  std::printf("%zu\n", bare::revisions().size());
}
