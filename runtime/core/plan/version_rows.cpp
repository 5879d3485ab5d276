#include "core/plan/version_rows.h"

#include <algorithm>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

// Rows that cannot have come from this library are repaired by saying which revisions are really there.
constexpr const char* repair =
    "Find out which revisions the database really has, then run \"stamp --purge REVISION...\".";

Error unknown_row(const std::string& row) {
  ErrorContext context;
  context.revision = row;
  return advised_error(
      ErrorKind::newer_database,
      concat({"the database has revision ", in_quotes(row), ", which this program does not know"}), no_state,
      "Use the program that applied it or a newer one"
      " (or \"stamp --purge REVISION...\" if the row is wrong).",
      std::move(context));
}

Error repeated_row(const std::string& row) {
  return advised_error(ErrorKind::mismatch,
                       concat({"the version table is damaged: it has the row ", in_quotes(row), " twice"}),
                       no_state, repair);
}

Error implied_row(const Chain& chain, RevisionIndex lower, RevisionIndex upper) {
  return advised_error(ErrorKind::mismatch,
                       concat({"the version table is damaged: its row ", in_quotes(chain[upper].id()),
                               " implies its row ", in_quotes(chain[lower].id())}),
                       no_state, repair);
}

std::vector<RevisionIndex> find_rows(const Chain& chain, std::span<const std::string> rows) {
  std::vector<RevisionIndex> found;
  for (const std::string& row : rows) {
    const std::optional<RevisionIndex> revision = chain.find_revision(row);
    if (!revision) throw unknown_row(row);
    if (std::find(found.begin(), found.end(), *revision) != found.end()) throw repeated_row(row);
    found.push_back(*revision);
  }
  std::sort(found.begin(), found.end());
  return found;
}

// What is below the rows, without the rows that nothing needs.
RevisionSet implied_by(const Chain& chain, std::span<const RevisionIndex> rows) {
  RevisionSet needed(chain);
  for (const RevisionIndex row : rows) {
    for (const RevisionIndex parent : chain[row].parents()) needed.insert(parent);
    for (const RevisionIndex dependency : chain[row].dependencies()) needed.insert(dependency);
  }
  return with_ancestors(chain, std::move(needed), Along::parents_and_dependencies);
}

RevisionIndex find_row_above(const Chain& chain, std::span<const RevisionIndex> rows, RevisionIndex lower) {
  const RevisionIndex start[] = {lower};
  RevisionSet above = with_descendants(chain, RevisionSet(chain, start), Along::parents_and_dependencies);
  above.erase(lower);
  return *std::find_if(rows.begin(), rows.end(), [&](RevisionIndex row) { return above.contains(row); });
}

}  // namespace

AppliedRevisions read_rows(const Chain& chain, std::span<const std::string> rows) {
  AppliedRevisions applied{find_rows(chain, rows), RevisionSet(chain)};
  applied.all = implied_by(chain, applied.rows);
  for (const RevisionIndex row : applied.rows) {
    if (applied.all.contains(row)) throw implied_row(chain, row, find_row_above(chain, applied.rows, row));
    applied.all.insert(row);
  }
  return applied;
}

std::vector<std::string> as_rows(const Chain& chain, std::span<const RevisionIndex> revisions) {
  std::vector<std::string> rows;
  for (const RevisionIndex revision : revisions) rows.emplace_back(chain[revision].id());
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<std::string> sorted_rows(std::span<const std::string> rows) {
  std::vector<std::string> copy(rows.begin(), rows.end());
  std::sort(copy.begin(), copy.end());
  return copy;
}

}  // namespace migrate::core
