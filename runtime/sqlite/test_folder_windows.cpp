#include "sqlite/test_folder.h"

#include <windows.h>

#include <system_error>

namespace migrate::testing {

namespace {

// Others can neither read nor write it, but its name may change.
std::intptr_t open_alone(const std::filesystem::path& file, DWORD creation) noexcept {
  return reinterpret_cast<std::intptr_t>(CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE,
                                                     FILE_SHARE_DELETE, nullptr, creation,
                                                     FILE_ATTRIBUTE_NORMAL, nullptr));
}

}  // namespace

// The folder for temporary files is the user's own, and what is in it has its access list.
std::filesystem::path make_unique_folder(const std::filesystem::path& parent, std::string_view prefix) {
  for (std::uint64_t number = GetTickCount64();; ++number) {
    const std::filesystem::path folder =
        parent / (std::string(prefix) + std::to_string(own_process_id()) + '-' + std::to_string(number));
    if (std::filesystem::create_directory(folder)) return folder;
  }
}

std::uint64_t own_process_id() noexcept {
  return GetCurrentProcessId();
}

void FileLock::take_new(const std::filesystem::path& file) {
  file_ = open_alone(file, CREATE_ALWAYS);
  if (file_ == -1) throw std::system_error(static_cast<int>(GetLastError()), std::system_category());
}

bool FileLock::take_existing(const std::filesystem::path& file) noexcept {
  file_ = open_alone(file, OPEN_EXISTING);
  return file_ != -1;
}

void FileLock::release() noexcept {
  if (file_ != -1) CloseHandle(reinterpret_cast<HANDLE>(file_));
  file_ = -1;
}

}  // namespace migrate::testing
