#include "migc/folder/folder.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "migc/folder/source_bytes.h"

namespace migrate::migc {

namespace {

FolderSettings read_settings(const std::string& dir, Diagnostics& diagnostics) {
  const std::optional<SourceFile> file = read_folder_file(dir, "migrate.yaml", diagnostics);
  return file ? parse_settings(*file, diagnostics) : FolderSettings();
}

std::vector<SourceFile> read_sources(const Folder& folder, NoRevisions none, Diagnostics& diagnostics) {
  std::vector<SourceFile> sources;
  for (const std::string& name : folder.settings.versions)
    std::ranges::move(read_versions_folder(folder.dir, name, diagnostics, none), std::back_inserter(sources));
  if (folder.settings.versions.size() > 1) std::ranges::sort(sources, {}, &SourceFile::path);
  return sources;
}

FileKind kind_of(const SourceFile& source) {
  return source.name().ends_with(".sql") ? FileKind::sql : FileKind::yaml;
}

}  // namespace

std::string folder_name(const std::string& dir) {
  return dir.substr(0, std::max<std::size_t>(1, dir.find_last_not_of('/') + 1));
}

Folder read_folder(const std::string& dir, Diagnostics& diagnostics, NoRevisions none) {
  Folder folder;
  folder.dir = folder_name(dir);
  folder.settings = read_settings(folder.dir, diagnostics);
  std::vector<SourceFile> sources = read_sources(folder, none, diagnostics);
  folder.files.reserve(sources.size());
  for (SourceFile& source : sources) {
    const FileKind kind = kind_of(source);
    std::optional<Header> header = parse_header(source, kind, diagnostics);
    if (header) folder.files.push_back({std::move(source), kind, std::move(*header)});
  }
  folder.queries = read_queries(folder.dir, diagnostics);
  return folder;
}

std::vector<const RevisionFile*> taking_part(const Folder& folder) {
  std::vector<const RevisionFile*> files;
  files.reserve(folder.files.size());
  std::unordered_set<std::string_view> ids;
  ids.reserve(folder.files.size());
  for (const RevisionFile& file : folder.files)
    if (file.header.has_revision() && ids.insert(file.header.revision.value).second) files.push_back(&file);
  return files;
}

std::optional<SourceFile> read_folder_file(const std::string& dir, const std::string& name,
                                           Diagnostics& diagnostics) {
  const std::string path = dir + "/" + name;
  platform::FileContent content = read_file(path, platform::SymbolicLinks::follow);
  if (content.state == platform::FileState::read) return SourceFile(path, name, std::move(content.bytes));
  if (content.state != platform::FileState::missing)
    diagnostics.error_of(path, describe(content, "this file"));
  return std::nullopt;
}

}  // namespace migrate::migc
