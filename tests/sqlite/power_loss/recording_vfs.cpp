#include "sqlite/power_loss/recording_vfs.h"

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <new>
#include <utility>

namespace migrate::testing {

namespace {

Recording* recording = nullptr;

sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  return real;
}

// The real file comes after it in memory.
struct RecordedFile {
  sqlite3_file base;
  std::size_t number;
  bool is_recorded;
  bool synchronises_folder;  // with its first synchronisation, as SQLite's "unix" does for new journals
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

RecordedFile& recorded(sqlite3_file* file) {
  return *reinterpret_cast<RecordedFile*>(file);
}

template <auto Method, typename... Arguments>
int forward(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* real = recorded(file).real();
  return (real->pMethods->*Method)(real, arguments...);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int result = forward<&sqlite3_io_methods::xWrite>(file, bytes, size, offset);
  if (result == SQLITE_OK && recorded(file).is_recorded)
    recording->add(Written{recorded(file).number, static_cast<std::size_t>(offset),
                           std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
  return result;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int result = forward<&sqlite3_io_methods::xTruncate>(file, size);
  if (result == SQLITE_OK && recorded(file).is_recorded)
    recording->add(Truncated{recorded(file).number, static_cast<std::size_t>(size)});
  return result;
}

int synchronise(sqlite3_file* file, int flags) {
  const int result = forward<&sqlite3_io_methods::xSync>(file, flags);
  if (result != SQLITE_OK || !recorded(file).is_recorded) return result;
  recording->add(Synchronised{recorded(file).number});
  if (std::exchange(recorded(file).synchronises_folder, false)) recording->add(FolderSynchronised{});
  return result;
}

void unmap_barrier(sqlite3_file* file) {
  sqlite3_file* real = recorded(file).real();
  real->pMethods->xShmBarrier(real);
}

using Methods = sqlite3_io_methods;

// Version 2: without files that are mapped into memory, whose changes it would not see.
const Methods methods{2,
                      forward<&Methods::xClose>,
                      forward<&Methods::xRead, void*, int, sqlite3_int64>,
                      write,
                      truncate,
                      synchronise,
                      forward<&Methods::xFileSize, sqlite3_int64*>,
                      forward<&Methods::xLock, int>,
                      forward<&Methods::xUnlock, int>,
                      forward<&Methods::xCheckReservedLock, int*>,
                      forward<&Methods::xFileControl, int, void*>,
                      forward<&Methods::xSectorSize>,
                      forward<&Methods::xDeviceCharacteristics>,
                      forward<&Methods::xShmMap, int, int, int, void volatile**>,
                      forward<&Methods::xShmLock, int, int, int>,
                      unmap_barrier,
                      forward<&Methods::xShmUnmap, int>,
                      nullptr,
                      nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* opened = new (file) RecordedFile{};
  const int result = real_vfs()->xOpen(real_vfs(), name, opened->real(), flags, out_flags);
  if (result != SQLITE_OK) return result;
  opened->base.pMethods = &methods;
  constexpr int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  opened->is_recorded = recording != nullptr && (flags & (journals | SQLITE_OPEN_MAIN_DB)) != 0;
  if (!opened->is_recorded) return result;
  opened->number = recording->opened(std::filesystem::path(name).filename());
  opened->synchronises_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journals) != 0;
  return result;
}

int remove(sqlite3_vfs*, const char* name, int synchronises_folder) {
  const int result = real_vfs()->xDelete(real_vfs(), name, synchronises_folder);
  if (result != SQLITE_OK || recording == nullptr) return result;
  recording->add(Deleted{std::filesystem::path(name).filename()});
  if (synchronises_folder != 0) recording->add(FolderSynchronised{});
  return result;
}

int same_random_bytes(sqlite3_vfs*, int size, char* bytes) {
  std::memset(bytes, 7, static_cast<std::size_t>(size));
  return size;
}

}  // namespace

void install_recording_vfs() {
  static sqlite3_vfs vfs = *real_vfs();
  vfs.zName = "recording";
  vfs.szOsFile += static_cast<int>(sizeof(RecordedFile));
  vfs.xOpen = &open;
  vfs.xDelete = &remove;
  vfs.xRandomness = &same_random_bytes;
  sqlite3_vfs_register(&vfs, 1);
}

Files files_in(const std::filesystem::path& folder) {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::string& content = files[entry.path().filename()];
    content.resize(entry.file_size());
    std::ifstream(entry.path(), std::ios::binary)
        .read(content.data(), static_cast<std::streamsize>(content.size()));
  }
  return files;
}

void write_files(const std::filesystem::path& folder, const Files& files) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const auto& [name, content] : files) std::ofstream(folder / name, std::ios::binary) << content;
}

Recording::Recording(const std::filesystem::path& folder) : start_(files_in(folder)), disk_(start_) {
  recording = this;
}

Recording::~Recording() {
  recording = nullptr;
}

std::size_t Recording::opened(const std::string& name) {
  const std::size_t file = disk_.file_of(name);
  if (!disk_.has(file)) add(Created{file, name});
  return file;
}

void Recording::add(DiskOperation operation) {
  disk_.apply(operation);
  operations_.push_back(std::move(operation));
}

}  // namespace migrate::testing
