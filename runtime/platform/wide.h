#pragma once

// For the Windows files of this folder: UTF-16, which Windows speaks, and its errors. The calls that take
// plain chars are not used: they read them in the code page of the process, which no library chooses.

#include <windows.h>

#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace migrate::platform {

// Bytes that are no UTF-8, and halves of surrogate pairs, become U+FFFD.
[[nodiscard]] std::wstring to_wide(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::wstring_view wide);

// As POSIX numbers it, and with POSIX's words: those of Windows are in the language of the user.
[[nodiscard]] std::error_code error_of(DWORD windows_error) noexcept;
// Of the last call; nothing when it has succeeded.
[[nodiscard]] std::error_code outcome(BOOL success) noexcept;

// What Windows allocates for its caller.
struct FreeLocal {
  void operator()(void* memory) const noexcept { LocalFree(memory); }
};
template <typename Value>
using Local = std::unique_ptr<Value, FreeLocal>;

// Closed at the end.
class Handle {
 public:
  explicit Handle(HANDLE handle) noexcept : handle_(handle) {}
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, INVALID_HANDLE_VALUE)) {}
  ~Handle() {
    if (is_open()) CloseHandle(handle_);
  }
  [[nodiscard]] bool is_open() const noexcept {
    return handle_ != INVALID_HANDLE_VALUE && handle_ != nullptr;
  }
  [[nodiscard]] HANDLE get() const noexcept { return handle_; }

 private:
  HANDLE handle_;
};

}  // namespace migrate::platform
