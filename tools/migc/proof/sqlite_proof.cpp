#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "engine/table_names.h"
#include "migc/catalogue/sqlite_catalogue.h"
#include "migc/proof/name_in_message.h"
#include "migc/proof/proof.h"
#include "migrate/error.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"

namespace migrate::migc {

namespace {

// Between two copies of the whole database. A wrong revision costs running those since the last copy again,
// and a copy costs as much as a few small revisions.
constexpr RevisionIndex revisions_between_copies = 64;

// A file without a name: SQLite writes it where it has to, and deletes it.
SQLite::Database temporary_database() {
  return {"", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
}

std::vector<std::string> own_tables(const Chain& chain) {
  const std::string version_table(chain.settings().version_table);
  return {version_table, core::history_table_name(version_table)};
}

// The step that a script calls first; empty where it calls none.
std::string called_step(const Script& script) {
  for (const Item& item : script)
    if (item.is_call()) return std::string(item.text());
  return {};
}

// The plan that undoes a plan of one step.
Plan reversed(const Plan& plan) {
  Plan back{.steps = plan.steps, .rows_before = plan.rows_after, .rows_after = plan.rows_before};
  PlanStep& step = back.steps.front();
  step.action = Move{Direction::downgrade, step.move()->revision};
  std::swap(step.removed, step.added);
  return back;
}

// What the author has to correct, in contrast to what keeps the proof from going on.
bool is_of_revision(const Error& error) {
  return error.kind() == ErrorKind::failed || error.kind() == ErrorKind::incomplete ||
         error.kind() == ErrorKind::mismatch;
}

class SqliteProof {
 public:
  SqliteProof(const Chain& chain, const ProofOptions& options)
      : chain_(chain), options_(options), reader_(own_tables(chain)) {
    set_foreign_keys(database_);
  }

  Proof run() {
    for (RevisionIndex i = 0; i < chain_.size(); ++i) {
      proof_.verdicts.push_back(prove(i));
      if ((i + 1) % revisions_between_copies == 0) keep_copy(i + 1);
    }
    const bool all_ran = std::ranges::find(did_not_run_, true) == did_not_run_.end();
    if (options_.depth == ProofDepth::together && all_ran) run_together();
    return std::move(proof_);
  }

 private:
  void set_foreign_keys(SQLite::Database& database) const {
    database.exec(options_.foreign_keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
  }

  Verdict prove(RevisionIndex i) {
    if (needs_what_did_not_run(i)) return cannot_run(i);
    const Revision revision = chain_[i];
    if (std::string step = called_step(revision.upgrade(Dialect::sqlite)); !step.empty()) {
      add(FindingKind::upgrade_calls_step, i, std::move(step));
      return cannot_run(i);
    }
    const bool goes_back = options_.depth != ProofDepth::upgrade && revision.irreversible().empty() &&
                           !revision.upgrade(Dialect::sqlite).empty();
    const SchemaCatalogue before = goes_back ? reader_.read(database_.getHandle()) : SchemaCatalogue{};
    const Plan plan = plan_upgrade(chain_, rows_, revision.id());
    if (!succeeds(plan, FindingKind::upgrade_fails)) {
      restore(i);
      return cannot_run(i, Verdict::wrong);
    }
    return goes_back ? prove_downgrade(i, plan, before) : Verdict::proven;
  }

  // As a program does with a new database, which must have the same schema then.
  void run_together() {
    SQLite::Database database = temporary_database();
    set_foreign_keys(database);
    try {
      SqliteConnection connection(database, {.allow_unsafe_durability = true});
      upgrade(connection, chain_);
    } catch (const Error& error) {
      if (!is_of_revision(error)) throw;
      const std::optional<RevisionIndex> failed = chain_.find_revision(error.context().revision);
      return add_failure(FindingKind::fails_together, failed.value_or(0), error);
    }
    std::vector<Difference> found =
        differences(reader_.read(database_.getHandle()), reader_.read(database.getHandle()));
    if (std::ranges::all_of(found, is_note)) return;
    add(FindingKind::differs_together, chain_.heads().front(), {});
    proof_.findings.back().differences = std::move(found);
  }

  // REQUIRES: the plan has run. Whatever the downgrade does, the revision is applied in the end.
  Verdict prove_downgrade(RevisionIndex i, const Plan& plan, const SchemaCatalogue& before) {
    if (std::string step = called_step(chain_[i].downgrade(Dialect::sqlite)); !step.empty()) {
      add(FindingKind::downgrade_calls_step, i, std::move(step));
      return Verdict::not_proven;
    }
    const bool is_right = succeeds(reversed(plan), FindingKind::downgrade_fails) && restores(i, before) &&
                          succeeds(plan, FindingKind::upgrade_fails_again);
    if (!is_right) restore(i + 1);
    return is_right ? Verdict::proven : Verdict::wrong;
  }

  bool succeeds(const Plan& plan, FindingKind failure) {
    try {
      SqliteConnection connection(database_, {.allow_unsafe_durability = true});
      apply(connection, chain_, plan);
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
    add(kind, i, context.database_message.empty() ? error.what() : context.database_message);
    Finding& finding = proof_.findings.back();
    finding.suggestion = did_you_mean(finding.message, reader_.read(database_.getHandle()));
    finding.statement = context.statement;
    finding.line = context.line;
  }

  // Whether the schema is what it was, but for what is only a note.
  bool restores(RevisionIndex i, const SchemaCatalogue& before) {
    std::vector<Difference> found = differences(before, reader_.read(database_.getHandle()));
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

  void keep_copy(RevisionIndex size) {
    copy_.emplace(temporary_database());
    SQLite::Backup(*copy_, database_).executeStep();
    rows_of_copy_ = rows_;
    size_of_copy_ = size;
  }

  // To where all of the first `size` revisions that can be run have been.
  void restore(RevisionIndex size) {
    if (!copy_) copy_.emplace(temporary_database());
    SQLite::Backup(database_, *copy_).executeStep();
    rows_ = rows_of_copy_;
    for (RevisionIndex i = size_of_copy_; i < size; ++i) {
      if (did_not_run_[i]) continue;
      SqliteConnection connection(database_, {.allow_unsafe_durability = true});
      rows_ = upgrade(connection, chain_, chain_[i].id()).rows_after;
    }
  }

  const Chain& chain_;
  const ProofOptions& options_;
  SqliteCatalogueReader reader_;
  SQLite::Database database_ = temporary_database();
  std::vector<std::string> rows_;
  std::vector<bool> did_not_run_ = std::vector<bool>(chain_.size());
  std::optional<SQLite::Database> copy_;
  std::vector<std::string> rows_of_copy_;
  RevisionIndex size_of_copy_ = 0;
  Proof proof_;
};

}  // namespace

std::size_t Proof::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(verdicts, verdict));
}

Proof prove_on_sqlite(const Chain& chain, const ProofOptions& options) {
  return SqliteProof(chain, options).run();
}

}  // namespace migrate::migc
