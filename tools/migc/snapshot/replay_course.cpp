#include "migc/snapshot/replay_course.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "core/ledger/version_row_change.h"
#include "core/plan/step_items.h"
#include "core/text/sha256.h"
#include "engine/characters.h"
#include "sqlite/table_changes.h"

namespace migrate::migc {

namespace {

// Each field with its size, so that no two sequences look alike.
class CourseHash {
 public:
  CourseHash& add(std::string_view text) {
    hash_.update(std::to_string(text.size()) + ':');
    hash_.update(text);
    return *this;
  }
  CourseHash& add(std::size_t number) { return add(std::string_view(std::to_string(number))); }
  CourseHash& add(const core::Digest& digest) {
    return add(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
  }
  [[nodiscard]] core::Digest finish() { return hash_.finish(); }

 private:
  core::Sha256 hash_;
};

core::Digest key_of_start(const Chain& chain, bool foreign_keys) {
  CourseHash hash;
  hash.add("sqlite replay").add(sqlite3_sourceid()).add(chain.settings().version_table);
  for (int i = 0; const char* option = sqlite3_compileoption_get(i); ++i) hash.add(option);
  return hash.add(std::size_t{foreign_keys}).finish();
}

void add_revision(CourseHash& hash, const Revision& revision) {
  hash.add(revision.id()).add(revision.chain_digest(Dialect::sqlite));
  hash.add(static_cast<std::size_t>(revision.transaction()));
  const Script script = revision.upgrade(Dialect::sqlite);
  for (const ExpectedTable expected : script.expected_tables())
    hash.add(expected.table).add(expected.outline);
  for (const Item& item : script) hash.add(item.text());
}

// What a statement leaves to those after it by way of the connection. Where in doubt, it does.
bool outlives_statement(std::string_view statement) {
  const std::string text = core::to_lower(statement);
  const auto says = [&](const char* word) { return text.find(word) != text.npos; };
  if (text.starts_with("pragma"))
    return !says("user_version") && !says("application_id") && !says("legacy_alter_table");
  return says("temp") || says("changes(") || says("last_insert_rowid");
}

bool uses_connection(const Chain& chain) {
  return std::ranges::any_of(chain, [](const Revision& revision) {
    const Script script = revision.upgrade(Dialect::sqlite);
    return std::any_of(script.begin(), script.end(),
                       [](const Item& item) { return outlives_statement(item.text()); });
  });
}

}  // namespace

ReplayCourse::ReplayCourse(const Chain& chain, bool foreign_keys)
    : chain_(chain),
      foreign_keys_(foreign_keys),
      plan_(plan_upgrade(chain, {}, "heads")),
      can_pause_(!uses_connection(chain)) {
  find_groups();
  make_keys();
}

void ReplayCourse::find_groups() {
  groups_ = cut_into_groups(chain_, plan_, Dialect::sqlite, chain_.settings().transaction);
  for (const Group& group : groups_) {
    const std::span<const PlanStep> steps =
        std::span(plan_.steps).subspan(group.first, group.last - group.first);
    const sqlite::TableChanges changes(core::facts_of(chain_, steps, Dialect::sqlite));
    has_keys_.push_back(foreign_keys_ && !changes.drops_table());
  }
}

void ReplayCourse::make_keys() {
  core::Digest before = key_of_start(chain_, foreign_keys_);
  for (std::size_t i = 0; i < groups_.size(); ++i)
    for (std::size_t step = groups_[i].first; step < groups_[i].last; ++step) {
      CourseHash hash;
      hash.add(before).add(std::size_t{has_keys_[i]});
      add_revision(hash, chain_[plan_.steps[step].move()->revision]);
      before = keys_.emplace_back(hash.finish());
    }
}

std::vector<ReplayPiece> ReplayCourse::pieces(std::size_t from, std::size_t to) const {
  std::vector<ReplayPiece> pieces;
  bool extends = false;  // the last piece ends with a whole group, for which the run itself sees to the keys
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const std::size_t first = std::max(groups_[i].first, from), last = std::min(groups_[i].last, to);
    if (first >= last) continue;
    const bool is_whole = first == groups_[i].first && last == groups_[i].last;
    if (is_whole && extends)
      pieces.back().last = last;
    else
      pieces.push_back({first, last, is_whole ? foreign_keys_ : has_keys_[i]});
    extends = is_whole;
  }
  return pieces;
}

Plan ReplayCourse::plan_of(const ReplayPiece& piece) const {
  const std::vector<std::string> none;
  Plan plan;
  plan.steps.assign(plan_.steps.begin() + static_cast<std::ptrdiff_t>(piece.first),
                    plan_.steps.begin() + static_cast<std::ptrdiff_t>(piece.last));
  plan.rows_before = core::changed_rows(none, core::net_change(plan_, {0, piece.first, true}));
  plan.rows_after = core::changed_rows(none, core::net_change(plan_, {0, piece.last, true}));
  return plan;
}

}  // namespace migrate::migc
