#pragma once

// A folder that a test fills, and that is gone with it.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "core/text/path.h"

namespace migrate::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(core::to_text(make())) {}
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::permissions(core::to_path(path_), std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(core::to_path(path_), ignored);
  }

  const std::string& path() const noexcept { return path_; }
  // As the system itself writes the path.
  std::string file(std::string_view name) const {
    return core::to_text(core::to_path(path_ + "/" + std::string(name)).make_preferred());
  }

  void write(std::string_view name, std::string_view bytes) const {
    std::filesystem::create_directories(core::to_path(file(name)).parent_path());
    std::ofstream(core::to_path(file(name)), std::ios::binary) << bytes;
  }
  std::string read(std::string_view name) const {
    std::ifstream stream(core::to_path(file(name)), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

 private:
  static std::filesystem::path make() {
    std::random_device random;
    for (;;) {
      const std::string name = "migrate-test-" + std::to_string(random());
      std::filesystem::path folder = std::filesystem::temp_directory_path() / name;
      if (!std::filesystem::create_directory(folder)) continue;
      std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
      return folder;
    }
  }

  std::string path_;
};

}  // namespace migrate::testing
