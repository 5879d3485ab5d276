#include "core/plan/target.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/suggest.h"
#include "core/text/text.h"

namespace migrate::core {

namespace {

// Shorter ids are found only by their whole text, so that a new revision never makes "a1" ambiguous.
constexpr std::size_t shortest_abbreviated_id = 4;

bool is_name_byte(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
         byte == '_' || byte == '.';
}

bool is_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_name_byte);
}

Error not_a_target(std::string_view text) {
  return usage_error(
      concat({in_quotes(text),
              " is not a target: write a revision, a branch label, \"head\", \"heads\" or \"base\", "
              "then +N or -N if needed, after BRANCH@ if needed"}));
}

// A number that is too large for the type is too large for every chain.
std::optional<std::int64_t> parse_offset(std::string_view text) {
  const bool down = text.front() == '-';
  std::int64_t steps = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), steps);
  if (text.size() < 2 || end != text.data() + text.size() || steps < 0) return std::nullopt;
  if (error == std::errc::result_out_of_range) steps = std::numeric_limits<std::int64_t>::max();
  return down ? -steps : steps;
}

std::vector<std::string_view> known_names(const Chain& chain) {
  std::vector<std::string_view> names{"head", "heads", "base"};
  for (const RevisionIndex index : chain.find_prefix("")) names.push_back(chain[index].id());
  for (const Revision revision : chain)
    for (const std::string_view label : revision.labels()) names.push_back(label);
  return names;
}

std::vector<RevisionIndex> find_abbreviated(const Chain& chain, std::string_view prefix) {
  std::vector<RevisionIndex> found;
  for (const RevisionIndex index : chain.find_prefix(prefix))
    if (chain[index].id().size() >= shortest_abbreviated_id) found.push_back(index);
  return found;
}

std::optional<RevisionIndex> find_whole(const Chain& chain, std::string_view name) {
  const std::optional<RevisionIndex> revision = chain.find_revision(name);
  return revision ? revision : chain.find_label(name);
}

// By the whole id, the whole label or the beginning of an id, of which there may be others off the branch.
RevisionIndex find_name(const Chain& chain, std::string_view name, const std::optional<Branch>& branch,
                        std::string_view what) {
  std::vector<RevisionIndex> candidates;
  if (const std::optional<RevisionIndex> whole = find_whole(chain, name))
    candidates = {*whole};
  else
    candidates = find_abbreviated(chain, name);
  if (candidates.empty())
    throw usage_error(
        concat({"there is no ", what, " ", in_quotes(name), did_you_mean(name, known_names(chain))}));

  const std::vector<RevisionIndex> found = on_branch(candidates, branch);
  if (found.empty())
    throw usage_error(concat({in_quotes(name), " is not on branch ", in_quotes(branch->name), ": ",
                              chain[branch->revision].id(), " and ", listed(chain, candidates),
                              " do not descend from each other"}));
  if (found.size() > 1)
    throw usage_error(concat({in_quotes(name), " is ambiguous: it begins ", listed(chain, found)}),
                      "Write more of the id.");
  return found.front();
}

std::vector<RevisionIndex> find_heads(const Chain& chain, const std::optional<Branch>& branch) {
  return branch ? on_branch(chain.heads(), branch) : unneeded_revisions(chain);
}

// Whether the question can be answered with several revisions.
enum class Several : bool { refused, possible };

Error several_revisions(const Chain& chain, const Target& target, std::span<const RevisionIndex> revisions,
                        Several several) {
  const std::string prefix = target.branch ? concat({*target.branch, "@"}) : "";
  return usage_error(concat({in_quotes(target.text), " is ambiguous: ",
                             target.branch ? concat({"branch ", in_quotes(*target.branch)}) : "the chain",
                             " has the heads ", listed(chain, revisions)}),
                     target.offset || several == Several::refused
                         ? std::string("Name one of them.")
                         : concat({"Name one of them, or write ", in_quotes(concat({prefix, "heads"})),
                                   " where all are meant."}));
}

Error ambiguous_step(const Chain& chain, const Target& target, Place from,
                     std::span<const RevisionIndex> ways) {
  return usage_error(concat({in_quotes(target.text), " is ambiguous: from ", name_of(chain, from),
                             " the chain continues to ", listed(chain, ways)}),
                     "Name the revision instead.");
}

std::vector<RevisionIndex> next_up(const Chain& chain, Place from, const std::optional<Branch>& branch) {
  return on_branch(from ? chain[*from].children() : chain.bases(), branch);
}

std::vector<RevisionIndex> resolve(const Chain& chain, const Target& target, Several several) {
  const std::optional<Branch> branch = find_branch(chain, target);
  if (target.name == "heads") return find_heads(chain, branch);
  if (target.name == "head") {
    std::vector<RevisionIndex> heads = on_branch(chain.heads(), branch);
    if (heads.size() > 1) throw several_revisions(chain, target, heads, several);
    return heads;
  }
  if (target.name == "base") return {};
  if (target.name == "current") throw usage_error("\"current\" cannot be used here: name a revision");
  return {find_name(chain, target.name, branch, "revision or branch label")};
}

Walk walk_up(const Chain& chain, const Target& target, Place start) {
  const std::optional<Branch> branch = find_branch(chain, target);
  Walk walk{start, *target.offset};
  for (; walk.left > 0; --walk.left) {
    const std::vector<RevisionIndex> ways = next_up(chain, walk.end, branch);
    if (ways.empty()) break;
    if (ways.size() > 1) throw ambiguous_step(chain, target, walk.end, ways);
    walk.end = ways.front();
  }
  return walk;
}

Walk walk_down(const Chain& chain, const Target& target, Place start) {
  Walk walk{start, -*target.offset};
  for (; walk.left > 0 && walk.end; --walk.left) {
    const std::span<const RevisionIndex> ways = chain[*walk.end].parents();
    if (ways.size() > 1) throw ambiguous_step(chain, target, walk.end, ways);
    walk.end = ways.empty() ? Place() : ways.front();
  }
  return walk;
}

}  // namespace

Error usage_error(std::string what, std::string_view advice) {
  return advised_error(ErrorKind::usage, std::move(what), no_state, advice);
}

Target parse_target(std::string_view text) {
  Target target{.text = text, .branch = {}, .name = text, .offset = {}};
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    target.branch = text.substr(0, at);
    target.name = text.substr(at + 1);
    if (target.branch->empty() || !is_name(*target.branch)) throw not_a_target(text);
  }
  if (const std::size_t sign = target.name.find_first_of("+-"); sign != std::string_view::npos) {
    target.offset = parse_offset(target.name.substr(sign));
    target.name = target.name.substr(0, sign);
    if (!target.offset) throw not_a_target(text);
  }
  const bool says_nothing = target.name.empty() && target.offset.value_or(0) == 0;
  if (says_nothing || !is_name(target.name)) throw not_a_target(text);
  return target;
}

TargetRange parse_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos)
    throw usage_error(concat({in_quotes(text), " is not a range: write FROM:TO, FROM: or :TO"}));
  return {text.substr(0, colon), text.substr(colon + 1)};
}

std::optional<Branch> find_branch(const Chain& chain, const Target& target) {
  if (!target.branch) return std::nullopt;
  if (is_symbol(*target.branch))
    throw usage_error(
        concat({in_quotes(*target.branch), " is not a branch: write a branch label or a revision before @"}));
  const RevisionIndex revision = find_name(chain, *target.branch, std::nullopt, "branch");
  const RevisionIndex start[] = {revision};
  RevisionSet line = with_ancestors(chain, RevisionSet(chain, start), Along::parents);
  line |= with_descendants(chain, RevisionSet(chain, start), Along::parents);
  return Branch{*target.branch, revision, std::move(line), chain.find_label(*target.branch).has_value()};
}

std::vector<RevisionIndex> on_branch(std::span<const RevisionIndex> revisions,
                                     const std::optional<Branch>& branch) {
  std::vector<RevisionIndex> found;
  for (const RevisionIndex index : revisions)
    if (!branch || branch->line.contains(index)) found.push_back(index);
  return found;
}

bool is_symbol(std::string_view name) {
  return name == "head" || name == "heads" || name == "base" || name == "current";
}

std::vector<RevisionIndex> unneeded_revisions(const Chain& chain) {
  std::vector<RevisionIndex> found;
  for (const RevisionIndex head : chain.heads())
    if (chain[head].dependents().empty()) found.push_back(head);
  return found;
}

std::vector<RevisionIndex> resolve_all(const Chain& chain, const Target& target) {
  return resolve(chain, target, Several::possible);
}

Place resolve_one(const Chain& chain, const Target& target) {
  const std::vector<RevisionIndex> found = resolve(chain, target, Several::refused);
  if (found.size() > 1) throw several_revisions(chain, target, found, Several::refused);
  return found.empty() ? Place() : found.front();
}

Walk walk(const Chain& chain, const Target& target, Place start) {
  return *target.offset < 0 ? walk_down(chain, target, start) : walk_up(chain, target, start);
}

void require_length(const Chain& chain, const Target& target, const Walk& walked) {
  if (walked.left == 0) return;
  const std::int64_t steps = *target.offset < 0 ? -*target.offset : *target.offset;
  throw usage_error(
      concat({in_quotes(target.text), " goes too far: the chain ends at ", name_of(chain, walked.end),
              " after ", std::to_string(steps - walked.left), " of ", std::to_string(steps), " steps"}));
}

Place walk_exactly(const Chain& chain, const Target& target, Place start) {
  const Walk walked = walk(chain, target, start);
  require_length(chain, target, walked);
  return walked.end;
}

}  // namespace migrate::core
