#include "first/revisions.h"

int main() {
  return first::revisions().size() > 1 ? 0 : 1;
}
