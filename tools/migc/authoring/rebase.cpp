#include "migc/authoring/rebase.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/chain/revision_set.h"
#include "core/text/text.h"
#include "migc/folder/key_lines.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

core::RevisionSet ancestors_of(const Chain& chain, core::Place place) {
  core::RevisionSet start(chain);
  if (place) start.insert(*place);
  return core::with_ancestors(chain, start, core::Along::parents);
}

// The revisions of a line that are tied to what is outside of it, or to the base.
std::vector<RevisionIndex> find_roots(const Chain& chain, const core::RevisionSet& line) {
  std::vector<RevisionIndex> roots;
  for (const RevisionIndex index : line.indexes()) {
    const auto parents = chain[index].parents();
    if (parents.empty() ||
        std::ranges::any_of(parents, [&](RevisionIndex parent) { return !line.contains(parent); }))
      roots.push_back(index);
  }
  return roots;
}

Error already_below(const Chain& chain, RevisionIndex revision, core::Place onto) {
  return core::usage_error(
      fmt::format("{} cannot be moved onto {}, which is built on it: that would be a cycle",
                  core::in_quotes(chain[revision].id()), core::in_quotes(onto ? chain[*onto].id() : "base")));
}

Error not_one_line(const Chain& chain, RevisionIndex revision, const std::vector<RevisionIndex>& roots) {
  const Revision first = chain[roots.front()];
  const std::string reason =
      roots.size() > 1
          ? fmt::format("a merge ties it to several lines, which begin at {}", core::listed(chain, roots))
          : fmt::format("its line begins with {}, a merge of {}", first.id(),
                        core::listed(chain, first.parents()));
  return core::usage_error(
      fmt::format("{} cannot be moved: {}", core::in_quotes(chain[revision].id()), reason));
}

}  // namespace

Rebase plan_rebase(const Chain& chain, RevisionIndex revision, core::Place onto) {
  core::RevisionSet line = ancestors_of(chain, revision);
  line -= ancestors_of(chain, onto);
  if (!line.contains(revision)) throw already_below(chain, revision, onto);
  const std::vector<RevisionIndex> roots = find_roots(chain, line);
  const Revision first = chain[roots.front()];
  if (roots.size() > 1 || first.is_merge_point()) throw not_one_line(chain, revision, roots);
  return {first.index(), first.is_base() ? core::Place() : first.parents().front(), onto};
}

std::string with_down_revision(const RevisionFile& file, std::string_view value) {
  const std::string_view bytes = file.source.bytes();
  const std::string_view line =
      without_trailing_blanks(file.source.line_text(file.header.down_revision.line));
  const std::size_t key = line.find("down_revision:");
  const std::string_view old_value = parse_key_line(line.substr(key))->value;
  const auto begin = static_cast<std::size_t>(old_value.data() - bytes.data());
  return fmt::format("{}{}{}", bytes.substr(0, begin), value, bytes.substr(begin + old_value.size()));
}

}  // namespace migrate::migc
