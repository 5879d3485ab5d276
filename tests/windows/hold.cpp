// Opens a file so that no other process can, says so, and keeps it until its standard input ends.

#include <windows.h>

#include <cstdio>

int wmain(int count, wchar_t** words) {
  if (count != 2) return 2;
  const HANDLE file = CreateFileW(words[1], GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr);
  std::puts(file == INVALID_HANDLE_VALUE ? "failed" : "held");
  std::fflush(stdout);
  while (std::getchar() != EOF) continue;
  return file == INVALID_HANDLE_VALUE ? 1 : 0;
}
