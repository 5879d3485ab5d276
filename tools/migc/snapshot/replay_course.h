#pragma once

// What decides how a replay of a chain on SQLite ends, revision by revision: a state that was kept after the
// first revisions of another chain can be continued where these are the same.

#include <cstddef>
#include <vector>

#include "core/chain/digest.h"
#include "migrate/chain.h"
#include "migrate/plan.h"

namespace migrate::migc {

// Revisions of a plan that run in one go.
struct ReplayPiece {
  std::size_t first;
  std::size_t last;
  bool foreign_keys;
};

class ReplayCourse {
 public:
  // `foreign_keys`: as the program has them. The chain must outlive this.
  ReplayCourse(const Chain& chain, bool foreign_keys);

  // All revisions, in the order of the chain.
  [[nodiscard]] const Plan& plan() const noexcept { return plan_; }
  // By the number of a revision: of the state after it.
  [[nodiscard]] const std::vector<core::Digest>& keys() const noexcept { return keys_; }
  // Whether a replay can stop after a revision and continue on another connection.
  [[nodiscard]] bool can_pause() const noexcept { return can_pause_; }

  // What is run to get from one number of revisions to another one, as if the replay had never paused: where
  // a transaction is cut in two, both parts have the foreign keys that the whole has.
  [[nodiscard]] std::vector<ReplayPiece> pieces(std::size_t from, std::size_t to) const;
  [[nodiscard]] Plan plan_of(const ReplayPiece& piece) const;

 private:
  void find_groups();
  void make_keys();

  const Chain& chain_;
  const bool foreign_keys_;
  Plan plan_;
  std::vector<Group> groups_;
  std::vector<bool> has_keys_;  // by group: foreign keys are on in it
  std::vector<core::Digest> keys_;
  bool can_pause_ = true;
};

}  // namespace migrate::migc
