#include "program/revisions.h"

int main() {
  return program::revisions().size() == 0;
}
