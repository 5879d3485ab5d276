#include "cli/revision_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

std::string join_ids(const Chain& chain, std::span<const RevisionIndex> indexes) {
  std::vector<std::string_view> ids;
  for (const RevisionIndex index : indexes) ids.push_back(chain[index].id());
  return fmt::format("{}", fmt::join(ids, ", "));
}

std::string join_labels(const Revision& revision) {
  std::vector<std::string_view> labels;
  for (const std::string_view label : revision.labels()) labels.push_back(label);
  return fmt::format("{}", fmt::join(labels, ", "));
}

// A head that another revision depends on is a head of its line, but the database's row will be the other.
std::string_view head_mark(const Revision& revision) {
  if (!revision.is_head()) return "";
  return revision.dependents().empty() ? " (head)" : " (effective head)";
}

std::string marks(const Revision& revision, const Current& current) {
  std::string text(head_mark(revision));
  if (current.contains(revision.index())) text += " (current)";
  if (revision.is_branch_point()) text += " (branchpoint)";
  if (revision.is_merge_point()) text += " (mergepoint)";
  return text;
}

std::string labels_mark(const Revision& revision) {
  return revision.labels().empty() ? "" : fmt::format(" ({})", join_labels(revision));
}

std::string_view transaction_text(Transaction transaction) {
  return transaction == Transaction::own ? "starts one of its own" : "runs outside of any";
}

// The engines on which it was proven before its release.
std::string join_proven(const Chain& chain, const Revision& revision) {
  std::vector<std::string_view> engines;
  for (const Dialect dialect : chain.dialects())
    if (revision.is_proven(dialect)) engines.push_back(to_string(dialect));
  return fmt::format("{}", fmt::join(engines, ", "));
}

// "sqlite 3.40.1: proven, postgres: not proven"
std::string verdicts_text(const std::vector<BuildVerdict>& verdicts) {
  std::string text;
  for (const BuildVerdict& each : verdicts) {
    std::string verdict = each.verdict;
    std::ranges::replace(verdict, '_', ' ');
    text += fmt::format("{}{}{}{}: {}", text.empty() ? "" : ", ", each.dialect,
                        each.version.empty() ? "" : " ", each.version, verdict);
  }
  if (!verdicts.empty() && verdicts.front().is_outdated) text += "; the file was edited since";
  return text;
}

}  // namespace

std::string revision_line(const Revision& revision, const Current& current) {
  return fmt::format("{}{}{}", core::shown(revision.id()), labels_mark(revision), marks(revision, current));
}

std::string history_line(const Chain& chain, const Revision& revision, const Current& current) {
  std::string line = revision.is_base() ? "<base>" : join_ids(chain, revision.parents());
  if (!revision.dependencies().empty())
    line += fmt::format(" ({})", join_ids(chain, revision.dependencies()));
  line += fmt::format(" -> {}", revision_line(revision, current));
  if (!revision.message().empty()) line += fmt::format(", {}", core::shown(revision.message()));
  return line;
}

std::string revision_block(const Chain& chain, const Revision& revision, const Current& current,
                           const std::vector<BuildVerdict>& verdicts) {
  std::string block;
  const auto fact = [&block](std::string_view name, std::string_view value) {
    if (!value.empty()) fmt::format_to(std::back_inserter(block), "{}: {}\n", name, core::shown(value));
  };
  fact("Rev", fmt::format("{}{}", revision.id(), marks(revision, current)));
  if (revision.is_merge_point())
    fact("Merges", join_ids(chain, revision.parents()));
  else
    fact("Parent", revision.is_base() ? "<base>" : join_ids(chain, revision.parents()));
  fact("Also depends on", join_ids(chain, revision.dependencies()));
  fact("Needed by", join_ids(chain, revision.dependents()));
  if (revision.is_branch_point()) fact("Branches into", join_ids(chain, revision.children()));
  fact("Branch names", join_labels(revision));
  if (revision.transaction() != Transaction::shared)
    fact("Transaction", transaction_text(revision.transaction()));
  fact("Irreversible", revision.irreversible());
  fact("Lossy", revision.lossy());
  if (revision.is_compatible()) fact("Compatible", "programs that know only its parents still work");
  fact("Proven on", join_proven(chain, revision));
  fact("Last build", verdicts_text(verdicts));
  fact("Created", revision.create_date());
  fact("Path", revision.file());
  if (!revision.message().empty())
    fmt::format_to(std::back_inserter(block), "\n    {}\n", core::shown(revision.message()));
  return block;
}

}  // namespace migrate::cli
