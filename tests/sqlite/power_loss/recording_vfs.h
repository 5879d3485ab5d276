#pragma once

// SQLite's own file system with a record of what goes to the disk: every file that a database consists of,
// but not temporary files, nor the shared memory of a write-ahead log, which no power cut leaves.
//
//     install_recording_vfs();
//     Recording recording(folder);
//     ... run on the files of the folder ...
//     recording.operations()

#include <filesystem>
#include <vector>

#include "sqlite/power_loss/disk.h"

namespace migrate::testing {

// Makes it SQLite's default. Random numbers are the same in each run.
void install_recording_vfs();

Files files_in(const std::filesystem::path& folder);
void write_files(const std::filesystem::path& folder, const Files& files);

// REQUIRES: one at a time, and every database of the folder is opened and closed while it lives.
class Recording {
 public:
  explicit Recording(const std::filesystem::path& folder);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording();

  const Files& start() const { return start_; }
  const std::vector<DiskOperation>& operations() const { return operations_; }

  std::size_t opened(const std::string& name);
  void add(DiskOperation operation);

 private:
  Files start_;
  Disk disk_;
  std::vector<DiskOperation> operations_;
};

}  // namespace migrate::testing
