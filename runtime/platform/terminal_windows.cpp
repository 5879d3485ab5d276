#include "platform/terminal.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

HANDLE handle_of(Stream stream) {
  switch (stream) {
    case Stream::in:
      return GetStdHandle(STD_INPUT_HANDLE);
    case Stream::out:
      return GetStdHandle(STD_OUTPUT_HANDLE);
    case Stream::err:
      break;
  }
  return GetStdHandle(STD_ERROR_HANDLE);
}

// Since Windows 10; before, a console shows escape sequences as they are.
bool obeys_escapes(HANDLE console, DWORD mode) {
  return (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0 ||
         SetConsoleMode(console, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

}  // namespace

bool is_terminal(Stream stream) {
  DWORD mode = 0;
  const HANDLE console = handle_of(stream);
  return GetConsoleMode(console, &mode) != 0 && (stream == Stream::in || obeys_escapes(console, mode));
}

std::size_t terminal_columns(Stream stream) {
  CONSOLE_SCREEN_BUFFER_INFO screen{};
  if (!is_terminal(stream) || GetConsoleScreenBufferInfo(handle_of(stream), &screen) == 0) return 0;
  return static_cast<std::size_t>(screen.srWindow.Right - screen.srWindow.Left + 1);
}

}  // namespace migrate::platform
