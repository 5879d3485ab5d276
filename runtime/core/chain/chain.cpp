#include "migrate/chain.h"

#include <algorithm>

// The archives of two versions have the same names for what is internal, and one would call functions of
// the other. So the linker finds this name twice, and refuses them.
extern "C" void migrate_is_linked_in_two_versions();
extern "C" void migrate_is_linked_in_two_versions() {}

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace {

std::string_view id_of(const generated::Table& table, RevisionIndex index) noexcept {
  return Revision(table, index).id();
}

}  // namespace

std::optional<RevisionIndex> Chain::find_revision(std::string_view id) const noexcept {
  const std::span<const RevisionIndex> found = find_prefix(id);
  if (found.empty() || id_of(*table_, found.front()) != id) return std::nullopt;
  return found.front();
}

std::optional<RevisionIndex> Chain::find_label(std::string_view label) const noexcept {
  for (const generated::LabelRow& row : table_->labels)
    if (table_->text.substr(row.name.offset, row.name.size) == label) return row.revision;
  return std::nullopt;
}

std::span<const RevisionIndex> Chain::find_prefix(std::string_view prefix) const noexcept {
  const auto id_before = [this](RevisionIndex index, std::string_view text) {
    return id_of(*table_, index).substr(0, text.size()) < text;
  };
  const auto text_before = [this](std::string_view text, RevisionIndex index) {
    return text < id_of(*table_, index).substr(0, text.size());
  };
  const std::span<const RevisionIndex> ids = table_->by_id;
  const auto first = std::lower_bound(ids.begin(), ids.end(), prefix, id_before);
  const auto last = std::upper_bound(first, ids.end(), prefix, text_before);
  return {first, last};
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
