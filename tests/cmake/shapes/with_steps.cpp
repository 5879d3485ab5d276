// Defines the functions that are declared in steps.h, with their types.

#include "with_steps/steps.h"

#include <cstdio>

#include "with_steps/revisions.h"

void with_steps::steps::first_step(migrate::StepContext&) {}
void with_steps::steps::second_step(migrate::StepContext&) {}

int main() {
  std::printf("%zu\n", with_steps::revisions().size());
}
