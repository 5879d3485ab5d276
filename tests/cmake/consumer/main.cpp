// Prints the ids of the chain, which come from the generated table, and the head, from the generated header.

#include <cstdio>

#include "inventory/chain.h"
#include "inventory/revisions.h"

static_assert(inventory::has_revision(inventory::head));

int main() {
  for (const migrate::Revision revision : inventory::revisions())
    std::printf("%.*s ", static_cast<int>(revision.id().size()), revision.id().data());
  std::printf("head %.*s\n", static_cast<int>(inventory::head.size()), inventory::head.data());
}
