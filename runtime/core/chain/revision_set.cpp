#include "core/chain/revision_set.h"

#include <algorithm>

namespace migrate::core {

bool RevisionSet::contains_any(std::span<const RevisionIndex> indexes) const {
  return std::any_of(indexes.begin(), indexes.end(), [this](RevisionIndex index) { return contains(index); });
}

std::vector<RevisionIndex> RevisionSet::indexes() const {
  std::vector<RevisionIndex> found;
  for (RevisionIndex index = 0; index < members_.size(); ++index)
    if (contains(index)) found.push_back(index);
  return found;
}

RevisionSet& RevisionSet::operator&=(const RevisionSet& other) {
  for (std::size_t i = 0; i < members_.size(); ++i) members_[i] = members_[i] && other.members_[i];
  return *this;
}

RevisionSet& RevisionSet::operator|=(const RevisionSet& other) {
  for (std::size_t i = 0; i < members_.size(); ++i) members_[i] = members_[i] || other.members_[i];
  return *this;
}

RevisionSet& RevisionSet::operator-=(const RevisionSet& other) {
  for (std::size_t i = 0; i < members_.size(); ++i) members_[i] = members_[i] && !other.members_[i];
  return *this;
}

RevisionSet with_ancestors(const Chain& chain, RevisionSet set, Along along) {
  for (auto index = static_cast<RevisionIndex>(chain.size()); index-- > 0;) {
    if (!set.contains(index)) continue;
    for (const RevisionIndex parent : chain[index].parents()) set.insert(parent);
    if (along == Along::parents) continue;
    for (const RevisionIndex needed : chain[index].dependencies()) set.insert(needed);
  }
  return set;
}

RevisionSet with_descendants(const Chain& chain, RevisionSet set, Along along) {
  for (const Revision revision : chain) {
    const bool follows = set.contains_any(revision.parents()) || (along == Along::parents_and_dependencies &&
                                                                  set.contains_any(revision.dependencies()));
    if (follows) set.insert(revision.index());
  }
  return set;
}

std::vector<RevisionIndex> tips(const Chain& chain, const RevisionSet& set, Along along) {
  std::vector<RevisionIndex> found;
  for (const RevisionIndex member : set.indexes()) {
    const bool is_named =
        set.contains_any(chain[member].children()) ||
        (along == Along::parents_and_dependencies && set.contains_any(chain[member].dependents()));
    if (!is_named) found.push_back(member);
  }
  return found;
}

}  // namespace migrate::core
