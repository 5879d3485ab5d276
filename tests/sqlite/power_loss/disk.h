#pragma once

// What a folder of a disk holds after the power was cut, worked out from what was written to it.
//
// A disk may keep what was written since the last synchronisation of a file, or lose it, in any order and
// sector by sector. The same goes for names: that a file was created or deleted is certain only when the
// folder was synchronised.
//
//     Disk disk(files);
//     for (const DiskOperation& operation : operations) disk.apply(operation);
//     Files found = disk.after_power_loss({.kept = Kept::some, .sector = 512, .seed = 7});

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace migrate::testing {

using Files = std::map<std::string, std::string>;  // name and content

// A file is a number, because its name may go to another one.
struct Created {
  std::size_t file;
  std::string name;
};
struct Written {
  std::size_t file;
  std::size_t offset;
  std::string bytes;
};
struct Truncated {
  std::size_t file;
  std::size_t size;
};
struct Synchronised {
  std::size_t file;
};
struct Deleted {
  std::string name;
};
struct FolderSynchronised {};
using DiskOperation = std::variant<Created, Written, Truncated, Synchronised, Deleted, FolderSynchronised>;

enum class Kept : std::uint8_t {
  all,   // only the program died
  none,  // nothing that was not synchronised
  some,  // sectors by chance
};

struct PowerLoss {
  Kept kept = Kept::all;
  std::size_t sector = 512;
  std::uint64_t seed = 0;
};

class Disk {
 public:
  explicit Disk(const Files& files);

  // The file that has the name, or a new number.
  std::size_t file_of(const std::string& name);
  bool has(std::size_t file) const { return files_.contains(file); }
  void apply(const DiskOperation& operation);
  Files after_power_loss(const PowerLoss& loss) const;

 private:
  using Change = std::variant<Written, Truncated>;
  struct File {
    std::string content;  // as synchronised
    std::vector<Change> pending;
  };
  struct Naming {
    std::string name;
    std::size_t file;  // no_file: the name was deleted
  };
  static constexpr std::size_t no_file = static_cast<std::size_t>(-1);

  void synchronise(File& file);
  void name(const Naming& naming);

  std::map<std::size_t, File> files_;
  std::map<std::string, std::size_t> names_;    // as synchronised
  std::map<std::string, std::size_t> present_;  // as programs see them
  std::vector<Naming> pending_names_;
  std::size_t next_file_ = 0;
};

}  // namespace migrate::testing
