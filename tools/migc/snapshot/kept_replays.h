#pragma once

// The databases that the last replays of a chain ended with, and the one before the newest revision, in a
// folder of the build tree. An added revision then costs itself alone, and so does an edit of the newest one.
// What is damaged, or was kept by another migc, counts as missing.

#include <cstddef>
#include <string>
#include <vector>

#include "migc/scratch/sqlite_states.h"
#include "migc/snapshot/replay_circumstances.h"
#include "migc/snapshot/replay_course.h"
#include "migc/snapshot/sqlite_replay_database.h"

namespace migrate::migc {

class KeptReplays {
 public:
  // An empty folder: nothing is known, and nothing is kept. The course must outlive this.
  KeptReplays(std::string folder, const ReplayCourse& course);

  // Of how many revisions the database is now; it may be left with a part of a state where 0.
  [[nodiscard]] std::size_t restore(SqliteReplayDatabase& database, Circumstances circumstances) const;
  void keep(SqliteReplayDatabase& database, Circumstances circumstances, std::size_t size);
  // After all have been kept.
  void save() const;

 private:
  struct Kept {
    std::string name;
    std::string key;   // hexadecimal
    std::string seal;  // the same
    bool used_random_numbers;
  };

  [[nodiscard]] std::string index_path() const { return folder_ + "/replays.index"; }
  [[nodiscard]] std::string key_of(Circumstances circumstances, std::size_t size) const;
  [[nodiscard]] bool restore(SqliteReplayDatabase& database, const std::string& key) const;
  void read_index();

  std::string folder_;
  const ReplayCourse& course_;
  SqliteStates states_;
  std::vector<Kept> kept_;
};

}  // namespace migrate::migc
