#include "migc/scratch/postgres_binaries.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/environment.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

bool has_server(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "initdb", ignored) && fs::is_regular_file(folder / "postgres", ignored);
}

std::vector<fs::path> folders_of_path() {
  std::vector<fs::path> folders;
  const std::string path = platform::environment_variable("PATH").value_or("");
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    if (path[begin] == '/') folders.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return folders;
}

// 15 of "15", and of "pgsql-15"; 0 of a name without a number at its end.
int version_in(const std::string& name) {
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  int version = 0;
  std::from_chars(name.data() + digits, name.data() + name.size(), version);
  return version;
}

// Where packages have a folder for each version, and what its name begins with: /usr/lib/postgresql/15/bin of
// Debian, /usr/pgsql-15/bin of Red Hat's.
constexpr std::pair<const char*, std::string_view> places_of_packages[] = {{"/usr/lib/postgresql", ""},
                                                                           {"/usr", "pgsql-"}};

// The newest first.
std::vector<fs::path> folders_of_packages() {
  std::vector<std::pair<int, fs::path>> found;
  for (const auto& [place, begin] : places_of_packages) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(place, ignored)) {
      const std::string name = entry.path().filename().string();
      if (const int version = version_in(name); version > 0 && name.starts_with(begin))
        found.emplace_back(version, entry.path() / "bin");
    }
  }
  std::ranges::sort(found, std::ranges::greater());
  std::vector<fs::path> folders;
  for (auto& [_, folder] : found) folders.push_back(std::move(folder));
  return folders;
}

// The folder, or what exists of its parents.
fs::path existing_part(fs::path folder) {
  std::error_code ignored;
  while (!fs::is_directory(folder, ignored) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

}  // namespace

std::optional<std::string> find_postgres_binaries() {
  for (const fs::path& folder : folders_of_path())
    if (has_server(folder)) return folder.string();
  for (const fs::path& folder : folders_of_packages())
    if (has_server(folder)) return folder.string();
  const std::string told = platform::output_in_shell("pg_config --bindir").value_or("");
  const fs::path folder = told.substr(0, told.find('\n'));
  return has_server(folder) ? std::optional(folder.string()) : std::nullopt;
}

std::vector<std::string> folders_to_watch_for_binaries() {
  std::set<std::string> folders;
  for (const auto& [place, _] : places_of_packages) folders.insert(existing_part(place).string());
  for (const fs::path& folder : folders_of_packages()) folders.insert(existing_part(folder).string());
  for (const fs::path& folder : folders_of_path()) folders.insert(existing_part(folder).string());
  return {folders.begin(), folders.end()};
}

}  // namespace migrate::migc
