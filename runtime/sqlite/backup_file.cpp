#include "sqlite/backup_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace migrate::sqlite {

namespace {

// What a rename has changed is in the folder.
void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

// One word of a POSIX shell.
std::string shell_word(const std::string& path) {
  std::string word = "'";
  for (const char c : path) c == '\'' ? word += "'\\''" : word += c;
  return word + '\'';
}

}  // namespace

bool is_same_file(const char* one, const char* other) noexcept {
  struct stat a {
  }, b{};
  return ::stat(one, &a) == 0 && ::stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void copy_permissions(const char* file, const char* copy) noexcept {
  struct stat status {};
  if (::stat(file, &status) == 0) ::chmod(copy, status.st_mode & 07777);
}

std::string rename_durably(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return std::strerror(errno);
  sync_folder_of(to);
  return {};
}

void remove_file(const std::string& path) noexcept {
  ::unlink(path.c_str());
}

std::string restore_command(const std::string& database, const std::string& backup) {
  const std::string file = shell_word(database);
  const std::unique_ptr<char, decltype(&std::free)> absolute(::realpath(backup.c_str(), nullptr), &std::free);
  std::string command = "rm -f";
  for (const char* beside : {"-journal", "-wal", "-shm"}) command += ' ' + file + beside;
  return command + " && cp " + shell_word(absolute ? absolute.get() : backup) + ' ' + file;
}

}  // namespace migrate::sqlite
