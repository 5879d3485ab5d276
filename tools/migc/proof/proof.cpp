#include "migc/proof/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "core/plan/undoing.h"
#include "migc/proof/name_in_message.h"
#include "migc/proof/proof_memory.h"
#include "migc/proof/runner.h"
#include "migrate/error.h"
#include "migrate/plan.h"

namespace migrate::migc {

namespace {

// What the author has to correct, in contrast to what keeps the proof from going on.
bool is_of_revision(const Error& error) {
  return error.kind() == ErrorKind::failed || error.kind() == ErrorKind::incomplete ||
         error.kind() == ErrorKind::mismatch;
}

// What failed, without the place, which a finding has, and without the state of the scratch database.
std::string cause_of(const Error& error) {
  const ErrorContext& context = error.context();
  std::string cause = error.what();
  if (const std::size_t at = cause.rfind('\n' + context.state); !context.state.empty() && at != cause.npos)
    cause.erase(at);
  const std::string place =
      fmt::format("revision \"{}\", statement {}: ", context.revision, context.statement);
  if (const std::size_t at = cause.find(place); at != cause.npos) cause.erase(0, at + place.size());
  return cause;
}

// The database's own words are those that a search engine knows. Of what the library itself refuses, SQLite
// says only that.
std::string message_of(const Error& error) {
  const std::string& words = error.context().database_message;
  return words.empty() || words == "not authorized" ? cause_of(error) : words;
}

class ChainProof {
 public:
  ChainProof(const Chain& chain, ScratchEngine& engine, const ProofOptions& options)
      : chain_(chain),
        engine_(engine),
        options_(options),
        runner_(chain, engine.dialect(), options.program, options.limit),
        memory_(options.memory != nullptr ? *options.memory : no_memory_),
        database_(engine.make_database()) {}

  Proof run() {
    const RevisionIndex known = memory_.known();
    const ChainPlace start = memory_.restore(*database_, ProofTrack::main, known);
    rows_ = start.rows;
    for (RevisionIndex i = 0; i < known; ++i) did_not_run_[i] = !memory_.could_run(i);
    proof_.verdicts.assign(chain_.size(), Verdict::not_proven);
    for (RevisionIndex i = start.size; i < known; ++i) repeat(i);
    for (RevisionIndex i = known; i < chain_.size(); ++i) {
      memory_.begin(i);
      proof_.verdicts[i] = prove(i);
      memory_.reach(*database_, ProofTrack::main, {i + 1, rows_});
    }
    const bool all_ran = std::ranges::find(did_not_run_, true) == did_not_run_.end();
    if (options_.depth == ProofDepth::together && all_ran) run_together();
    for (const bool did_not_run : did_not_run_) proof_.ran.push_back(!did_not_run);
    return std::move(proof_);
  }

 private:
  // Upgrades once more to where the next revision needs the database.
  void repeat(RevisionIndex i) {
    if (!did_not_run_[i]) prove(i);
    proof_.findings.clear();
    memory_.reach(*database_, ProofTrack::main, {i + 1, rows_});
  }

  bool goes_back(RevisionIndex i) const {
    const bool only_up = i < options_.only_up.size() && options_.only_up[i];
    return options_.depth != ProofDepth::upgrade && !only_up && i >= memory_.known() &&
           chain_[i].irreversible().empty() && !chain_[i].upgrade(engine_.dialect()).empty();
  }

  Verdict prove(RevisionIndex i) {
    if (needs_what_did_not_run(i)) return cannot_run(i);
    const Revision revision = chain_[i];
    if (std::string step = runner_.missing_step(Direction::upgrade, i); !step.empty()) {
      add(FindingKind::upgrade_calls_step, i, std::move(step));
      return cannot_run(i);
    }
    const bool goes_back = this->goes_back(i);
    const SchemaCatalogue before = goes_back ? database_->read_schema() : SchemaCatalogue{};
    const Plan plan = plan_upgrade(chain_, rows_, revision.id());
    if (!succeeds(plan, FindingKind::upgrade_fails)) {
      cannot_run(i);
      restore(i);
      return Verdict::wrong;
    }
    return goes_back ? prove_downgrade(i, plan, before) : Verdict::proven;
  }

  // As a program does with a new database, which must have the same schema then.
  void run_together() {
    const std::unique_ptr<ScratchDatabase> database = engine_.make_database();
    ChainPlace place = memory_.restore(*database, ProofTrack::plain, options_.together_from);
    try {
      run_together_on(*database, place);
    } catch (const Error& error) {
      if (!is_of_revision(error)) throw;
      const std::optional<RevisionIndex> failed = chain_.find_revision(error.context().revision);
      return add_failure(FindingKind::fails_together, failed.value_or(0), error);
    }
    std::vector<Difference> found = differences(database_->read_schema(), database->read_schema());
    if (std::ranges::all_of(found, is_note)) return;
    add(FindingKind::differs_together, chain_.heads().front(), {});
    proof_.findings.back().differences = std::move(found);
  }

  void run_together_on(ScratchDatabase& database, ChainPlace& place) {
    if (options_.together_from == 0) return runner_.run_all(database);
    upgrade_to(database, place, options_.together_from);
    advance(database, place, "heads");
  }

  // With as few transactions as the chain allows.
  void upgrade_to(ScratchDatabase& database, ChainPlace& place, RevisionIndex size) {
    if (place.size == size) return;
    const auto is_last = [&](RevisionIndex i) {
      return std::ranges::none_of(chain_[i].children(), [&](RevisionIndex child) { return child < size; });
    };
    for (RevisionIndex i = 0; i < size; ++i)
      if (is_last(i)) advance(database, place, chain_[i].id());
    place.size = size;
    memory_.reach(database, ProofTrack::plain, place);
  }

  void advance(ScratchDatabase& database, ChainPlace& place, std::string_view target) {
    const Plan plan = plan_upgrade(chain_, place.rows, target);
    if (!plan.empty()) runner_.run(database, plan);
    place.rows = plan.rows_after;
  }

  // REQUIRES: the plan has run. Whatever the downgrade does, the revision is applied in the end.
  Verdict prove_downgrade(RevisionIndex i, const Plan& plan, const SchemaCatalogue& before) {
    if (std::string step = runner_.missing_step(Direction::downgrade, i); !step.empty()) {
      add(FindingKind::downgrade_calls_step, i, std::move(step));
      return Verdict::not_proven;
    }
    const bool is_right = succeeds(core::undoing(plan), FindingKind::downgrade_fails) &&
                          restores(i, before) && succeeds(plan, FindingKind::upgrade_fails_again);
    if (!is_right) restore(i + 1);
    return is_right ? Verdict::proven : Verdict::wrong;
  }

  bool succeeds(const Plan& plan, FindingKind failure) {
    try {
      runner_.run(*database_, plan);
      rows_ = plan.rows_after;
      return true;
    } catch (const Error& error) {
      if (!is_of_revision(error)) throw;
      add_failure(failure, plan.steps.front().move()->revision, error);
      return false;
    }
  }

  void add_failure(FindingKind kind, RevisionIndex i, const Error& error) {
    const ErrorContext& context = error.context();
    add(kind, i, message_of(error));
    Finding& finding = proof_.findings.back();
    finding.suggestion = did_you_mean(finding.message, database_->read_schema());
    finding.statement = context.statement;
    finding.line = context.line;
  }

  // Whether the schema is what it was, but for what is only a note.
  bool restores(RevisionIndex i, const SchemaCatalogue& before) {
    std::vector<Difference> found = differences(before, database_->read_schema());
    if (found.empty()) return true;
    const bool is_right = std::ranges::all_of(found, is_note);
    add(is_right ? FindingKind::order_differs : FindingKind::downgrade_differs, i, {});
    proof_.findings.back().differences = std::move(found);
    return is_right;
  }

  void add(FindingKind kind, RevisionIndex i, std::string message) {
    proof_.findings.push_back({.kind = kind, .revision = i, .message = std::move(message)});
  }

  bool needs_what_did_not_run(RevisionIndex i) const {
    const auto did_not_run = [this](RevisionIndex needed) { return did_not_run_[needed]; };
    return std::ranges::any_of(chain_[i].parents(), did_not_run) ||
           std::ranges::any_of(chain_[i].dependencies(), did_not_run);
  }

  Verdict cannot_run(RevisionIndex i, Verdict verdict = Verdict::not_proven) {
    did_not_run_[i] = true;
    return verdict;
  }

  // To where all of the first `size` revisions that can be run have been. For that a second database follows,
  // which only goes up.
  void restore(RevisionIndex size) {
    if (!followed_) {
      followed_ = engine_.make_database();
      followed_place_ = memory_.restore(*followed_, ProofTrack::plain, size);
    }
    for (; followed_place_.size < size; ++followed_place_.size)
      if (!did_not_run_[followed_place_.size])
        advance(*followed_, followed_place_, chain_[followed_place_.size].id());
    database_->become(*followed_);
    rows_ = followed_place_.rows;
  }

  const Chain& chain_;
  ScratchEngine& engine_;
  const ProofOptions& options_;
  Runner runner_;
  ProofMemory no_memory_;
  ProofMemory& memory_;
  Proof proof_;
  std::vector<bool> did_not_run_ = std::vector<bool>(chain_.size());
  std::unique_ptr<ScratchDatabase> database_;
  std::vector<std::string> rows_;
  std::unique_ptr<ScratchDatabase> followed_;  // made when it is needed first
  ChainPlace followed_place_;
};

}  // namespace

std::size_t Proof::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(verdicts, verdict));
}

Proof prove(const Chain& chain, ScratchEngine& engine, const ProofOptions& options) {
  return ChainProof(chain, engine, options).run();
}

}  // namespace migrate::migc
