#include "migc/folder/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "core/text/path.h"
#include "migc/folder/names.h"
#include "migc/folder/source_bytes.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

constexpr const char* folder_of_queries = "queries";

// Of "runs.sqlite.sql".
std::optional<Dialect> dialect_of(std::string_view name) {
  for (const Dialect dialect : all_dialects)
    if (name.ends_with(fmt::format(".{}.sql", to_string(dialect)))) return dialect;
  return std::nullopt;
}

class QueryReader {
 public:
  QueryReader(const std::string& dir, Diagnostics& diagnostics) : dir_(dir), diagnostics_(diagnostics) {}

  std::vector<QueryFile> read() {
    for (const fs::directory_entry& entry : entries_of(folder_of_queries)) {
      const std::string name = core::to_text(entry.path().filename());
      std::error_code ignored;
      if (!entry.is_directory(ignored))
        add(folder_of_queries, name, "");
      else if (is_name(name))
        add_all(name);
    }
    return std::move(files_);
  }

 private:
  void add_all(const std::string& head) {
    const std::string folder = fmt::format("{}/{}", folder_of_queries, head);
    for (const fs::directory_entry& entry : entries_of(folder))
      add(folder, core::to_text(entry.path().filename()), head);
  }

  // Sorted.
  std::vector<fs::directory_entry> entries_of(const std::string& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    fs::directory_iterator entry(core::to_path(dir_ + '/' + folder), error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) entries.push_back(*entry);
    if (error && error != std::errc::no_such_file_or_directory)
      diagnostics_.error_of(dir_ + '/' + folder, "cannot be read: " + error.message());
    std::ranges::sort(entries);
    return entries;
  }

  void add(const std::string& folder, const std::string& file, const std::string& head) {
    if (file.starts_with('.') || !file.ends_with(".sql")) return;
    const std::string name = folder + '/' + file;
    const std::string path = dir_ + '/' + name;
    platform::FileContent content = read_file(path, platform::SymbolicLinks::refuse);
    if (content.state != platform::FileState::read)
      diagnostics_.error_of(path, describe(content, "a list of queries"));
    else
      files_.push_back({SourceFile(path, name, std::move(content.bytes)), head, dialect_of(file)});
  }

  const std::string& dir_;
  Diagnostics& diagnostics_;
  std::vector<QueryFile> files_;
};

}  // namespace

std::vector<QueryFile> read_queries(const std::string& dir, Diagnostics& diagnostics) {
  return QueryReader(dir, diagnostics).read();
}

}  // namespace migrate::migc
