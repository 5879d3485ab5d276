#include "migc/chain/chain_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/text/suggest.h"
#include "migc/chain/cycles.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/shell_command.h"

namespace migrate::migc {

namespace {

// Looking for the nearest of thousands of names takes a while; that many suggestions are of no use.
constexpr std::size_t max_suggestions = 20;

// Of several heads or bases.
constexpr std::size_t most_listed = 10;

std::string fold_case(std::string_view id) {
  std::string folded(id);
  for (char& c : folded)
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c + 32);
  return folded;
}

const std::string& id_of(const RevisionFile& file) {
  return file.header.revision.value;
}

class Structure {
 public:
  Structure(const Folder& folder, Diagnostics& diagnostics);

  void check_ids();
  void check_labels();
  // REQUIRES for all below: check_labels().
  void check_links();
  void check_cycles();
  void check_base();

 private:
  using Names = std::unordered_map<std::string_view, Node>;

  enum class Labels : bool { no, yes };

  std::optional<Node> find_dependency(const std::string& name) const;
  std::vector<std::string> suggest(std::string_view name, Labels labels, const RevisionFile& asking);
  void link_parents(Node node);
  void link_dependencies(Node node);
  void report_cycle(const std::vector<Node>& cycle);

  const Folder& folder_;
  Diagnostics& diagnostics_;
  std::vector<const RevisionFile*> members_;
  Names by_id_;
  Names by_label_;
  Needs needs_;
  std::vector<std::size_t> parent_counts_;  // the needs before are parents, those after are dependencies
  bool parent_is_missing_ = false;
  bool has_cycle_ = false;
  std::size_t suggestions_ = 0;
};

Structure::Structure(const Folder& folder, Diagnostics& diagnostics)
    : folder_(folder),
      diagnostics_(diagnostics),
      members_(taking_part(folder)),
      needs_(members_.size()),
      parent_counts_(members_.size()) {
  by_id_.reserve(members_.size());
  for (Node node = 0; node < members_.size(); ++node) by_id_.emplace(id_of(*members_[node]), node);
}

void Structure::check_ids() {
  for (const RevisionFile& file : folder_.files) {
    if (!file.header.has_revision()) continue;
    const RevisionFile& first = *members_[by_id_.at(id_of(file))];
    if (&first == &file) continue;
    diagnostics_.error_in_line(
        file.source, file.header.revision.line,
        fmt::format("duplicate revision id \"{}\", first in {}", id_of(file), first.source.path()));
  }
  std::unordered_map<std::string, const RevisionFile*> by_folded_id;
  by_folded_id.reserve(members_.size());
  for (const RevisionFile* file : members_) {
    const RevisionFile& first = *by_folded_id.try_emplace(fold_case(id_of(*file)), file).first->second;
    if (&first == file) continue;
    diagnostics_.error_in_line(file->source, file->header.revision.line,
                               fmt::format("revision id \"{}\" differs only in case from \"{}\" in {}",
                                           id_of(*file), id_of(first), first.source.path()));
  }
}

void Structure::check_labels() {
  for (Node node = 0; node < members_.size(); ++node) {
    const RevisionFile& file = *members_[node];
    const auto& [labels, line] = file.header.branch_labels;
    for (const std::string& label : labels) {
      const auto [first, is_new] = by_label_.try_emplace(label, node);
      if (is_new) continue;
      diagnostics_.error_in_line(file.source, line,
                                 fmt::format("duplicate branch label \"{}\", first in {}", label,
                                             members_[first->second]->source.path()));
    }
    for (const std::string& label : labels)
      if (const auto owner = by_id_.find(label); owner != by_id_.end())
        diagnostics_.error_in_line(file.source, line,
                                   fmt::format("branch label \"{}\" is the id of {}", label,
                                               members_[owner->second]->source.path()));
  }
}

std::optional<Node> Structure::find_dependency(const std::string& name) const {
  for (const Names* names : {&by_id_, &by_label_})
    if (const auto found = names->find(name); found != names->end()) return found->second;
  return std::nullopt;
}

// A revision never means itself.
std::vector<std::string> Structure::suggest(std::string_view name, Labels labels,
                                            const RevisionFile& asking) {
  if (++suggestions_ > max_suggestions) return {};
  std::vector<std::string_view> candidates;
  for (const RevisionFile* file : members_) {
    if (file == &asking) continue;
    candidates.push_back(id_of(*file));
    if (labels == Labels::yes)
      std::ranges::copy(file->header.branch_labels.value, std::back_inserter(candidates));
  }
  const std::optional<std::string> near = core::nearest(name, candidates);
  return near ? std::vector{fmt::format("did you mean \"{}\"?", *near)} : std::vector<std::string>();
}

void Structure::link_parents(Node node) {
  const RevisionFile& file = *members_[node];
  const auto& [parents, line] = file.header.down_revision;
  for (const std::string& parent : parents) {
    if (const auto found = by_id_.find(parent); found != by_id_.end()) {
      needs_[node].push_back(found->second);
      continue;
    }
    parent_is_missing_ = true;
    diagnostics_.error_in_line(file.source, line, fmt::format("down_revision \"{}\" does not exist", parent),
                               suggest(parent, Labels::no, file));
  }
  parent_counts_[node] = needs_[node].size();
}

void Structure::link_dependencies(Node node) {
  const RevisionFile& file = *members_[node];
  const auto& [dependencies, line] = file.header.depends_on;
  for (const std::string& dependency : dependencies) {
    if (const std::optional<Node> found = find_dependency(dependency))
      needs_[node].push_back(*found);
    else
      diagnostics_.error_in_line(
          file.source, line,
          fmt::format("depends_on \"{}\" is neither a revision nor a branch label", dependency),
          suggest(dependency, Labels::yes, file));
  }
}

void Structure::check_links() {
  for (Node node = 0; node < members_.size(); ++node) {
    link_parents(node);
    link_dependencies(node);
  }
}

void Structure::report_cycle(const std::vector<Node>& cycle) {
  const RevisionFile& first = *members_[cycle.front()];
  std::string path;
  for (const Node node : cycle) path += id_of(*members_[node]) + " -> ";
  const std::vector<Node>& needs = needs_[cycle.front()];
  const auto entry = std::find(needs.begin(), needs.end(), cycle[cycle.size() > 1 ? 1 : 0]) - needs.begin();
  const bool is_parent = static_cast<std::size_t>(entry) < parent_counts_[cycle.front()];
  const std::size_t line = is_parent ? first.header.down_revision.line : first.header.depends_on.line;
  diagnostics_.error_in_line(first.source, line, fmt::format("cycle: {}{}", path, id_of(first)));
}

void Structure::check_cycles() {
  const std::vector<std::vector<Node>> cycles = find_cycles(needs_);
  has_cycle_ = !cycles.empty();
  for (const std::vector<Node>& cycle : cycles) report_cycle(cycle);
}

bool is_base(const RevisionFile& file) {
  return file.header.has_down_revision() && file.header.down_revision.value.empty();
}

void Structure::check_base() {
  const auto has_base = [](const RevisionFile* file) { return is_base(*file); };
  if (members_.empty() || parent_is_missing_ || has_cycle_ || std::ranges::any_of(members_, has_base)) return;
  diagnostics_.error_of(folder_.versions_path(), "no base: no revision has \"down_revision: none\"");
}

using Files = std::vector<const RevisionFile*>;

Files find_bases(const Files& members) {
  Files bases;
  std::ranges::copy_if(members, std::back_inserter(bases),
                       [](const RevisionFile* file) { return is_base(*file); });
  return bases;
}

Files find_heads(const Files& members) {
  std::unordered_set<std::string_view> parents;
  parents.reserve(members.size());
  for (const RevisionFile* file : members)
    parents.insert(file->header.down_revision.value.begin(), file->header.down_revision.value.end());
  Files heads;
  std::ranges::copy_if(members, std::back_inserter(heads),
                       [&](const RevisionFile* file) { return !parents.contains(id_of(*file)); });
  return heads;
}

// The list, cut where it is too long to be read.
std::string listed(const std::vector<std::string>& ids) {
  if (ids.size() <= most_listed) return fmt::format("{}", fmt::join(ids, ", "));
  return fmt::format("{} and {} more",
                     fmt::join(ids.begin(), ids.begin() + std::ptrdiff_t{most_listed}, ", "),
                     ids.size() - most_listed);
}

bool is_any_parent_missing(const Files& members) {
  std::unordered_set<std::string_view> ids;
  ids.reserve(members.size());
  for (const RevisionFile* file : members) ids.insert(id_of(*file));
  return std::ranges::any_of(members, [&](const RevisionFile* file) {
    return std::ranges::any_of(file->header.down_revision.value,
                               [&](const std::string& parent) { return !ids.contains(parent); });
  });
}

// The ids of the files, once there are several; reported at the first of them.
std::vector<std::string> report_several(std::string_view what, Files files, Diagnostics& diagnostics) {
  if (files.size() < 2) return {};
  std::ranges::sort(files, {}, [](const RevisionFile* file) { return std::string_view(id_of(*file)); });
  std::vector<std::string> ids;
  for (const RevisionFile* file : files) ids.push_back(id_of(*file));
  diagnostics.error_in_line(files.front()->source, files.front()->header.revision.line,
                            fmt::format("several {}: {}", what, listed(ids)));
  return ids;
}

// The line of migrate.yaml that has this key.
std::size_t line_of_setting(const SourceFile& file, std::string_view key) {
  std::size_t line = 1;
  while (!file.line_text(line).starts_with(fmt::format("{}:", key))) ++line;
  return line;
}

void check_verify_from(const Folder& folder, const Files& members, Diagnostics& diagnostics) {
  const std::string& id = folder.settings.verify_from;
  if (id.empty() ||
      std::ranges::any_of(members, [&](const RevisionFile* file) { return id_of(*file) == id; }))
    return;
  const std::optional<SourceFile> file = read_folder_file(folder.dir, "migrate.yaml", diagnostics);
  if (!file) return;
  std::vector<std::string_view> ids;
  for (const RevisionFile* member : members) ids.push_back(id_of(*member));
  const std::optional<std::string> near = core::nearest(id, ids);
  diagnostics.error_in_line(
      *file, line_of_setting(*file, "verify_from"), fmt::format("verify_from \"{}\" does not exist", id),
      near ? std::vector{fmt::format("did you mean \"{}\"?", *near)} : std::vector<std::string>());
}

}  // namespace

void check_structure(const Folder& folder, Diagnostics& diagnostics) {
  Structure structure(folder, diagnostics);
  structure.check_ids();
  structure.check_labels();
  structure.check_links();
  structure.check_cycles();
  structure.check_base();
}

void check_policy(const Folder& folder, Diagnostics& diagnostics) {
  const Files members = taking_part(folder);
  check_verify_from(folder, members, diagnostics);
  if (folder.settings.allow_multiple_heads) return;
  if (!report_several("bases", find_bases(members), diagnostics).empty())
    diagnostics.to_mend(fmt::format(
        "give all bases but one a down_revision, or write \"allow_multiple_heads: true\" in {}/migrate.yaml",
        folder.dir));
  const std::vector<std::string> heads = report_several("heads", find_heads(members), diagnostics);
  // What follows a parent that is missing is no head of its own making, and the commands need a whole chain.
  if (heads.empty() || is_any_parent_missing(members)) return;
  const std::string merged = heads.size() > most_listed ? "heads" : fmt::format("{}", fmt::join(heads, " "));
  diagnostics.to_mend(
      fmt::format("{}, or {}", migc_call(folder.dir, fmt::format("merge {}", merged)),
                  migc_call(folder.dir, fmt::format("rebase {} --onto {}", heads[1], heads[0]))));
}

void check_folder(const Folder& folder, Diagnostics& diagnostics) {
  check_structure(folder, diagnostics);
  check_policy(folder, diagnostics);
  check_lock(folder, diagnostics);
}

}  // namespace migrate::migc
