#include "migc/replay/replay_cache.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "migc/folder/manifest.h"
#include "migc/replay/archive.h"
#include "migc/replay/sealed_file.h"

namespace migrate::core {

using migc::Const;

void visit_members(Const<ScriptItem> auto& value, auto&& visit) {
  auto& [is_call, text, line, flags] = value;
  visit(is_call, text, line, flags);
}
void visit_members(Const<ExpectedTableSpec> auto& value, auto&& visit) {
  auto& [table, outline] = value;
  visit(table, outline);
}
void visit_members(Const<DroppedColumn> auto& value, auto&& visit) {
  auto& [table, column] = value;
  visit(table, column);
}
void visit_members(Const<ScriptSpec> auto& value, auto&& visit) {
  auto& [upgrade, downgrade, upgrade_expects, downgrade_expects, upgrade_drops, downgrade_drops, content,
         proven, adds_enum_value] = value;
  visit(upgrade, downgrade, upgrade_expects, downgrade_expects, upgrade_drops, downgrade_drops, content,
        proven, adds_enum_value);
}

}  // namespace migrate::core

namespace migrate::migc {

void visit_members(Const<ReplayCache::Contents> auto& value, auto&& visit) {
  auto& [keys, scripts, states] = value;
  visit(keys, scripts, states);
}

namespace {

constexpr std::size_t most_bytes_of_states = 67'108'864;

constexpr std::string_view seal_kind = "migrate replay";

std::optional<ReplayCache::Contents> read_contents(const std::string& path) {
  const std::optional<std::string> payload = read_sealed(path, seal_kind);
  if (!payload) return std::nullopt;
  ArchiveReader archive(*payload);
  ReplayCache::Contents contents;
  archive.get(contents);
  return archive.is_done() ? std::optional(std::move(contents)) : std::nullopt;
}

// The points where schemas are kept: the end, and ever fewer before it, so that an edit of one of the last
// revisions waits for some of them only. They stay where they are while a chain grows, since what was not
// kept then cannot be kept later.
std::set<std::size_t> points_to_keep(std::size_t size) {
  std::set<std::size_t> points{size};
  for (const std::size_t stride : {1U, 16U, 256U, 4096U}) {
    const std::size_t last = size == 0 ? 0 : (size - 1) / stride * stride;
    points.insert(last);
    points.insert(last < stride ? 0 : last - stride);
  }
  points.erase(0);
  return points;
}

// Those nearest to the end stay.
void drop_most_distant(std::map<std::size_t, std::string>& states) {
  std::size_t bytes = 0;
  for (const auto& [point, state] : states) bytes += state.size();
  while (bytes > most_bytes_of_states && states.size() > 1) {
    bytes -= states.begin()->second.size();
    states.erase(states.begin());
  }
}

}  // namespace

ReplayCache::ReplayCache(std::string path, std::vector<core::Digest> keys, std::span<const Dialect> dialects)
    : path_(can_seal() ? std::move(path) : ""),
      schemas_(dialects),
      kept_points_(points_to_keep(keys.size())) {
  if (!path_.empty()) load(keys, dialects);
  contents_.keys = std::move(keys);
  contents_.scripts.resize(known_);
  std::erase_if(contents_.states, [this](const auto& state) {
    return state.first > known_ || !kept_points_.contains(state.first);
  });
}

void ReplayCache::load(const std::vector<core::Digest>& keys, std::span<const Dialect> dialects) {
  std::optional<Contents> contents = read_contents(path_);
  if (!contents || contents->keys.size() != contents->scripts.size()) return;
  const auto [same, _] = std::ranges::mismatch(contents->keys, keys);
  const auto state = contents->states.upper_bound(static_cast<std::size_t>(same - contents->keys.begin()));
  if (state == contents->states.begin()) return;
  std::optional<SchemasAlongChain> schemas =
      SchemasAlongChain::deserialize(dialects, std::prev(state)->second);
  if (!schemas) return;
  known_ = std::prev(state)->first;
  schemas_ = std::move(*schemas);
  contents_ = std::move(*contents);
}

void ReplayCache::add(OptionalScripts scripts, const SchemasAlongChain& after) {
  if (path_.empty()) return;
  contents_.scripts.push_back(std::move(scripts));
  const std::size_t point = contents_.scripts.size();
  if (!kept_points_.contains(point)) return;
  if (std::optional<std::string> state = after.serialize()) contents_.states[point] = std::move(*state);
}

void ReplayCache::save() {
  if (path_.empty() || known_ == contents_.keys.size()) return;
  drop_most_distant(contents_.states);
  ArchiveWriter archive;
  archive.put(contents_);
  write_sealed(path_, seal_kind, archive.take());
}

std::vector<core::Digest> replay_keys(const Folder& folder, std::span<const std::size_t> order) {
  std::string before;
  for (const Dialect dialect : folder.settings.dialects) before += to_string(dialect);
  std::vector<core::Digest> keys;
  keys.reserve(order.size());
  for (const std::size_t number : order) {
    const RevisionFile& file = folder.files[number];
    core::Sha256 hash;
    hash.update(before);
    hash.update(file.kind == FileKind::yaml ? "yaml" : "sql");
    hash.update(digest_of_bytes(file.source.bytes()));
    keys.push_back(hash.finish());
    before.assign(keys.back().begin(), keys.back().end());
  }
  return keys;
}

}  // namespace migrate::migc
