#include "migc/folder/versions_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "core/text/path.h"
#include "migc/folder/shell_command.h"
#include "migc/folder/source_bytes.h"
#include "platform/folder_listing.h"
#include "platform/shell.h"

namespace migrate::migc {

namespace {

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

std::string describe_error(const std::error_code& error) {
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
    return "this folder does not exist";
  return fmt::format("cannot be read: {}", error.message());
}

// The command after which the folder has a revision.
std::string way_to_a_revision(const std::string& dir, const std::string& name) {
  std::error_code error;
  if (!std::filesystem::is_directory(core::to_path(dir), error)) return migc_call(dir, "init");
  const std::string place = name == "versions" ? "" : " --version-path " + platform::shell_word(name);
  return migc_call(dir, "revision -m MESSAGE" + place);
}

// Sorted.
std::vector<std::string> list_names(const std::string& path, std::error_code& error) {
  std::vector<std::string> names = platform::list_folder(path, error);
  std::erase_if(names, [](const std::string& name) { return !is_looked_at(name); });
  std::ranges::sort(names);
  return names;
}

// Why this file cannot be a revision; nothing when it was read.
std::optional<std::string> read_revision(const std::string& folder, const std::string& name,
                                         std::string& bytes) {
  if (!is_right_name(name))
    return "file name: use letters, digits and _ . + - only, and end in .sql, .yaml or .yml";
  platform::FileContent content = read_file(join(folder, name), platform::SymbolicLinks::refuse);
  if (content.state != platform::FileState::read || content.bytes.empty())
    return describe(content, "a revision");
  bytes = std::move(content.bytes);
  return std::nullopt;
}

}  // namespace

std::vector<SourceFile> read_versions_folder(const std::string& dir, const std::string& name,
                                             Diagnostics& diagnostics, NoRevisions none) {
  const std::string path = join(dir, name);
  std::error_code error;
  const std::vector<std::string> names = list_names(path, error);
  if (error) {
    const bool is_missing = error == std::errc::no_such_file_or_directory;
    if (is_missing && none == NoRevisions::allowed) return {};
    diagnostics.error_of(path, describe_error(error));
    if (is_missing) diagnostics.to_mend(way_to_a_revision(dir, name));
    return {};
  }
  if (names.empty() && none == NoRevisions::refused) {
    diagnostics.error_of(path, "no revision files here (*.sql, *.yaml, *.yml)");
    diagnostics.to_mend(way_to_a_revision(dir, name));
  }
  std::vector<SourceFile> files;
  files.reserve(names.size());
  for (const std::string& file : names) {
    std::string bytes;
    if (auto mistake = read_revision(path, file, bytes))
      diagnostics.error_of(join(path, file), std::move(*mistake));
    else
      files.emplace_back(join(path, file), join(name, file), std::move(bytes));
  }
  return files;
}

std::optional<std::vector<std::string>> list_revisions(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names = list_names(path, error);
  return error ? std::nullopt : std::optional(std::move(names));
}

}  // namespace migrate::migc
