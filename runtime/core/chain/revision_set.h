#pragma once

// A set of revisions of one chain, and what can be reached from it.
//
// Parents have smaller indexes than their children, so that one pass over the chain in either direction finds
// everything above or below a set, however the revisions are connected.

#include <cstdint>
#include <span>
#include <vector>

#include "migrate/chain.h"

namespace migrate::core {

class RevisionSet {
 public:
  explicit RevisionSet(const Chain& chain) : members_(chain.size()) {}
  RevisionSet(const Chain& chain, std::span<const RevisionIndex> members) : RevisionSet(chain) {
    for (const RevisionIndex member : members) insert(member);
  }

  bool contains(RevisionIndex index) const { return members_[index]; }
  void insert(RevisionIndex index) { members_[index] = true; }
  void erase(RevisionIndex index) { members_[index] = false; }
  bool contains_any(std::span<const RevisionIndex> indexes) const;
  // Ascending: in the order of the chain.
  std::vector<RevisionIndex> indexes() const;

  RevisionSet& operator&=(const RevisionSet& other);
  RevisionSet& operator|=(const RevisionSet& other);
  RevisionSet& operator-=(const RevisionSet& other);

 private:
  std::vector<bool> members_;
};

// Which relations count: down_revision alone, which makes branches, or depends_on as well.
enum class Along : std::uint8_t { parents, parents_and_dependencies };

// Both include the revisions that they start from.
[[nodiscard]] RevisionSet with_ancestors(const Chain& chain, RevisionSet set, Along along);
[[nodiscard]] RevisionSet with_descendants(const Chain& chain, RevisionSet set, Along along);

// The members that no other member names directly; ascending.
[[nodiscard]] std::vector<RevisionIndex> tips(const Chain& chain, const RevisionSet& set, Along along);

}  // namespace migrate::core
