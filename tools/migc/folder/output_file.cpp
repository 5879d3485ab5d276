#include "migc/folder/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "migrate/error.h"

namespace migrate::migc {

namespace {

[[noreturn]] void fail(const std::string& path, int code) {
  throw Error(ErrorKind::unavailable, fmt::format("cannot write {}: {}; nothing was changed", path,
                                                  std::generic_category().message(code)));
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

bool holds(const std::string& path, std::string_view bytes) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return false;
  std::string found(bytes.size() + 1, '\0');
  return std::fread(found.data(), 1, found.size(), file.get()) == bytes.size() &&
         std::string_view(found).substr(0, bytes.size()) == bytes;
}

// Beside the file, so that the rename stays within one file system; the process id keeps two runs apart.
std::string temporary_name(const std::string& path) {
  return fmt::format("{}.tmp{}", path, ::getpid());
}

bool write_bytes(const std::string& path, std::string_view bytes) {
  const File file(std::fopen(path.c_str(), "wb"));
  return file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
         std::fflush(file.get()) == 0;
}

void create_folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) fail(path, error.value());
}

void keep_permissions(const std::string& path, const std::string& temporary) {
  std::error_code error;
  const std::filesystem::file_status before = std::filesystem::status(path, error);
  if (!error && exists(before)) std::filesystem::permissions(temporary, before.permissions(), error);
}

// `publish` gives the finished file its name; like the calls of the system, it returns 0 when that is done.
void write_whole(const std::string& path, std::string_view bytes,
                 int (*publish)(const char* temporary, const char* path)) {
  create_folder_of(path);
  const std::string temporary = temporary_name(path);
  const bool is_done = write_bytes(temporary, bytes) && publish(temporary.c_str(), path.c_str()) == 0;
  const int code = errno;
  std::remove(temporary.c_str());
  if (!is_done) fail(path, code);
}

int rename_over(const char* temporary, const char* path) {
  keep_permissions(path, temporary);
  return std::rename(temporary, path);
}

void replace(const std::string& path, std::string_view bytes) {
  write_whole(path, bytes, rename_over);
}

}  // namespace

void write_if_different(const std::string& path, std::string_view bytes) {
  if (!holds(path, bytes)) replace(path, bytes);
}

void write_new(const std::string& path, std::string_view bytes) {
  write_whole(path, bytes, ::link);  // a rename would replace what is there
}

void write_stamp(const std::string& path) {
  replace(path, "");
}

}  // namespace migrate::migc
