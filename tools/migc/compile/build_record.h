#pragma once

// What `migc compile --record FILE` read and wrote the last time. With it a build can ask at each start, for
// the price of one query for each file, whether its outputs still match the folder, whatever times the
// files carry:
//
//     BuildRecord record("build/revisions.record", request);
//     if (record.still_holds()) return;
//     ...                                            // read the folder, write the outputs
//     record.save(folders, files);
//
// A file is the same as before while its device, inode, size and both of its times are: `cp -p` and `tar` set
// the time of modification, but nothing sets the time of the last status change, which the kernel keeps. Any
// other file is read again, and is the same when its SHA-256 is.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/file_identity.h"

namespace migrate::migc {

struct RecordedFile {
  std::string path;
  std::string digest;  // empty: the file does not exist
  bool is_revision = false;
  std::optional<platform::FileIdentity> identity = {};  // nothing: it has to be read again
};

// A folder, and the names in it that count as revisions.
using RecordedFolder = std::pair<std::string, std::vector<std::string>>;

// Nanoseconds of the clock that files carry.
[[nodiscard]] std::uint64_t wall_clock();

class BuildRecord {
 public:
  // `request` tells what was asked for: what another request wrote proves nothing. To be made before anything
  // is read. Without a path nothing is known, and nothing is kept.
  BuildRecord(std::string path, std::string request, std::uint64_t now = wall_clock());

  // Keeps what it finds out about files that it had to read.
  [[nodiscard]] bool still_holds();

  void save(std::vector<RecordedFolder> folders, std::vector<RecordedFile> files);

  struct Contents {
    std::string request;
    std::vector<RecordedFolder> folders;
    std::vector<RecordedFile> files;
  };

 private:
  bool is_same(RecordedFile& file);
  [[nodiscard]] std::optional<platform::FileIdentity> identify(const std::string& path) const;
  void write() const;

  std::string path_;
  std::uint64_t start_;
  Contents contents_;
  bool has_learned_ = false;
};

}  // namespace migrate::migc
