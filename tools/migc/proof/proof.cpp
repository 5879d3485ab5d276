#include "migc/proof/proof.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "migc/proof/chain_course.h"
#include "migc/proof/main_database.h"
#include "migc/proof/proof_context.h"
#include "migc/proof/proof_memory.h"
#include "migc/proof/proof_together.h"
#include "migc/proof/queries.h"
#include "migc/proof/revision_proof.h"
#include "migc/proof/runner.h"

namespace migrate::migc {

namespace {

Verdict verdict_of(const std::vector<Finding>& findings) {
  Verdict verdict = Verdict::proven;
  for (const Finding& finding : findings) {
    if (is_error(finding.kind)) return Verdict::wrong;
    if (finding.kind == FindingKind::engine_lacks || finding.kind == FindingKind::upgrade_calls_step ||
        finding.kind == FindingKind::downgrade_calls_step || finding.kind == FindingKind::fails_on_keys)
      verdict = Verdict::not_proven;
  }
  return verdict;
}

// Goes along the chain, from where the memory ends.
class ChainProof {
 public:
  explicit ChainProof(ProofContext context)
      : context_(context),
        course_(context.chain.size()),
        database_(context.engine.make_database()),
        revisions_(context, database_, course_),
        queries_(context.chain, context.dialect(), context.options.queries) {}

  Proof run() {
    begin();
    for (RevisionIndex i = context_.memory.known(); i < context_.chain.size(); ++i) {
      if (context_.options.begins) context_.options.begins(i);
      std::vector<Finding> findings;
      proof_.verdicts[i] = prove(i, findings);
      context_.memory.learn(i, proof_.verdicts[i], !course_[i].stopped_by, findings);
      std::ranges::move(findings, std::back_inserter(proof_.findings));
      database_.reach(context_.memory, i + 1);
    }
    proof_.tables_without_rows = revisions_.tables_without_rows();
    for (const RevisionCourse& course : course_) proof_.ran.push_back(!course.stopped_by);
    if (std::ranges::find(proof_.ran, false) == proof_.ran.end()) prove_whole();
    count_what_did_not_run(proof_, context_.chain);
    return std::move(proof_);
  }

 private:
  void begin() {
    const RevisionIndex known = context_.memory.known();
    const RevisionIndex start = database_.restore(context_.memory, known);
    proof_.verdicts.assign(context_.chain.size(), Verdict::not_proven);
    for (RevisionIndex i = 0; i < known; ++i) remember(i);
    revisions_.begin(start > 0 ? MadeUp::yes : MadeUp::no);
    if (has_broken_objects_) revisions_.know_broken_objects(known - 1);
    for (RevisionIndex i = start; i < known; ++i) repeat(i);
  }

  void remember(RevisionIndex i) {
    if (!context_.memory.could_run(i)) course_[i].stopped_by = find_stop(i).value_or(i);
    for (const Finding& finding : context_.memory.findings(i)) {
      if (finding.kind == FindingKind::fails_on_keys) course_[i].fails_on_keys = true;
      if (finding.kind == FindingKind::fixture_fails) course_[i].fixture_fails = true;
      if (finding.kind == FindingKind::breaks_object || finding.kind == FindingKind::breaks_keys)
        has_broken_objects_ = true;
      if (finding.kind == FindingKind::function_missing) context_.engine.stand_in_for(finding.message);
    }
  }

  // Upgrades once more to where the next revision needs the database.
  void repeat(RevisionIndex i) {
    if (!course_[i].stopped_by) course_[i].stopped_by = find_stop(i);
    if (!course_[i].stopped_by) (void)revisions_.prove(i);
    database_.reach(context_.memory, i + 1);
  }

  // The revision because of which this one cannot run.
  std::optional<RevisionIndex> find_stop(RevisionIndex i) const {
    for (const auto& needed : {context_.chain[i].parents(), context_.chain[i].dependencies()})
      for (const RevisionIndex each : needed)
        if (course_[each].stopped_by) return course_[each].stopped_by;
    return std::nullopt;
  }

  Verdict prove(RevisionIndex i, std::vector<Finding>& findings) {
    course_[i].stopped_by = find_stop(i);
    if (course_[i].stopped_by) return Verdict::not_proven;
    queries_.before(i, database_.scratch());
    findings = revisions_.prove(i);
    if (!course_[i].stopped_by) queries_.after(i, database_.scratch(), findings);
    return verdict_of(findings);
  }

  // REQUIRES: all revisions are applied.
  void prove_whole() {
    if (!context_.options.only_head) prove_end();
    if (!context_.options.at_head || context_.options.at_head(database_.scratch())) return;
    revisions_.remove_made_up_rows();
    (void)context_.options.at_head(database_.scratch());
  }

  void prove_end() {
    queries_.at_head(database_.scratch(), proof_.findings);
    if (context_.options.depth != ProofDepth::together || lacks_functions()) return;
    const bool keys = std::ranges::none_of(course_, &RevisionCourse::fails_on_keys);
    std::optional<Finding> found = prove_together(context_, database_, revisions_, keys);
    if (found) proof_.findings.push_back(std::move(*found));
  }

  // The program does not have the stand-ins.
  bool lacks_functions() const {
    return context_.options.program != nullptr &&
           std::ranges::find(proof_.findings, FindingKind::function_missing, &Finding::kind) !=
               proof_.findings.end();
  }

  ProofContext context_;
  Proof proof_;
  bool has_broken_objects_ = false;  // where the memory ends; they are no news then
  ChainCourse course_;
  MainDatabase database_;
  RevisionProof revisions_;
  QueryWatch queries_;
};

}  // namespace

std::size_t Proof::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(verdicts, verdict));
}

void count_what_did_not_run(Proof& proof, const Chain& chain) {
  std::vector<RevisionIndex> stopped_by(chain.size());
  std::map<RevisionIndex, std::size_t> needed_by;
  for (const Revision revision : chain) {
    const RevisionIndex i = revision.index();
    if (proof.ran[i]) continue;
    stopped_by[i] = i;
    for (const auto& needed : {revision.dependencies(), revision.parents()})
      for (const RevisionIndex each : needed)
        if (!proof.ran[each]) stopped_by[i] = stopped_by[each];
    if (stopped_by[i] != i) ++needed_by[stopped_by[i]];
  }
  for (Finding& finding : proof.findings) finding.needed_by = needed_by[finding.revision];
}

std::vector<std::string> not_proven_beyond(const Proof& proof, const Chain& chain) {
  const auto ran = [&](RevisionIndex i) { return proof.ran[i]; };
  std::vector<std::string> revisions;
  for (const Revision revision : chain)
    if (!ran(revision.index()) && std::ranges::all_of(revision.parents(), ran) &&
        std::ranges::all_of(revision.dependencies(), ran))
      revisions.emplace_back(revision.id());
  return revisions;
}

bool ProofOptions::goes_back(const Revision& revision) const {
  const bool is_only_up = revision.index() < only_up.size() && only_up[revision.index()];
  return depth != ProofDepth::upgrade && !is_only_up && revision.irreversible().empty();
}

Proof prove(const Chain& chain, ScratchEngine& engine, const ProofOptions& options) {
  engine.limit_statements(options.limit);
  ProofMemory no_memory;
  Runner runner(chain, engine.dialect(), options.program, options.limit);
  ProofMemory& memory = options.memory != nullptr ? *options.memory : no_memory;
  return ChainProof({chain, engine, options, memory, runner}).run();
}

}  // namespace migrate::migc
