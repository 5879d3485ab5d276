#include "core/ledger/recorded_digests.h"

#include <algorithm>

namespace migrate::core {

bool RecordedDigests::covers(const RecordedRevision& revision) {
  const std::optional<Digest> content = from_hex(revision.content_digest);
  std::vector<Digest> parents;
  const bool has_all = add(revision.down_revision, parents) && add(revision.depends_on, parents);
  if (!content || !has_all) return false;
  const Digest digest =
      chain_digest(dialect_, revision.revision, transaction_of(revision), std::move(parents), *content);
  digests_.emplace(revision.revision, digest);
  return to_hex(digest) == revision.chain_digest;
}

bool RecordedDigests::add(const std::string& ids, std::vector<Digest>& parents) const {
  for (const std::string& id : split_list(ids)) {
    const std::optional<Digest> digest = find(id);
    if (!digest) return false;
    parents.push_back(*digest);
  }
  return true;
}

std::optional<Digest> RecordedDigests::find(const std::string& id) const {
  if (const auto known = chain_.find_revision(id)) return from_hex(chain_[*known].chain_digest(dialect_));
  const auto found = digests_.find(id);
  return found == digests_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    parts.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return parts;
}

bool has_flag(const RecordedRevision& revision, std::string_view flag) {
  return std::ranges::count(split_list(revision.flags), flag) > 0;
}

Transaction transaction_of(const RecordedRevision& revision) {
  if (has_flag(revision, "none")) return Transaction::none;
  return has_flag(revision, "own") ? Transaction::own : Transaction::shared;
}

}  // namespace migrate::core
