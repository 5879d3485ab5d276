#include "platform/folder_listing.h"

#include <new>

#include "platform/wide.h"

namespace migrate::platform {

namespace {

class Search {
 public:
  Search(const std::wstring& pattern, WIN32_FIND_DATAW& found) noexcept
      : handle_(FindFirstFileW(pattern.c_str(), &found)) {}
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() {
    if (is_open()) FindClose(handle_);
  }
  [[nodiscard]] bool is_open() const noexcept { return handle_ != INVALID_HANDLE_VALUE; }
  [[nodiscard]] bool find_next(WIN32_FIND_DATAW& found) const noexcept {
    return FindNextFileW(handle_, &found) != 0;
  }

 private:
  HANDLE handle_;
};

bool is_folder_itself(std::wstring_view name) {
  return name == L"." || name == L"..";
}

// Why a search ended. An empty root folder has no entry at all, but its pattern is a path that exists.
std::error_code end_of(DWORD error, const std::wstring& path) {
  if (error == ERROR_NOT_ENOUGH_MEMORY || error == ERROR_OUTOFMEMORY) throw std::bad_alloc();
  const DWORD attributes = GetFileAttributesW(path.c_str());
  const bool exists = attributes != INVALID_FILE_ATTRIBUTES;
  if (exists && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0) return error_of(ERROR_DIRECTORY);
  const bool is_done = error == ERROR_NO_MORE_FILES || (exists && error == ERROR_FILE_NOT_FOUND);
  return is_done ? std::error_code() : error_of(error);
}

}  // namespace

std::vector<std::string> list_folder(const std::string& path, std::error_code& error) {
  const std::wstring folder = to_wide(path);
  WIN32_FIND_DATAW found{};
  const Search search(folder + L"\\*", found);
  std::vector<std::string> names;
  for (bool more = search.is_open(); more; more = search.find_next(found))
    if (!is_folder_itself(found.cFileName)) names.push_back(to_utf8(found.cFileName));
  error = end_of(GetLastError(), folder);
  if (error) names.clear();
  return names;
}

}  // namespace migrate::platform
