#include "platform/rename.h"
#include "platform/wide.h"

namespace migrate::platform {

namespace {

// Scanners open new files for a moment, and no file can be replaced while it is open.
constexpr DWORD longest_wait = 256;  // milliseconds; 511 in all

std::error_code move_file(const std::string& from, const std::string& to, DWORD flags) {
  const std::wstring wide_from = to_wide(from);
  const std::wstring wide_to = to_wide(to);
  for (DWORD wait = 1;; wait *= 2) {
    if (MoveFileExW(wide_from.c_str(), wide_to.c_str(), flags | MOVEFILE_WRITE_THROUGH) != 0) return {};
    const DWORD error = GetLastError();
    const bool is_open = error == ERROR_SHARING_VIOLATION || error == ERROR_ACCESS_DENIED;
    if (!is_open || wait > longest_wait) return error_of(error);
    Sleep(wait);
  }
}

}  // namespace

std::error_code rename_over(const std::string& from, const std::string& to) noexcept {
  return move_file(from, to, MOVEFILE_REPLACE_EXISTING);
}

std::error_code rename_to_new(const std::string& from, const std::string& to) noexcept {
  return move_file(from, to, 0);
}

}  // namespace migrate::platform
