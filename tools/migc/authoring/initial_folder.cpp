#include "migc/authoring/initial_folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "core/text/path.h"
#include "migc/folder/output_file.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

Error cannot_create(const std::string& path, const std::error_code& error) {
  return Error(ErrorKind::unavailable,
               fmt::format("cannot create {}: {}; nothing was changed", path, error.message()));
}

void require_room(const std::string& dir) {
  std::error_code error;
  const fs::path path = core::to_path(dir);
  if (!fs::exists(path, error)) return;
  if (!fs::is_directory(path, error)) throw cannot_create(dir, std::make_error_code(std::errc::file_exists));
  if (fs::is_empty(path, error)) return;
  if (error) throw cannot_create(dir, error);
  throw Error(ErrorKind::usage,
              fmt::format("{} is not empty; name a folder that is empty or not there with --dir", dir));
}

void require_no_file(const std::string& path) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(core::to_path(path), error)))
    throw Error(ErrorKind::usage,
                fmt::format("{} already exists; nothing was changed. Run this in an empty folder, or "
                            "leave out --example and add the lines that init prints",
                            path));
}

// Removes what it made unless keep() is called.
class Creation {
 public:
  Creation() = default;
  Creation(const Creation&) = delete;
  Creation& operator=(const Creation&) = delete;
  ~Creation() {
    std::error_code ignored;
    for (auto path = made_.rbegin(); path != made_.rend(); ++path) fs::remove(*path, ignored);
  }

  // With the folders above it.
  void make_folder(const fs::path& path) {
    std::error_code error;
    if (path.empty() || fs::is_directory(path, error)) return;
    make_folder(path.parent_path());
    if (!fs::create_directory(path, error)) throw cannot_create(core::to_text(path), error);
    made_.push_back(path);
  }

  // REQUIRES: there is no such file.
  void make_file(const NewFile& file) {
    write_new(file.path, file.bytes);
    made_.push_back(core::to_path(file.path));
  }

  void keep() noexcept { made_.clear(); }

 private:
  std::vector<fs::path> made_;
};

// A first database, where that needs no server.
std::string_view local_url(Dialect dialect) {
  switch (dialect) {
    case Dialect::sqlite:
      return "sqlite:///local.db";
    case Dialect::postgres:
      return {};
  }
  return {};
}

std::string initial_url(std::span<const Dialect> dialects) {
  for (const Dialect dialect : dialects)
    if (!local_url(dialect).empty()) return fmt::format("${{DATABASE_URL:-{}}}", local_url(dialect));
  return "$DATABASE_URL";
}

}  // namespace

std::string initial_settings(std::span<const Dialect> dialects) {
  std::vector<std::string_view> names;
  for (const Dialect dialect : dialects) names.push_back(to_string(dialect));
  return fmt::format(
      "# The settings of this chain of migrations. Each line may be left out; those after a # show what "
      "holds\n"
      "# then, unless they say otherwise.\n"
      "\n"
      "# The databases that every revision is written for: sqlite, postgres.\n"
      "dialects: {}\n"
      "\n"
      "# The folders below this one that hold revisions.\n"
      "# versions: versions\n"
      "\n"
      "# How new files are named, from {{id}} {{slug}} {{year}} {{month}} {{day}} {{hour}} {{minute}} "
      "{{second}} {{epoch}}.\n"
      "# file_template: {{id}}_{{slug}}\n"
      "\n"
      "# Whether the chain may end in several revisions; else that is a mistake.\n"
      "# allow_multiple_heads: false\n"
      "\n"
      "# The table in the database that says where it stands.\n"
      "# version_table: migrate_version\n"
      "\n"
      "# One transaction for all revisions of a run (all), or one for each (each).\n"
      "# transaction: all\n"
      "\n"
      "# The database of migc's commands, as the variable DATABASE_URL names it.\n"
      "url: {}\n",
      fmt::join(names, ", "), initial_url(dialects));
}

std::vector<std::string> create_migrations_folder(const std::string& dir, std::span<const Dialect> dialects,
                                                  std::span<const NewFile> more) {
  require_room(dir);
  for (const NewFile& file : more) require_no_file(file.path);
  const std::string settings = dir + "/migrate.yaml";
  const std::string versions = dir + "/versions";
  std::vector<std::string> created{settings, versions};
  Creation creation;
  creation.make_folder(versions);
  creation.make_file({settings, initial_settings(dialects)});
  // Version control keeps no empty folder.
  creation.make_file({versions + "/.gitkeep", ""});
  for (const NewFile& file : more) {
    creation.make_file(file);
    created.push_back(file.path);
  }
  creation.keep();
  return created;
}

}  // namespace migrate::migc
