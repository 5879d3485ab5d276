#include "migc/scratch/sqlite_states.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "core/text/path.h"
#include "core/text/sha256.h"
#include "platform/process.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".sqlite-state";

// Nothing where the file cannot be read.
std::optional<std::string> seal_of(const std::string& path) {
  std::ifstream file(core::to_path(path), std::ios::binary);
  if (!file) return std::nullopt;
  core::Sha256 hash;
  std::string piece(std::size_t{1} << 20U, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.update(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  const core::Sha256::Digest digest = hash.finish();
  return file.eof() ? std::optional(std::string(digest.begin(), digest.end())) : std::nullopt;
}

void write_database(SQLite::Database& database, const std::string& path) {
  SQLite::Database file(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  file.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  SQLite::Backup(file, database).executeStep();
}

}  // namespace

std::string SqliteStates::path_of(const std::string& name) const {
  return folder_ + "/" + name + std::string(ending);
}

std::string SqliteStates::keep(const std::string& name, SQLite::Database& database) const {
  if (folder_.empty()) return {};
  const std::string temporary =
      folder_ + "/" + std::to_string(platform::process_id()) + ".tmp" + std::string(ending);
  std::error_code error;
  try {
    fs::create_directories(core::to_path(folder_));
    fs::remove(core::to_path(temporary));
    write_database(database, temporary);
    const std::optional<std::string> seal = seal_of(temporary);
    if (seal) fs::rename(core::to_path(temporary), core::to_path(path_of(name)));
    return seal.value_or("");
  } catch (const std::exception&) {
    fs::remove(core::to_path(temporary), error);
    return {};
  }
}

bool SqliteStates::load(const std::string& name, const std::string& seal, SQLite::Database& database) const {
  if (folder_.empty() || seal_of(path_of(name)) != seal) return false;
  try {
    SQLite::Database file(path_of(name), SQLite::OPEN_READONLY);
    SQLite::Backup(database, file).executeStep();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void SqliteStates::drop_all_but(const std::vector<std::string>& names) const {
  std::error_code error;
  if (folder_.empty()) return;
  for (fs::directory_iterator entry(core::to_path(folder_), error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = core::to_text(entry->path().filename());
    if (!name.ends_with(ending)) continue;
    std::error_code ignored;
    if (std::ranges::find(names, name.substr(0, name.size() - ending.size())) == names.end())
      fs::remove(entry->path(), ignored);
  }
}

}  // namespace migrate::migc
