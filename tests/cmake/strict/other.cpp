#include "other.h"

#include "again/revisions.h"

std::size_t count_again() {
  return again::revisions().size();
}
