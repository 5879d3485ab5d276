// Plans are made in two parts: which revisions to apply or revert, a matter of reachability in the graph, and
// what each step does to the version rows.
//
// The rows are the maximal elements of the applied set. Because that set always holds everything that its
// members need, a revision is a row exactly as long as no applied revision names it directly. So it is enough
// to count, for each revision, the applied ones that do: a step then costs as much as it has parents and
// dependencies, and the rows are right after every step whatever the shape of the graph.

#include <algorithm>
#include <string>

#include "core/plan/rollback_plan.h"
#include "core/plan/target.h"
#include "core/plan/version_rows.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/error.h"
#include "migrate/plan.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

using core::Along;
using core::AppliedRevisions;
using core::as_rows;
using core::Branch;
using core::Place;
using core::RevisionSet;
using core::Target;

namespace {

// The version rows while a plan is made.
class RowTracker {
 public:
  RowTracker(const Chain& chain, const AppliedRevisions& applied)
      : chain_(chain), needed_by_(chain.size()), is_row_(chain, applied.rows) {
    for (const RevisionIndex revision : applied.all.indexes()) {
      for (const RevisionIndex parent : chain[revision].parents()) ++needed_by_[parent];
      for (const RevisionIndex dependency : chain[revision].dependencies()) ++needed_by_[dependency];
    }
  }

  PlanStep apply(RevisionIndex revision) {
    std::vector<RevisionIndex> covered;
    const auto cover = [&](RevisionIndex below) {
      if (needed_by_[below]++ == 0) covered.push_back(below);
    };
    std::ranges::for_each(chain_[revision].parents(), cover);
    std::ranges::for_each(chain_[revision].dependencies(), cover);
    for (const RevisionIndex below : covered) is_row_.erase(below);
    is_row_.insert(revision);
    return {
        Move{Direction::upgrade, revision}, as_rows(chain_, covered), {std::string(chain_[revision].id())}};
  }

  PlanStep revert(RevisionIndex revision) {
    std::vector<RevisionIndex> uncovered;
    const auto uncover = [&](RevisionIndex below) {
      if (--needed_by_[below] == 0) uncovered.push_back(below);
    };
    std::ranges::for_each(chain_[revision].parents(), uncover);
    std::ranges::for_each(chain_[revision].dependencies(), uncover);
    is_row_.erase(revision);
    for (const RevisionIndex below : uncovered) is_row_.insert(below);
    return {Move{Direction::downgrade, revision},
            {std::string(chain_[revision].id())},
            as_rows(chain_, uncovered)};
  }

  std::vector<std::string> rows() const { return as_rows(chain_, is_row_.indexes()); }

 private:
  const Chain& chain_;
  std::vector<std::uint32_t> needed_by_;
  RevisionSet is_row_;
};

Error several_starts(const Chain& chain, const Target& target, std::span<const RevisionIndex> starts) {
  return core::usage_error(core::concat({core::in_quotes(target.text), " is ambiguous: the database is at ",
                                         core::listed(chain, starts)}),
                           "Name a revision, or a branch before @.");
}

// Where "+N" and "BRANCH@+N" count from: the row on that branch, else the tip of what is applied of it.
Place upgrade_start(const Chain& chain, const AppliedRevisions& applied, const Target& target) {
  const std::optional<Branch> branch = core::find_branch(chain, target);
  std::vector<RevisionIndex> starts = core::on_branch(applied.rows, branch);
  if (starts.empty() && branch) {
    RevisionSet applied_on_branch = branch->line;
    applied_on_branch &= applied.all;
    starts = core::tips(chain, applied_on_branch, Along::parents_and_dependencies);
  }
  if (starts.size() > 1) throw several_starts(chain, target, starts);
  return starts.empty() ? Place() : starts.front();
}

std::vector<RevisionIndex> upgrade_targets(const Chain& chain, const AppliedRevisions& applied,
                                           const Target& target) {
  if (!target.offset) return core::resolve_all(chain, target);
  if (target.is_counted() && *target.offset < 0)
    throw core::usage_error(
        core::concat({core::in_quotes(target.text), " goes down; an upgrade counts up, as in \"+1\""}));
  const Place start =
      target.is_counted() ? upgrade_start(chain, applied, target) : core::resolve_one(chain, target);
  const Place end = core::walk_exactly(chain, target, start);
  return end ? std::vector{*end} : std::vector<RevisionIndex>();
}

// Where a downgrade ends, and the revision whose branch alone it reverts.
struct DowngradeTarget {
  Place place;
  std::optional<RevisionIndex> branch;
};

// Where "-N" and "BRANCH@-N" count from: the row on that branch, else the tip of what is applied of it.
RevisionIndex downgrade_start(const Chain& chain, const AppliedRevisions& applied, const Target& target) {
  if (*target.offset > 0)
    throw core::usage_error(
        core::concat({core::in_quotes(target.text), " goes up; a downgrade counts down, as in \"-1\""}));
  const std::optional<Branch> branch = core::find_branch(chain, target);
  std::vector<RevisionIndex> starts = core::on_branch(applied.rows, branch);
  if (starts.empty()) starts = core::on_branch(core::tips(chain, applied.all, Along::parents), branch);
  if (starts.empty())
    throw core::usage_error(core::concat(
        {"cannot downgrade to ", core::in_quotes(target.text), ": nothing ",
         branch ? core::concat({"of branch ", core::in_quotes(branch->name), " "}) : "", "is applied"}));
  if (starts.size() > 1) throw several_starts(chain, target, starts);
  return starts.front();
}

// The target to look up. A whole id says by itself where to stop; then the branch says only which of the
// lines above it to revert.
Target named_in_full(const Chain& chain, Target target) {
  if (chain.find_revision(target.name)) target.branch.reset();
  return target;
}

DowngradeTarget downgrade_target(const Chain& chain, const AppliedRevisions& applied, const Target& target) {
  const std::optional<Branch> branch = core::find_branch(chain, target);
  DowngradeTarget found{{}, branch ? std::optional(branch->revision) : std::nullopt};
  if (target.is_counted()) {
    found.place = downgrade_start(chain, applied, target);
    if (!branch) found.branch = found.place;
  } else {
    found.place = core::resolve_one(chain, named_in_full(chain, target));
  }
  if (target.offset) found.place = core::walk_exactly(chain, target, found.place);
  return found;
}

// The first revisions above the target that must go; of several, those that lead to the branch.
std::vector<RevisionIndex> downgrade_roots(const Chain& chain, const Target& target,
                                           const DowngradeTarget& end) {
  const std::span<const RevisionIndex> all = end.place ? chain[*end.place].children() : chain.bases();
  std::vector<RevisionIndex> roots(all.begin(), all.end());
  if (!end.branch || roots.size() < 2) return roots;

  const RevisionSet leading = with_ancestors(chain, RevisionSet(chain, {&*end.branch, 1}), Along::parents);
  std::erase_if(roots, [&](RevisionIndex root) { return !leading.contains(root); });
  if (roots.empty())
    throw core::usage_error(
        core::concat({core::in_quotes(target.text),
                      " does not say which branch to revert: ", chain[*end.branch].id(), " is not above ",
                      core::name_of(chain, end.place), ", which ", core::listed(chain, all), " follow"}),
        "Name one of them before @.");
  return roots;
}

Error nothing_to_revert(const Chain& chain, const AppliedRevisions& applied, const Target& target,
                        RevisionIndex end) {
  const std::string id(chain[end].id());
  if (!applied.all.contains(end))
    return core::usage_error(
        core::concat({"cannot downgrade to ", core::in_quotes(target.text), ": ", id,
                      " is not applied; the database is at ",
                      applied.rows.empty() ? "base" : core::listed(chain, applied.rows)}));
  return core::usage_error(
      core::concat({"cannot downgrade to ", core::in_quotes(target.text), ": nothing after ", id,
                    " is applied; it is applied because the database is at ",
                    core::listed(chain, applied.rows), ", built on it"}));
}

std::vector<RevisionIndex> revisions_to_revert(const Chain& chain, const AppliedRevisions& applied,
                                               const Target& target) {
  const DowngradeTarget end = downgrade_target(chain, applied, target);
  RevisionSet doomed = with_descendants(chain, RevisionSet(chain, downgrade_roots(chain, target, end)),
                                        Along::parents_and_dependencies);
  doomed &= applied.all;
  std::vector<RevisionIndex> reverted = doomed.indexes();
  const bool is_there = !end.place || std::ranges::count(applied.rows, *end.place) > 0;
  if (reverted.empty() && !is_there) throw nothing_to_revert(chain, applied, target, *end.place);
  std::ranges::reverse(reverted);
  return reverted;
}

void refuse_irreversible(const Chain& chain, std::span<const RevisionIndex> reverted) {
  for (const RevisionIndex index : reverted) {
    const Revision revision = chain[index];
    if (revision.irreversible().empty()) continue;
    ErrorContext context;
    context.revision = revision.id();
    context.file = revision.file();
    throw core::advised_error(ErrorKind::usage,
                              core::concat({"revision ", core::in_quotes(revision.id()),
                                            " is irreversible: ", revision.irreversible()}),
                              core::no_state, "Choose a target that keeps it.", std::move(context));
  }
}

// `reverted`: from the last to the first.
Plan plan_of_reverting(const Chain& chain, const AppliedRevisions& applied,
                       std::span<const RevisionIndex> reverted) {
  Plan plan{.steps = {}, .rows_before = as_rows(chain, applied.rows), .rows_after = {}};
  RowTracker tracker(chain, applied);
  for (const RevisionIndex revision : reverted) plan.steps.push_back(tracker.revert(revision));
  plan.rows_after = tracker.rows();
  return plan;
}

}  // namespace

Plan plan_upgrade(const Chain& chain, std::span<const std::string> rows, std::string_view text) {
  const AppliedRevisions applied = core::read_rows(chain, rows);
  const std::vector<RevisionIndex> targets = upgrade_targets(chain, applied, core::parse_target(text));
  RevisionSet wanted = with_ancestors(chain, RevisionSet(chain, targets), Along::parents_and_dependencies);
  wanted -= applied.all;

  Plan plan{.steps = {}, .rows_before = core::sorted_rows(rows), .rows_after = {}};
  RowTracker tracker(chain, applied);
  for (const RevisionIndex revision : wanted.indexes()) plan.steps.push_back(tracker.apply(revision));
  plan.rows_after = tracker.rows();
  return plan;
}

Plan plan_downgrade(const Chain& chain, std::span<const std::string> rows, std::string_view text) {
  const AppliedRevisions applied = core::read_rows(chain, rows);
  const std::vector<RevisionIndex> reverted = revisions_to_revert(chain, applied, core::parse_target(text));
  refuse_irreversible(chain, reverted);
  return plan_of_reverting(chain, applied, reverted);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate

namespace migrate::core {

Plan plan_rollback(const Chain& extended, std::span<const std::string> rows, RevisionIndex first_unknown) {
  const AppliedRevisions applied = read_rows(extended, rows);
  std::vector<RevisionIndex> reverted = applied.all.indexes();
  std::erase_if(reverted, [&](RevisionIndex index) { return index < first_unknown; });
  std::ranges::reverse(reverted);
  return plan_of_reverting(extended, applied, reverted);
}

}  // namespace migrate::core
