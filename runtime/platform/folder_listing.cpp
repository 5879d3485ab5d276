#include "platform/folder_listing.h"

#include <dirent.h>

#include <cerrno>
#include <memory>
#include <new>
#include <string_view>

namespace migrate::platform {

namespace {

struct FolderCloser {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

bool is_folder_itself(std::string_view name) {
  return name == "." || name == "..";
}

}  // namespace

std::vector<std::string> list_folder(const std::string& path, std::error_code& error) {
  const std::unique_ptr<DIR, FolderCloser> folder(::opendir(path.c_str()));
  std::vector<std::string> names;
  errno = folder == nullptr ? errno : 0;
  while (const dirent* entry = folder == nullptr ? nullptr : ::readdir(folder.get())) {
    if (!is_folder_itself(entry->d_name)) names.emplace_back(entry->d_name);
    errno = 0;  // readdir() tells the end and an error apart by it
  }
  if (errno == ENOMEM) throw std::bad_alloc();
  error = std::error_code(errno, std::generic_category());
  if (error) names.clear();
  return names;
}

}  // namespace migrate::platform
