#include "migc/proof/proof_cache.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

#include "migc/replay/archive.h"
#include "migc/replay/sealed_file.h"
#include "platform/process.h"

namespace migrate::migc {

void visit_members(Const<Difference> auto& value, auto&& visit) {
  auto& [kind, object, table, name, fact, was, is] = value;
  visit(kind, object, table, name, fact, was, is);
}
void visit_members(Const<TableWithoutRows> auto& value, auto&& visit) {
  auto& [table, reason] = value;
  visit(table, reason);
}
void visit_members(Const<Finding> auto& value, auto&& visit) {
  auto& [kind, revision, message, suggestion, statement, line, query, column, differences, rows, failed_run,
         fixture, needed_by, may_pass] = value;
  visit(kind, revision, message, suggestion, statement, line, query, column, differences, rows, failed_run,
        fixture, needed_by, may_pass);
}
void visit_members(Const<ProofCache::KnownVerdict> auto& value, auto&& visit) {
  auto& [verdict, ran, used, findings, lines, tables_without_rows] = value;
  visit(verdict, ran, used, findings, lines, tables_without_rows);
}
void visit_members(Const<ProofCache::KnownState> auto& value, auto&& visit) {
  auto& [key, track, size, used, rows, name, seal] = value;
  visit(key, track, size, used, rows, name, seal);
}
void visit_members(Const<HeadFindings> auto& value, auto&& visit) {
  auto& [changes, has_old_copy] = value;
  visit(changes, has_old_copy);
}
void visit_members(Const<ProofCache::KnownHead> auto& value, auto&& visit) {
  auto& [key, findings] = value;
  visit(key, findings);
}
void visit_members(Const<ProofCache::Contents> auto& value, auto&& visit) {
  auto& [generation, verdicts, states, heads] = value;
  visit(generation, verdicts, states, heads);
}

namespace {

constexpr std::string_view proof_seal = "migrate proof";

// Databases are kept at the end of the chain, and at milestones before it for the case that one of the newest
// revisions is edited.
constexpr RevisionIndex milestone_distance = 50;
constexpr std::size_t most_milestones = 2;
constexpr std::size_t most_other_states = 3;  // of each track
constexpr std::size_t most_heads = 8;
constexpr std::size_t most_chains = 4;  // as long as this one, of which verdicts are kept

// Of the time of a proof, the part that it may spend on being continued.
constexpr int share_of_saving = 20;

bool is_milestone(RevisionIndex size) {
  return size % milestone_distance == 0;
}

ProofCache::Contents read_contents(const std::string& path) {
  ProofCache::Contents contents;
  const std::optional<std::string> payload = read_sealed(path, proof_seal);
  if (!payload) return contents;
  ArchiveReader archive(*payload);
  archive.get(contents);
  return archive.is_done() ? std::move(contents) : ProofCache::Contents{};
}

// Whether all revisions have run when this is found out.
bool is_of_end(const Finding& finding) {
  return finding.kind == FindingKind::fails_together || finding.kind == FindingKind::differs_together ||
         finding.kind == FindingKind::query_fails;
}

}  // namespace

RevisionIndex last_milestone(RevisionIndex size) {
  if (size <= 2 * milestone_distance) return 0;
  return (size - milestone_distance - 1) / milestone_distance * milestone_distance;
}

ProofCache::ProofCache(std::string folder, const Chain& chain, ScratchEngine& engine, ProofKeys keys,
                       std::chrono::milliseconds pause)
    : chain_(chain), engine_(engine), keys_(std::move(keys)), pause_(pause), saved_(Clock::now()) {
  if (folder.empty() || !can_seal()) return;
  path_ = std::move(folder) + '/' + std::string(to_string(engine.dialect())) + ".verdicts";
  contents_ = read_contents(path_);
  ++contents_.generation;
  while (known_ < chain_.size() && find(keys_.verdicts[known_], keys_.lines[known_]) != nullptr) ++known_;
}

// One with findings is known only while these tell the right lines.
const ProofCache::KnownVerdict* ProofCache::find(const core::Digest& key, const core::Digest& lines) const {
  const auto found = contents_.verdicts.find(key);
  if (found == contents_.verdicts.end()) return nullptr;
  const bool holds = found->second.findings.empty() || found->second.lines == lines;
  return holds ? &found->second : nullptr;
}

bool ProofCache::could_run(RevisionIndex i) const {
  return contents_.verdicts.at(keys_.verdicts[i]).ran;
}

std::span<const Finding> ProofCache::findings(RevisionIndex i) const {
  return contents_.verdicts.at(keys_.verdicts[i]).findings;
}

bool ProofCache::is_of_chain(const KnownState& state) const {
  return state.size <= chain_.size() && keys_.states[state.size - 1] == state.key;
}

ChainPlace ProofCache::restore(std::unique_ptr<ScratchDatabase>& database, ProofTrack track,
                               RevisionIndex most) {
  for (;;) {
    const auto is_usable = [&](const KnownState& state) {
      return state.track == track && state.size <= most && is_of_chain(state);
    };
    KnownState* best = nullptr;
    for (KnownState& state : contents_.states)
      if (is_usable(state) && (best == nullptr || best->size < state.size)) best = &state;
    if (best == nullptr) return {};
    if (std::unique_ptr<ScratchDatabase> kept = engine_.restore(best->name, best->seal)) {
      database = std::move(kept);
      best->used = contents_.generation;
      return {best->size, best->rows};
    }
    contents_.states.erase(contents_.states.begin() + (best - contents_.states.data()));
  }
}

void ProofCache::learn(RevisionIndex i, Verdict verdict, bool could_run,
                       const std::vector<Finding>& findings) {
  remember(keys_.verdicts[i], keys_.lines[i], verdict, could_run, findings);
  may_pass_ = may_pass_ || std::ranges::find(findings, true, &Finding::may_pass) != findings.end();
}

void ProofCache::reach(ScratchDatabase& database, ProofTrack track, const ChainPlace& place) {
  if (path_.empty()) return;
  const bool is_near = is_milestone(place.size) && place.size + 2 * milestone_distance >= chain_.size();
  if (place.size == chain_.size() || is_near)
    (void)keep(database, track, place);
  else if (track == ProofTrack::main && !may_pass_ && Clock::now() - saved_ >= pause_)
    save_on_the_way(database, place);
}

void ProofCache::forget_state_on_the_way() {
  const std::string name = std::exchange(on_the_way_, {});
  if (!name.empty())
    std::erase_if(contents_.states, [&](const KnownState& state) { return state.name == name; });
}

// The state takes the place of the last one that was kept on the way.
void ProofCache::save_on_the_way(ScratchDatabase& database, const ChainPlace& place) {
  const Clock::time_point start = Clock::now();
  if (keep(database, ProofTrack::main, place)) {
    forget_state_on_the_way();
    on_the_way_ = contents_.states.back().name;
  }
  save();
  saved_ = Clock::now();
  if (pause_ > Clock::duration::zero()) pause_ = std::max(pause_, share_of_saving * (saved_ - start));
}

// Whether the state is a new one.
bool ProofCache::keep(ScratchDatabase& database, ProofTrack track, const ChainPlace& place) {
  const core::Digest& key = keys_.states[place.size - 1];
  const auto is_known = [&](const KnownState& state) { return state.track == track && state.key == key; };
  if (std::ranges::any_of(contents_.states, is_known)) return false;
  const std::string name = core::to_hex(key).substr(0, 16) + (track == ProofTrack::main ? 'm' : 'p') +
                           std::to_string(platform::process_id());
  std::string seal = engine_.keep(name, database);
  if (seal.empty()) return false;
  contents_.states.push_back(
      {key, track, place.size, contents_.generation, place.rows, name, std::move(seal)});
  has_learned_ = true;
  return true;
}

core::Digest ProofCache::all_lines() const {
  core::Sha256 hash;
  for (const core::Digest& lines : keys_.lines)
    hash.update({reinterpret_cast<const char*>(lines.data()), lines.size()});
  return hash.finish();
}

core::Digest ProofCache::key_of_head(const std::string& key) const {
  core::Sha256 hash;
  hash.update({reinterpret_cast<const char*>(keys_.states.back().data()), keys_.states.back().size()});
  hash.update(key);
  return hash.finish();
}

std::optional<HeadFindings> ProofCache::head_findings(const std::string& key) const {
  if (path_.empty()) return std::nullopt;
  const auto found = std::ranges::find(contents_.heads, key_of_head(key), &KnownHead::key);
  if (found == contents_.heads.end()) return std::nullopt;
  return found->findings;
}

void ProofCache::learn_head(const std::string& key, HeadFindings findings) {
  if (path_.empty()) return;
  if (contents_.heads.size() == most_heads) contents_.heads.erase(contents_.heads.begin());
  contents_.heads.push_back({key_of_head(key), std::move(findings)});
  save();
}

bool ProofCache::knows_end() const {
  if (known_ < chain_.size()) return false;
  for (RevisionIndex i = 0; i < known_; ++i)
    if (!could_run(i)) return true;  // then there is nothing to find out
  return find(keys_.end, all_lines()) != nullptr;
}

void ProofCache::remember(const core::Digest& key, const core::Digest& lines, Verdict verdict, bool ran,
                          std::vector<Finding> findings) {
  contents_.verdicts.insert_or_assign(
      key, KnownVerdict{verdict, ran, contents_.generation, std::move(findings), lines, {}});
  has_learned_ = true;
}

Proof ProofCache::complete(Proof fresh, bool is_new_end) {
  Proof proof{.verdicts = {}, .ran = {}, .findings = {}, .tables_without_rows = {}, .known = known_};
  std::vector<std::vector<Finding>> findings(chain_.size());
  std::vector<Finding> end;
  for (Finding& finding : fresh.findings)
    (is_of_end(finding) ? end : findings[finding.revision]).push_back(std::move(finding));
  for (RevisionIndex i = known_; i < chain_.size(); ++i)
    remember(keys_.verdicts[i], keys_.lines[i], fresh.verdicts[i], fresh.ran[i], std::move(findings[i]));
  KnownVerdict& last = contents_.verdicts.at(keys_.verdicts.back());
  if (known_ < chain_.size()) last.tables_without_rows = std::move(fresh.tables_without_rows);
  if (is_new_end) remember(keys_.end, all_lines(), Verdict::proven, true, std::move(end));

  for (RevisionIndex i = 0; i < chain_.size(); ++i) {
    KnownVerdict& known = contents_.verdicts.at(keys_.verdicts[i]);
    known.used = contents_.generation;
    proof.verdicts.push_back(known.verdict);
    proof.ran.push_back(known.ran);
    proof.findings.insert(proof.findings.end(), known.findings.begin(), known.findings.end());
  }
  if (const KnownVerdict* known = find(keys_.end, all_lines()))
    proof.findings.insert(proof.findings.end(), known->findings.begin(), known->findings.end());
  proof.tables_without_rows = contents_.verdicts.at(keys_.verdicts.back()).tables_without_rows;
  count_what_did_not_run(proof, chain_);
  forget_what_may_pass(proof);
  forget_state_on_the_way();
  if (has_learned_) save();
  return proof;
}

// Nor what stands on it.
void ProofCache::forget_what_may_pass(const Proof& proof) {
  const auto first = std::ranges::find(proof.findings, true, &Finding::may_pass);
  if (first == proof.findings.end()) return;
  for (RevisionIndex i = first->revision; i < chain_.size(); ++i) contents_.verdicts.erase(keys_.verdicts[i]);
  contents_.verdicts.erase(keys_.end);
  std::erase_if(contents_.states,
                [&](const KnownState& state) { return is_of_chain(state) && state.size > first->revision; });
}

void ProofCache::drop_old_states() {
  const auto is_own_milestone = [this](const KnownState& state) {
    return is_of_chain(state) && is_milestone(state.size);
  };
  const auto rank = [&](const KnownState& state) {
    const bool is_own = is_own_milestone(state);
    return std::tuple(is_own, is_own ? state.size : state.used, state.size);
  };
  std::ranges::sort(contents_.states, std::greater(), rank);
  std::map<std::pair<ProofTrack, bool>, std::size_t> counts;
  std::erase_if(contents_.states, [&](const KnownState& state) {
    const bool is_own = is_own_milestone(state);
    return ++counts[{state.track, is_own}] > (is_own ? most_milestones : most_other_states);
  });
}

void ProofCache::drop_old_verdicts() {
  const std::size_t most = most_chains * (chain_.size() + milestone_distance);
  if (contents_.verdicts.size() <= most) return;
  std::vector<std::uint64_t> uses;
  for (const auto& [key, verdict] : contents_.verdicts) uses.push_back(verdict.used);
  std::ranges::nth_element(uses, uses.begin() + static_cast<std::ptrdiff_t>(most), std::greater());
  const std::uint64_t oldest = uses[most];
  std::erase_if(contents_.verdicts, [&](const auto& entry) {
    return entry.second.used <= oldest && entry.second.used < contents_.generation;
  });
}

// The list before the databases, so that none is listed that was dropped, whenever this ends.
void ProofCache::save() {
  if (path_.empty()) return;
  drop_old_verdicts();
  drop_old_states();
  ArchiveWriter archive;
  archive.put(contents_);
  write_sealed(path_, proof_seal, archive.take());
  std::vector<std::string> names;
  for (const KnownState& state : contents_.states) names.push_back(state.name);
  engine_.drop_all_but(names);
}

Proof prove_with(ProofCache& cache, const Chain& chain, ScratchEngine& engine, ProofOptions options) {
  options.memory = &cache;
  if (cache.knows_end()) {
    options.only_head = true;
    if (options.at_head) (void)prove(chain, engine, options);
    return cache.complete({}, false);
  }
  Proof fresh = prove(chain, engine, options);
  const bool all_ran = std::ranges::find(fresh.ran, false) == fresh.ran.end();
  return cache.complete(std::move(fresh), all_ran);
}

}  // namespace migrate::migc
