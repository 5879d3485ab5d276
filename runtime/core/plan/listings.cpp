#include "core/plan/listings.h"

#include <algorithm>
#include <optional>

#include "core/chain/revision_set.h"
#include "core/plan/target.h"
#include "core/plan/version_rows.h"
#include "core/text/concat.h"
#include "core/text/text.h"

namespace migrate::core {

namespace {

constexpr std::string_view current = "current";

std::vector<RevisionIndex> newest_first(std::vector<RevisionIndex> revisions) {
  std::sort(revisions.begin(), revisions.end(), std::greater<>());
  return revisions;
}

// `heads` walked down by -N each; with a branch, only the heads that its label is carried up to.
std::vector<Walk> walk_down_from_heads(const Chain& chain, const Target& target) {
  const std::optional<Branch> branch = find_branch(chain, target);
  std::vector<Walk> walks;
  for (const RevisionIndex head : unneeded_revisions(chain))
    if (!branch || (branch->is_label && branch->line.contains(head)))
      walks.push_back(walk(chain, target, head));
  return walks;
}

std::vector<RevisionIndex> ends_of(std::span<const Walk> walks) {
  std::vector<RevisionIndex> ends;
  for (const Walk& walk : walks)
    if (walk.end && std::find(ends.begin(), ends.end(), *walk.end) == ends.end()) ends.push_back(*walk.end);
  return ends;
}

// The lower end of a range: no revision means the base.
struct LowerEnd {
  std::vector<RevisionIndex> revisions;
  std::optional<Branch> branch;
};

bool is_plain_name(const Target& target) {
  return !target.branch && !target.offset && !is_symbol(target.name);
}

// The upper end of a range when a lower end can be counted from it: one revision by its name, or the one row.
Place find_counting_start(const Chain& chain, std::span<const std::string> rows, std::string_view upper) {
  std::vector<RevisionIndex> starts;
  if (upper == current) {
    starts = read_rows(chain, rows).rows;
  } else if (!upper.empty()) {
    const Target target = parse_target(upper);
    if (is_plain_name(target)) starts = resolve_all(chain, target);
  }
  return starts.size() == 1 ? Place(starts.front()) : Place();
}

// "-N" counts from the heads. Where one of them has no such revision, it counts from the upper end and stops
// at the base.
std::vector<RevisionIndex> resolve_counted_lower(const Chain& chain, std::span<const std::string> rows,
                                                 const Target& target, std::string_view upper) {
  const std::vector<Walk> walks = walk_down_from_heads(chain, target);
  if (std::all_of(walks.begin(), walks.end(), [](const Walk& walk) { return walk.end.has_value(); }))
    return ends_of(walks);
  const Place start = find_counting_start(chain, rows, upper);
  if (!start)
    throw usage_error(concat({in_quotes(target.text), " goes below the first revision"}), "Write \"base\".");
  const Walk walked = walk(chain, target, start);
  return ends_of({&walked, 1});
}

LowerEnd resolve_lower(const Chain& chain, std::span<const std::string> rows, const TargetRange& range) {
  if (range.lower.empty()) return {};
  if (range.lower == current) return {read_rows(chain, rows).rows, {}};
  const Target target = parse_target(range.lower);
  if (!target.offset) return {resolve_all(chain, target), find_branch(chain, target)};
  if (!target.is_counted() || *target.offset > 0)
    throw usage_error(
        concat({in_quotes(target.text),
                " cannot begin a range: write a revision, or -N to count down from the heads"}));
  return {resolve_counted_lower(chain, rows, target, range.upper), find_branch(chain, target)};
}

Place start_of_upper(const Chain& chain, const Target& target, const LowerEnd& lower) {
  if (!target.is_counted()) return resolve_one(chain, target);
  if (*target.offset < 0)
    throw usage_error(
        concat({in_quotes(target.text),
                " cannot end a range: write a revision, or +N to count up from its beginning"}));
  const std::vector<RevisionIndex> starts = on_branch(lower.revisions, find_branch(chain, target));
  if (starts.size() > 1)
    throw usage_error(
        concat({in_quotes(target.text), " is ambiguous: the range begins at ", listed(chain, starts)}));
  return starts.empty() ? Place() : starts.front();
}

// Counting stops where the chain does: a range shows what there is.
std::vector<RevisionIndex> resolve_upper(const Chain& chain, std::span<const std::string> rows,
                                         std::string_view text, const LowerEnd& lower) {
  if (text.empty()) return unneeded_revisions(chain);
  if (text == current) return read_rows(chain, rows).rows;
  const Target target = parse_target(text);
  if (!target.offset) return resolve_all(chain, target);
  const Place end = walk(chain, target, start_of_upper(chain, target, lower)).end;
  return end ? std::vector{*end} : std::vector<RevisionIndex>();
}

Error not_on_one_line(const Chain& chain, std::string_view range, RevisionIndex lower,
                      std::span<const RevisionIndex> upper) {
  return usage_error(
      concat({in_quotes(range), " is not a range: its end, ", upper.empty() ? "base" : listed(chain, upper),
              ", does not descend from ", chain[lower].id()}));
}

RevisionSet between(const Chain& chain, std::string_view text, std::span<const RevisionIndex> lower,
                    std::span<const RevisionIndex> upper) {
  constexpr Along all = Along::parents_and_dependencies;
  RevisionSet found = with_ancestors(chain, RevisionSet(chain, upper), all);
  if (lower.empty()) return found;
  for (const RevisionIndex revision : lower)
    if (!found.contains(revision)) throw not_on_one_line(chain, text, revision, upper);
  const RevisionSet ends(chain, lower);
  found -= with_ancestors(chain, ends, all);
  found |= ends;
  found &= with_descendants(chain, ends, Along::parents);
  return found;
}

}  // namespace

bool mentions_current(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return text == current;
  return text.substr(0, colon) == current || text.substr(colon + 1) == current;
}

std::vector<RevisionIndex> list_heads(const Chain& chain, Heads which) {
  if (which == Heads::without_needed) return newest_first(unneeded_revisions(chain));
  return newest_first({chain.heads().begin(), chain.heads().end()});
}

std::vector<RevisionIndex> list_branch_points(const Chain& chain) {
  std::vector<RevisionIndex> found;
  for (const Revision revision : chain)
    if (revision.is_branch_point()) found.push_back(revision.index());
  return newest_first(std::move(found));
}

std::vector<RevisionIndex> list_history(const Chain& chain, std::span<const std::string> rows,
                                        std::string_view range) {
  const TargetRange sides = range.empty() ? TargetRange{} : parse_range(range);
  const LowerEnd lower = resolve_lower(chain, rows, sides);
  const std::vector<RevisionIndex> upper =
      on_branch(resolve_upper(chain, rows, sides.upper, lower), lower.branch);
  return newest_first(between(chain, range, lower.revisions, upper).indexes());
}

std::vector<RevisionIndex> list_shown(const Chain& chain, std::span<const std::string> rows,
                                      std::string_view text) {
  if (text == current) return newest_first(read_rows(chain, rows).rows);
  const Target target = parse_target(text);
  if (!target.offset) return newest_first(resolve_all(chain, target));
  if (!target.is_counted() || *target.offset > 0)
    throw usage_error(
        concat({in_quotes(text), " cannot be shown: write a revision, or -N to count down from the heads"}));
  const std::vector<Walk> walks = walk_down_from_heads(chain, target);
  for (const Walk& walked : walks) require_length(chain, target, walked);
  return newest_first(ends_of(walks));
}

std::vector<RevisionIndex> list_current(const Chain& chain, std::span<const std::string> rows) {
  return newest_first(tips(chain, read_rows(chain, rows).all, Along::parents));
}

}  // namespace migrate::core
