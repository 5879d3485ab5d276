// A stamp writes the version rows and runs nothing.
//
// Each destination takes the place of the rows that are on one line with it, above or below, dependencies
// included; all other rows stay. Several destinations are judged together: one that another implies is
// none.

#include <algorithm>
#include <string>

#include "core/plan/target.h"
#include "core/plan/version_rows.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/plan.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

using core::Along;
using core::as_rows;
using core::Branch;
using core::RevisionSet;
using core::Target;

namespace {

class StampPlanner {
 public:
  StampPlanner(const Chain& chain, std::span<const std::string> rows, Purge purge) : chain_(chain) {
    if (purge == Purge::no)
      rows_ = core::read_rows(chain, rows).rows;
    else if (!rows.empty())
      steps_.push_back({Forget{}, {rows.begin(), rows.end()}, {}});
  }

  void leave(const std::optional<Branch>& branch) {
    const std::vector<RevisionIndex> left = branch ? rows_on_line_of(branch->revision) : rows_;
    for (const RevisionIndex row : left) replace({row}, {});
  }

  void move_to(RevisionIndex destination) {
    if (std::ranges::count(rows_, destination) > 0) return;
    replace(rows_on_line_of(destination), {destination});
  }

  std::vector<PlanStep> take_steps() { return std::move(steps_); }
  std::vector<std::string> rows() const { return as_rows(chain_, rows_); }

 private:
  std::vector<RevisionIndex> rows_on_line_of(RevisionIndex revision) const {
    const RevisionSet start(chain_, {&revision, 1});
    RevisionSet line = with_ancestors(chain_, start, Along::parents_and_dependencies);
    line |= with_descendants(chain_, start, Along::parents_and_dependencies);
    std::vector<RevisionIndex> found;
    for (const RevisionIndex row : rows_)
      if (line.contains(row)) found.push_back(row);
    return found;
  }

  void replace(const std::vector<RevisionIndex>& removed, const std::vector<RevisionIndex>& added) {
    std::erase_if(rows_, [&](RevisionIndex row) { return std::ranges::count(removed, row) > 0; });
    rows_.insert(rows_.end(), added.begin(), added.end());
    steps_.push_back({Stamp{}, as_rows(chain_, removed), as_rows(chain_, added)});
  }

  const Chain& chain_;
  std::vector<RevisionIndex> rows_;
  std::vector<PlanStep> steps_;
};

std::vector<Target> parse_stamp_targets(std::span<const std::string> targets) {
  std::vector<Target> parsed;
  for (const std::string& text : targets) {
    parsed.push_back(core::parse_target(text));
    if (parsed.back().offset)
      throw core::usage_error(core::concat({core::in_quotes(text), " is relative"}),
                              "A stamp needs a revision by its name.");
  }
  if (parsed.empty()) throw core::usage_error("nothing to stamp: name a revision, or \"base\"");
  return parsed;
}

// The revisions that the targets name, without those that others of them imply.
std::vector<RevisionIndex> stamp_destinations(const Chain& chain, std::span<const Target> targets) {
  RevisionSet named(chain);
  for (const Target& target : targets)
    for (const RevisionIndex revision : core::resolve_all(chain, target)) named.insert(revision);
  return core::tips(chain, with_ancestors(chain, std::move(named), Along::parents_and_dependencies),
                    Along::parents_and_dependencies);
}

}  // namespace

Plan plan_stamp(const Chain& chain, std::span<const std::string> rows, std::span<const std::string> texts,
                Purge purge) {
  const std::vector<Target> targets = parse_stamp_targets(texts);
  const std::vector<RevisionIndex> destinations = stamp_destinations(chain, targets);
  Plan plan;
  plan.rows_before = core::sorted_rows(rows);

  StampPlanner planner(chain, plan.rows_before, purge);
  for (const RevisionIndex destination : destinations) planner.move_to(destination);
  if (destinations.empty())
    for (const Target& target : targets) planner.leave(core::find_branch(chain, target));
  plan.steps = planner.take_steps();
  plan.rows_after = planner.rows();
  return plan;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
