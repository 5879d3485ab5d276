#include "migc/folder/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "core/text/open_file.h"
#include "core/text/path.h"
#include "migrate/error.h"
#include "platform/process.h"
#include "platform/rename.h"

namespace migrate::migc {

namespace {

[[noreturn]] void fail(const std::string& path, const std::error_code& error) {
  throw Error(ErrorKind::unavailable,
              fmt::format("cannot write {}: {}; nothing was changed", path, error.message()));
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

bool holds(const std::string& path, std::string_view bytes) {
  const File file(core::open_file(path, "rb"));
  if (!file) return false;
  std::string found(bytes.size() + 1, '\0');
  return std::fread(found.data(), 1, found.size(), file.get()) == bytes.size() &&
         std::string_view(found).substr(0, bytes.size()) == bytes;
}

// Beside the file, so that the rename stays within one file system; the process id keeps two runs apart.
std::string temporary_name(const std::string& path) {
  return fmt::format("{}.tmp{}", path, platform::process_id());
}

std::error_code write_bytes(const std::string& path, std::string_view bytes) {
  const File file(core::open_file(path, "wb"));
  const bool is_done = file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0;
  return is_done ? std::error_code() : std::error_code(errno, std::generic_category());
}

void create_folder_of(const std::string& path) {
  const std::filesystem::path folder = core::to_path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) fail(path, error);
}

void keep_permissions(const std::string& path, const std::string& temporary) {
  std::error_code error;
  const std::filesystem::file_status before = std::filesystem::status(core::to_path(path), error);
  if (!error && exists(before))
    std::filesystem::permissions(core::to_path(temporary), before.permissions(), error);
}

// `publish` gives the finished file its name.
void write_whole(const std::string& path, std::string_view bytes,
                 std::error_code (*publish)(const std::string& temporary, const std::string& path)) {
  create_folder_of(path);
  const std::string temporary = temporary_name(path);
  std::error_code error = write_bytes(temporary, bytes);
  if (!error) error = publish(temporary, path);
  if (!error) return;
  std::error_code ignored;
  std::filesystem::remove(core::to_path(temporary), ignored);
  fail(path, error);
}

std::error_code replace_file(const std::string& temporary, const std::string& path) {
  keep_permissions(path, temporary);
  return platform::rename_over(temporary, path);
}

void replace(const std::string& path, std::string_view bytes) {
  write_whole(path, bytes, replace_file);
}

}  // namespace

void write_if_different(const std::string& path, std::string_view bytes) {
  if (!holds(path, bytes)) replace(path, bytes);
}

void write_new(const std::string& path, std::string_view bytes) {
  write_whole(path, bytes, [](const std::string& temporary, const std::string& name) {
    return platform::rename_to_new(temporary, name);
  });
}

void write_stamp(const std::string& path) {
  replace(path, "");
}

}  // namespace migrate::migc
