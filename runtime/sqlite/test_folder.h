#pragma once

// The folder of the databases that a process tests with: what differs by operating system.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace migrate::testing {

// A new folder that no other user can read; its name begins so. Throws std::system_error.
[[nodiscard]] std::filesystem::path make_unique_folder(const std::filesystem::path& parent,
                                                       std::string_view prefix);

// A child of a process that was forked has another one.
[[nodiscard]] std::uint64_t own_process_id() noexcept;

// A lock on a file that ends with the process, however that ends.
class FileLock {
 public:
  FileLock() = default;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() { release(); }

  // Whether no other process has it. Throws std::system_error where the file cannot be made.
  void take_new(const std::filesystem::path& file);
  [[nodiscard]] bool take_existing(const std::filesystem::path& file) noexcept;
  void release() noexcept;

 private:
  std::intptr_t file_ = -1;
};

}  // namespace migrate::testing
