#include "migc/folder/versions_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "migc/folder/file_reader.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

constexpr std::string_view endings[] = {".sql", ".yaml", ".yml"};

constexpr char to_lower(char c) {
  return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool ends_like(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() &&
         std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char lower, char c) { return to_lower(c) == lower; });
}

bool is_looked_at(std::string_view name) {
  return !name.starts_with('.') && std::any_of(std::begin(endings), std::end(endings),
                                               [name](auto ending) { return ends_like(name, ending); });
}

bool is_right_name(std::string_view name) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+-";
  return name.find_first_not_of(allowed) == std::string_view::npos &&
         std::any_of(std::begin(endings), std::end(endings),
                     [name](auto ending) { return name.ends_with(ending); });
}

std::string join(std::string_view folder, std::string_view name) {
  return fmt::format("{}/{}", folder, name);
}

std::string describe_error(int error) {
  if (error == ENOENT || error == ENOTDIR) return "this folder does not exist";
  return fmt::format("cannot be read: {}", system_message(error));
}

// The command after which the folder has a revision.
std::string way_to_a_revision(const std::string& dir, const std::string& name) {
  std::error_code error;
  if (!std::filesystem::is_directory(dir, error)) return migc_call(dir, "init");
  const std::string place = name == "versions" ? "" : " --version-path " + shell_word(name);
  return migc_call(dir, "revision -m MESSAGE" + place);
}

// Sorted. Half a listing would be half a chain, so an error leaves nothing.
std::optional<std::vector<std::string>> list_names(DIR* directory) {
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(directory)) {
    if (is_looked_at(entry->d_name)) names.emplace_back(entry->d_name);
    errno = 0;
  }
  if (errno != 0) return std::nullopt;
  std::sort(names.begin(), names.end());
  return names;
}

Directory open_directory(const std::string& path) {
  return Directory(::opendir(path.c_str()));
}

// Why this file cannot be a revision; nothing when it was read.
std::optional<std::string> read_revision(int directory, const std::string& name, std::string& bytes) {
  if (!is_right_name(name))
    return "file name: use letters, digits and _ . + - only, and end in .sql, .yaml or .yml";
  FileContent content = read_file(directory, name, SymbolicLinks::refuse);
  if (content.state != FileState::read || content.bytes.empty()) return describe(content, "a revision");
  bytes = std::move(content.bytes);
  return std::nullopt;
}

}  // namespace

std::vector<SourceFile> read_versions_folder(const std::string& dir, const std::string& name,
                                             Diagnostics& diagnostics, NoRevisions none) {
  const std::string path = join(dir, name);
  const Directory directory = open_directory(path);
  if (!directory && errno == ENOENT && none == NoRevisions::allowed) return {};
  const auto names = directory ? list_names(directory.get()) : std::nullopt;
  if (!names) {
    const bool is_missing = errno == ENOENT;
    diagnostics.error_of(path, describe_error(errno));
    if (is_missing) diagnostics.to_mend(way_to_a_revision(dir, name));
    return {};
  }
  if (names->empty() && none == NoRevisions::refused) {
    diagnostics.error_of(path, "no revision files here (*.sql, *.yaml, *.yml)");
    diagnostics.to_mend(way_to_a_revision(dir, name));
  }
  std::vector<SourceFile> files;
  files.reserve(names->size());
  for (const std::string& file : *names) {
    std::string bytes;
    if (auto mistake = read_revision(::dirfd(directory.get()), file, bytes))
      diagnostics.error_of(join(path, file), std::move(*mistake));
    else
      files.emplace_back(join(path, file), join(name, file), std::move(bytes));
  }
  return files;
}

std::optional<std::vector<std::string>> list_revisions(const std::string& path) {
  const Directory directory = open_directory(path);
  return directory ? list_names(directory.get()) : std::nullopt;
}

}  // namespace migrate::migc
