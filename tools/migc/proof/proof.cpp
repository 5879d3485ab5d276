#include "migc/proof/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "core/plan/undoing.h"
#include "engine/characters.h"
#include "migc/proof/failure_cause.h"
#include "migc/proof/name_in_message.h"
#include "migc/proof/proof_memory.h"
#include "migc/proof/queries.h"
#include "migc/proof/row_watch.h"
#include "migc/proof/runner.h"
#include "migc/rows/sql_literals.h"
#include "migrate/error.h"
#include "migrate/plan.h"

namespace migrate::migc {

namespace {

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

// What was found by one run of a revision: up, or up, down and up again.
struct Trial {
  std::vector<Finding> findings = {};
  bool is_upgraded = false;  // at least once
  bool is_right = false;     // in each direction, and the revision is applied now
  bool has_failed = false;   // the last finding is about a run that failed
};

// A list of rows, one a line, as a part of a sentence.
std::string in_one_line(std::string message) {
  for (std::size_t at = message.find("\n  "); at != message.npos; at = message.find("\n  "))
    message.replace(at, 3, at > 0 && message[at - 1] == ':' ? " " : ", ");
  return message;
}

class ChainProof {
 public:
  ChainProof(const Chain& chain, ScratchEngine& engine, const ProofOptions& options)
      : chain_(chain),
        engine_(engine),
        options_(options),
        runner_(chain, engine.dialect(), options.program, options.limit),
        memory_(options.memory != nullptr ? *options.memory : no_memory_),
        database_(engine.make_database()),
        watch_(chain, engine.dialect(), options.fixtures),
        queries_(chain, engine.dialect(), options.queries) {}

  Proof run() {
    begin();
    for (RevisionIndex i = memory_.known(); i < chain_.size(); ++i) {
      if (options_.begins) options_.begins(i);
      queries_.before(i, *database_);
      proof_.verdicts[i] = prove(i);
      if (!stopped_by_[i] && !queries_.after(i, *database_, proof_.findings))
        proof_.verdicts[i] = Verdict::wrong;
      memory_.reach(*database_, ProofTrack::main, {i + 1, rows_});
    }
    proof_.tables_without_rows = watch_.tables_without_rows();
    for (const auto& stop : stopped_by_) proof_.ran.push_back(!stop);
    const bool all_ran = std::ranges::find(proof_.ran, false) == proof_.ran.end();
    if (all_ran) queries_.at_head(*database_, proof_.findings);
    if (options_.depth == ProofDepth::together && all_ran && !lacks_functions()) run_together();
    count_what_did_not_run(proof_, chain_);
    return std::move(proof_);
  }

 private:
  // The program does not have the stand-ins.
  bool lacks_functions() const {
    return options_.program != nullptr && std::ranges::find(proof_.findings, FindingKind::function_missing,
                                                            &Finding::kind) != proof_.findings.end();
  }

  // Where the memory ends.
  void begin() {
    const RevisionIndex known = memory_.known();
    const ChainPlace start = memory_.restore(database_, ProofTrack::main, known);
    rows_ = start.rows;
    proof_.verdicts.assign(chain_.size(), Verdict::not_proven);
    for (RevisionIndex i = 0; i < known; ++i) remember(i);
    watch_.begin(*database_, start.size > 0 ? MadeUp::yes : MadeUp::no);
    for (RevisionIndex i = start.size; i < known; ++i) repeat(i);
  }

  void remember(RevisionIndex i) {
    if (!memory_.could_run(i)) stopped_by_[i] = find_stop(i).value_or(i);
    for (const Finding& finding : memory_.findings(i)) {
      if (finding.kind == FindingKind::fails_on_keys) without_keys_[i] = true;
      if (finding.kind == FindingKind::fixture_fails) failed_fixtures_[i] = true;
      if (finding.kind == FindingKind::function_missing) engine_.stand_in_for(finding.message);
    }
  }

  // Upgrades once more to where the next revision needs the database.
  void repeat(RevisionIndex i) {
    if (!stopped_by_[i]) prove(i);
    proof_.findings.clear();
    memory_.reach(*database_, ProofTrack::main, {i + 1, rows_});
  }

  bool goes_back(RevisionIndex i) const {
    return options_.goes_back(chain_[i]) && i >= memory_.known() &&
           !chain_[i].upgrade(engine_.dialect()).empty();
  }

  Verdict prove(RevisionIndex i) {
    if (const std::optional<RevisionIndex> stop = find_stop(i)) {
      stopped_by_[i] = stop;
      return Verdict::not_proven;
    }
    if (std::string step = runner_.missing_step(Direction::upgrade, i); !step.empty()) {
      stopped_by_[i] = i;
      proof_.findings.push_back(finding(FindingKind::upgrade_calls_step, i, std::move(step)));
      return Verdict::not_proven;
    }
    Trial trial = run(i);
    if (trial.has_failed && watch_.has_made_up_rows())
      trial = judge_without_made_up_rows(i, std::move(trial));
    if (trial.has_failed && is_about_keys(trial)) trial = judge_without_keys(i, std::move(trial));
    if (!trial.is_upgraded) {
      stopped_by_[i] = i;
      restore_before(i);
    } else if (!trial.is_right) {
      restore_after(i);
    }
    std::ranges::move(trial.findings, std::back_inserter(proof_.findings));
    if (trial.is_upgraded) run_fixture(i);
    watch_.settle(*database_, words_of_runs(i), MadeUp::yes);
    return verdict_of(i);
  }

  // By what was found about it.
  Verdict verdict_of(RevisionIndex i) const {
    Verdict verdict = Verdict::proven;
    for (const Finding& finding : proof_.findings) {
      if (finding.revision != i) continue;
      if (is_error(finding.kind)) return Verdict::wrong;
      if (finding.kind == FindingKind::downgrade_calls_step || finding.kind == FindingKind::fails_on_keys)
        verdict = Verdict::not_proven;
    }
    return verdict;
  }

  // REQUIRES: what the revision needs is applied, and watch_ knows the rows.
  Trial run(RevisionIndex i) {
    Trial trial;
    const bool goes_back = this->goes_back(i);
    const SchemaCatalogue before = schema();
    const Plan plan = plan_upgrade(chain_, rows_, chain_[i].id());
    if (!succeeds(plan, FindingKind::upgrade_fails, trial)) return trial;
    trial.is_upgraded = true;
    find_broken_objects(i, before, trial);
    trial.is_right = !goes_back || goes_there_and_back(i, plan, before, trial);
    return trial;
  }

  // REQUIRES: the plan has run.
  bool goes_there_and_back(RevisionIndex i, const Plan& plan, const SchemaCatalogue& before, Trial& trial) {
    if (std::string step = runner_.missing_step(Direction::downgrade, i); !step.empty()) {
      trial.findings.push_back(finding(FindingKind::downgrade_calls_step, i, std::move(step)));
      return true;
    }
    const SchemaCatalogue after = schema();
    if (!succeeds(core::undoing(plan), FindingKind::downgrade_fails, trial)) return false;
    const bool restores_schema = restores(i, before, trial);
    const bool restores_rows =
        keeps_rows(i, restores_schema ? RowWatch::Schema::same : RowWatch::Schema::changed, trial);
    if (!restores_schema || !restores_rows || !succeeds(plan, FindingKind::upgrade_fails_again, trial))
      return false;
    compare_upgrades(i, after, trial);
    return true;
  }

  // As it is, until something runs.
  const SchemaCatalogue& schema() {
    if (!schema_) schema_ = database_->read_schema();
    return *schema_;
  }

  // An existing object may need what an upgrade takes away, and an engine need not object.
  void find_broken_objects(RevisionIndex i, const SchemaCatalogue& before, Trial& trial) {
    const std::vector<Difference> found = differences(before, schema());
    const auto takes_away = [](const Difference& difference) {
      return difference.kind == DifferenceKind::missing || difference.kind == DifferenceKind::changed;
    };
    if (std::ranges::none_of(found, takes_away)) return;
    std::vector<BrokenObject> broken = database_->broken_objects();
    for (const BrokenObject& object : broken)
      if (std::ranges::find(broken_objects_, object) == broken_objects_.end())
        trial.findings.push_back(
            finding(FindingKind::breaks_object, i,
                    fmt::format("the {} {} broken: {}", object.kind, object.name, object.message)));
    broken_objects_ = std::move(broken);
  }

  // A clock that a view has taken down, for example, makes two schemas of one upgrade.
  void compare_upgrades(RevisionIndex i, const SchemaCatalogue& first, Trial& trial) {
    std::vector<Difference> found = differences(first, schema());
    std::erase_if(found, is_note);
    if (found.empty()) return;
    trial.findings.push_back(finding(FindingKind::upgrade_differs_again, i, {}));
    trial.findings.back().differences = std::move(found);
  }

  bool succeeds(const Plan& plan, FindingKind failure, Trial& trial) {
    schema_.reset();
    try {
      runner_.run(*database_, plan);
      database_->end_session();
      rows_ = plan.rows_after;
      return true;
    } catch (const Error& error) {
      if (!engine_.is_of_revision(error)) throw;
      trial.findings.push_back(failure_of(failure, plan.steps.front().move()->revision, error));
    }
    // Told also where the trial is repeated with other rows: the stand-in is there then.
    if (engine_.stand_in_for(trial.findings.back().message)) {
      proof_.findings.push_back(std::move(trial.findings.back()));
      proof_.findings.back().kind = FindingKind::function_missing;
      trial.findings.pop_back();
      return succeeds(plan, failure, trial);
    }
    trial.has_failed = true;
    return false;
  }

  // Whether the schema is what it was, but for what is only a note.
  bool restores(RevisionIndex i, const SchemaCatalogue& before, Trial& trial) {
    std::vector<Difference> found = differences(before, schema());
    if (found.empty()) return true;
    const bool is_right = std::ranges::all_of(found, is_note);
    trial.findings.push_back(
        finding(is_right ? FindingKind::order_differs : FindingKind::downgrade_differs, i, {}));
    trial.findings.back().differences = std::move(found);
    return is_right;
  }

  bool keeps_rows(RevisionIndex i, RowWatch::Schema schema, Trial& trial) {
    std::vector<std::string> lines = watch_.differences(*database_, words_of_runs(i), schema);
    if (lines.empty() || !chain_[i].lossy().empty()) return true;
    trial.findings.push_back(finding(FindingKind::rows_differ, i, {}));
    trial.findings.back().rows = std::move(lines);
    return false;
  }

  // The made-up rows may be to blame. Where the revision succeeds without them, or fails later, what they
  // have shown is a mistake if any row would show it.
  Trial judge_without_made_up_rows(RevisionIndex i, Trial with_rows) {
    restore_before(i);
    watch_.settle(*database_, {}, MadeUp::no);
    Trial trial = run(i);
    Finding& failure = with_rows.findings.back();
    const bool fails_alike = trial.has_failed && trial.findings.back().kind == failure.kind;
    if (!fails_alike && is_shown(failure)) trial.findings.insert(trial.findings.begin(), std::move(failure));
    return trial;
  }

  // What to say of a run that fails only with made-up rows; false: nothing.
  bool is_shown(Finding& failure) const {
    const Revision revision = chain_[failure.revision];
    const bool goes_down = failure.kind == FindingKind::downgrade_fails;
    const Script script =
        goes_down ? revision.downgrade(engine_.dialect()) : revision.upgrade(engine_.dialect());
    failure.message = in_one_line(std::move(failure.message));
    switch (failure_cause(engine_.dialect(), {failure.message, failure.statement}, script)) {
      case FailureCause::any_row:
        failure.suggestion = "; this fails wherever the table has rows";
        return true;
      case FailureCause::held_row:
        failure.suggestion.clear();
        failure.failed_run = failure.kind;
        failure.kind = FindingKind::fails_on_rows;
        failure.fixture = fixture_to_write(failure.revision);
        return !has_fixture_below(failure.revision);
      case FailureCause::made_up:
        return false;
    }
    return false;
  }

  bool is_about_keys(const Trial& trial) const {
    return engine_.dialect() == Dialect::sqlite &&
           core::to_lower(trial.findings.back().message).find("foreign key") != std::string::npos;
  }

  // A program that does not enforce foreign keys runs what fails here.
  Trial judge_without_keys(RevisionIndex i, Trial with_keys) {
    restore_before(i);
    watch_.settle(*database_, {}, MadeUp::no);
    without_keys_[i] = true;
    enforce_keys(*database_, false);
    Trial trial = run(i);
    enforce_keys(*database_, true);
    if (trial.has_failed) {
      without_keys_[i] = false;
      return with_keys;
    }
    Finding& failure = with_keys.findings.back();
    failure.kind = FindingKind::fails_on_keys;
    trial.findings.push_back(std::move(failure));
    return trial;
  }

  static void enforce_keys(ScratchDatabase& database, bool on) {
    database.execute(on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
  }

  // After the revision, and before rows are made up for its tables.
  void run_fixture(RevisionIndex i) {
    const Fixture* fixture = find_fixture(i);
    if (fixture == nullptr) return;
    schema_.reset();
    std::optional<Finding> failure = failure_of_fixture(*database_, *fixture);
    if (failure && watch_.has_made_up_rows()) {
      restore_after(i);
      failure = failure_of_fixture(*database_, *fixture);
    }
    if (!failure) return;
    failed_fixtures_[i] = true;
    proof_.findings.push_back(std::move(*failure));
    restore_after(i);
  }

  std::optional<Finding> failure_of_fixture(ScratchDatabase& database, const Fixture& fixture) {
    for (const FixtureStatement& statement : fixture.statements) {
      try {
        database.execute(statement.text);
      } catch (const Error& error) {
        if (!engine_.is_of_revision(error)) throw;
        Finding failure = failure_of(FindingKind::fixture_fails, fixture.revision, error);
        failure.fixture = fixture.name;
        failure.line = statement.line;
        return failure;
      }
    }
    return std::nullopt;
  }

  const Fixture* find_fixture(RevisionIndex i) const {
    const auto found = std::ranges::find(options_.fixtures, i, &Fixture::revision);
    return found == options_.fixtures.end() ? nullptr : &*found;
  }

  // An author who has written rows for the state before a revision has said what they look like.
  bool has_fixture_below(RevisionIndex i) const {
    return std::ranges::any_of(chain_[i].parents(),
                               [this](RevisionIndex parent) { return find_fixture(parent) != nullptr; });
  }

  std::string fixture_to_write(RevisionIndex i) const {
    const auto parents = chain_[i].parents();
    return parents.empty() ? "" : "fixtures/" + std::string(chain_[parents.front()].id()) + ".sql";
  }

  // As a program does with a new database, which must have the same schema then.
  void run_together() {
    std::unique_ptr<ScratchDatabase> database = engine_.make_database();
    ChainPlace place = memory_.restore(database, ProofTrack::plain, options_.together_from);
    const bool fails_on_keys = std::ranges::find(without_keys_, true) != without_keys_.end();
    if (fails_on_keys) enforce_keys(*database, false);
    try {
      run_together_on(*database, place);
    } catch (const Error& error) {
      if (!engine_.is_of_revision(error)) throw;
      const std::optional<RevisionIndex> failed = chain_.find_revision(error.context().revision);
      proof_.findings.push_back(failure_of(FindingKind::fails_together, failed.value_or(0), error));
      return;
    }
    std::vector<Difference> found = differences(schema(), database->read_schema());
    if (std::ranges::all_of(found, is_note)) return;
    proof_.findings.push_back(finding(FindingKind::differs_together, chain_.heads().front(), {}));
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
    database.end_session();
    place.rows = plan.rows_after;
  }

  static Finding finding(FindingKind kind, RevisionIndex i, std::string message) {
    return {.kind = kind, .revision = i, .message = std::move(message)};
  }

  Finding failure_of(FindingKind kind, RevisionIndex i, const Error& error) {
    Finding failure = finding(kind, i, message_of(error));
    failure.suggestion = did_you_mean(failure.message, database_->read_schema());
    failure.statement = error.context().statement;
    failure.line = error.context().line;
    failure.may_pass = runner_.was_stopped();
    return failure;
  }

  NameSet words_of_runs(RevisionIndex i) const {
    NameSet words;
    collect_words(engine_.dialect(), chain_[i].upgrade(engine_.dialect()), words);
    collect_words(engine_.dialect(), chain_[i].downgrade(engine_.dialect()), words);
    if (const Fixture* fixture = find_fixture(i))
      for (const FixtureStatement& statement : fixture->statements)
        collect_words(engine_.dialect(), statement.text, words);
    return words;
  }

  // The revision because of which this one cannot run.
  std::optional<RevisionIndex> find_stop(RevisionIndex i) const {
    for (const auto& needed : {chain_[i].parents(), chain_[i].dependencies()})
      for (const RevisionIndex each : needed)
        if (stopped_by_[each]) return stopped_by_[each];
    return std::nullopt;
  }

  // The second database only goes up, and has no made-up rows. Each fixture runs before the next upgrade.
  void follow(RevisionIndex size) {
    if (!followed_) {
      followed_ = engine_.make_database();
      // What is remembered has no rows of fixtures.
      if (options_.fixtures.empty()) followed_place_ = memory_.restore(followed_, ProofTrack::plain, size);
    }
    for (; followed_place_.size < size; ++followed_place_.size) {
      if (followed_place_.size > 0) follow_fixture(followed_place_.size - 1);
      if (!stopped_by_[followed_place_.size]) follow_upgrade(followed_place_.size);
    }
  }

  void follow_upgrade(RevisionIndex i) {
    if (without_keys_[i]) enforce_keys(*followed_, false);
    advance(*followed_, followed_place_, chain_[i].id());
    if (without_keys_[i]) enforce_keys(*followed_, true);
  }

  void follow_fixture(RevisionIndex i) {
    const Fixture* fixture = i < followed_fixtures_ ? nullptr : find_fixture(i);
    followed_fixtures_ = std::max(followed_fixtures_, i + 1);
    if (fixture != nullptr && !stopped_by_[i] && !failed_fixtures_[i])
      failure_of_fixture(*followed_, *fixture);
  }

  // To where all revisions before this one have been that can be run.
  void restore_before(RevisionIndex i) {
    follow(i);
    if (i > 0) follow_fixture(i - 1);
    become_followed();
  }

  // The same, and this revision as well, but not its fixture.
  void restore_after(RevisionIndex i) {
    follow(i + 1);
    become_followed();
  }

  void become_followed() {
    database_->become(*followed_);
    schema_.reset();
    rows_ = followed_place_.rows;
    watch_.forget();
  }

  const Chain& chain_;
  ScratchEngine& engine_;
  const ProofOptions& options_;
  Runner runner_;
  ProofMemory no_memory_;
  ProofMemory& memory_;
  Proof proof_;
  // By revision: the one because of which it was not run.
  std::vector<std::optional<RevisionIndex>> stopped_by_ =
      std::vector<std::optional<RevisionIndex>>(chain_.size());
  std::vector<bool> without_keys_ = std::vector<bool>(chain_.size());
  std::vector<bool> failed_fixtures_ = std::vector<bool>(chain_.size());
  std::unique_ptr<ScratchDatabase> database_;
  std::optional<SchemaCatalogue> schema_;     // of database_; none: not read since something ran
  std::vector<BrokenObject> broken_objects_;  // that are no news
  std::vector<std::string> rows_;             // of the version table
  RowWatch watch_;
  QueryWatch queries_;
  std::unique_ptr<ScratchDatabase> followed_;  // made when it is needed first
  ChainPlace followed_place_;
  RevisionIndex followed_fixtures_ = 0;
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
  return ChainProof(chain, engine, options).run();
}

}  // namespace migrate::migc
