#include <exception>
#include <filesystem>
#include <system_error>

#include "core/text/path.h"
#include "sqlite/backup_file.h"

namespace migrate::sqlite {

namespace {

namespace fs = std::filesystem;

// One word of cmd.exe, whose commands take a slash for an option. No path has a quote.
std::string shell_word(fs::path path) {
  return '"' + core::to_text(path.make_preferred()) + '"';
}

}  // namespace

bool is_same_file(const char* one, const char* other) noexcept {
  std::error_code error;
  return fs::equivalent(core::to_path(one), core::to_path(other), error);
}

// A new file has the access list of its folder, and both are in folders of the user's choice.
void copy_permissions(const char* /*file*/, const char* /*copy*/) noexcept {}

// Windows keeps what a rename changes in the journal of the file system.
std::string rename_durably(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(core::to_path(from), core::to_path(to), error);
  return error ? std::generic_category().message(error.default_error_condition().value()) : "";
}

void remove_file(const std::string& path) noexcept {
  try {
    fs::remove(core::to_path(path));
  } catch (const std::exception&) {
    // What cannot be removed stays, also for want of memory for its name.
  }
}

std::string restore_command(const std::string& database, const std::string& backup) {
  std::error_code ignored;
  const fs::path absolute = fs::absolute(core::to_path(backup), ignored);
  std::string command = "del /q";
  for (const char* beside : {"-journal", "-wal", "-shm"})
    command += ' ' + shell_word(core::to_path(database + beside));
  return command + " & copy /y " + shell_word(absolute) + ' ' + shell_word(core::to_path(database));
}

}  // namespace migrate::sqlite
