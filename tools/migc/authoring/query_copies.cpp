#include "migc/authoring/query_copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>

#include "core/text/path.h"
#include "migc/folder/output_file.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::string_view file_name(const QueryFile& file) {
  const std::string& name = file.source.name();
  return std::string_view(name).substr(name.rfind('/') + 1);
}

std::map<std::string_view, const SourceFile*> files_of(const Folder& folder, std::string_view head) {
  std::map<std::string_view, const SourceFile*> files;
  for (const QueryFile& file : folder.queries)
    if (file.head == head) files.emplace(file_name(file), &file.source);
  return files;
}

void remove_file(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(core::to_path(path), error);
  if (error) throw Error(ErrorKind::unavailable, fmt::format("cannot remove {}: {}", path, error.message()));
}

void keep_queries(const Folder& folder, const std::string& head, KeptQueries& kept) {
  const auto wanted = files_of(folder, "");
  const auto known = files_of(folder, head);
  for (const auto& [name, source] : wanted) {
    const auto copy = known.find(name);
    if (copy != known.end() && copy->second->bytes() == source->bytes()) continue;
    kept.written.push_back(fmt::format("{}/queries/{}/{}", folder.dir, head, name));
    write_if_different(kept.written.back(), source->bytes());
  }
  for (const auto& [name, copy] : known) {
    if (wanted.contains(name)) continue;
    remove_file(copy->path());
    kept.removed.push_back(copy->path());
  }
}

}  // namespace

KeptQueries keep_queries(const Folder& folder, const std::vector<std::string>& heads) {
  KeptQueries kept;
  for (const std::string& head : heads) keep_queries(folder, head, kept);
  return kept;
}

}  // namespace migrate::migc
