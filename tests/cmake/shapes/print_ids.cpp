#include <cstdio>

#include HEADER

int main() {
  for (const migrate::Revision revision : CHAIN::revisions())
    std::printf("%.*s\n", static_cast<int>(revision.id().size()), revision.id().data());
}
