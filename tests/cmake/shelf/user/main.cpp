#include <cstdio>

unsigned long fill_shelf();

int main() {
  std::printf("%lu applied\n", fill_shelf());
}
