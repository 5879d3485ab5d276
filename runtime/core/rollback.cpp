#include "core/rollback.h"

#include <map>

#include "core/digest.h"
#include "core/text.h"
#include "migrate/migrator.h"

namespace migrate::core {

namespace {

Error impossible(ErrorKind kind, const std::string& id, const std::string& revision,
                 const std::string& reason) {
  ErrorContext context;
  context.revision = id;
  return Error(kind,
               "this database cannot be rolled back to what this program knows: revision " + revision + ' ' +
                   reason + "; nothing was changed. Run the program that applied it or a newer one",
               std::move(context));
}

Error impossible(ErrorKind kind, const RecordedRevision& revision, const std::string& reason) {
  return impossible(kind, revision.revision, describe(revision), reason);
}

// The chain digests of all that the part stands on and holds.
class DigestsBelow {
 public:
  DigestsBelow(const Chain& chain, Dialect dialect) : chain_(chain), dialect_(dialect) {}

  // Whether the revision is the one that its chain digest covers. REQUIRES: called in the part's order.
  bool covers(const RecordedRevision& revision) {
    const std::optional<Digest> content = from_hex(revision.content_digest);
    std::vector<Digest> parents;
    const bool has_all = add(revision.down_revision, parents) && add(revision.depends_on, parents);
    if (!content || !has_all) return false;
    const Digest digest =
        chain_digest(dialect_, revision.revision, transaction_of(revision), std::move(parents), *content);
    digests_.emplace(revision.revision, digest);
    return to_hex(digest) == revision.chain_digest;
  }

 private:
  bool add(const std::string& ids, std::vector<Digest>& parents) const {
    for (const std::string& id : split_list(ids)) {
      const std::optional<Digest> digest = find(id);
      if (!digest) return false;
      parents.push_back(*digest);
    }
    return true;
  }

  std::optional<Digest> find(const std::string& id) const {
    if (const auto known = chain_.find_revision(id)) return from_hex(chain_[*known].chain_digest(dialect_));
    const auto found = digests_.find(id);
    return found == digests_.end() ? std::nullopt : std::optional(found->second);
  }

  const Chain& chain_;
  Dialect dialect_;
  std::map<std::string, Digest> digests_;
};

void refuse_damage(const Chain& chain, Dialect dialect, const Look& look, const NewerPart& part) {
  for (const std::string& id : part.unexplained)
    throw impossible(ErrorKind::mismatch, id, id, "is applied, but the history does not say how");
  verify_intact(part);
  verify_known(chain, dialect, look, part);
  DigestsBelow digests(chain, dialect);
  for (const RecordedRevision& revision : part.revisions)
    if (!digests.covers(revision))
      throw impossible(ErrorKind::mismatch, revision,
                       "was changed in the history: its chain digest does not belong to its id, content,"
                       " parents and dependencies");
}

// Why a revision has no way back that could run here; empty when it has one.
std::string find_obstacle(const RecordedRevision& revision) {
  if (has_flag(revision, "irreversible")) return "is irreversible";
  if (has_flag(revision, "none")) return "runs outside a transaction";
  return {};
}

std::string find_missing_step(const Chain& chain, const std::vector<StoredItem>& items) {
  for (const StoredItem& item : items)
    if (item.is_call && !find_step(chain, item.text))
      return "calls on its way back the C++ step " + quoted(item.text) + ", which this program does not have";
  return {};
}

std::vector<StoredItem> stored_downgrade(const RecordedRevision& revision) {
  if (!revision.downgrade)
    throw impossible(ErrorKind::mismatch, revision,
                     "has no stored downgrade, although it is not irreversible");
  std::optional<std::vector<StoredItem>> items = parse_stored_script(*revision.downgrade);
  if (!items)
    throw impossible(ErrorKind::mismatch, revision,
                     "has a stored downgrade that is not a JSON array of statements and calls");
  return std::move(*items);
}

// Damage is told before what is merely not possible.
std::vector<ReversibleRevision> reversible(const Chain& chain, const NewerPart& part) {
  std::vector<ReversibleRevision> revisions;
  for (const RecordedRevision& revision : part.revisions)
    revisions.push_back({revision, has_flag(revision, "irreversible") ? std::vector<StoredItem>()
                                                                      : stored_downgrade(revision)});
  for (const ReversibleRevision& revision : revisions) {
    std::string obstacle = find_obstacle(revision.recorded);
    if (obstacle.empty()) obstacle = find_missing_step(chain, revision.downgrade);
    if (!obstacle.empty()) throw impossible(ErrorKind::usage, revision.recorded, obstacle);
  }
  return revisions;
}

}  // namespace

Rollback prepare_rollback(const Run& run) {
  const Chain& chain = run.chain();
  const Dialect dialect = run.connection().dialect();
  const Look found = look(run.connection(), run.names());
  if (found.unfinished) throw unfinished(chain, *found.unfinished);
  Rollback rollback{
      .part = read_newer_part(run.connection(), chain, run.names(), found), .wider = {}, .plan = {}};
  refuse_damage(chain, dialect, found, rollback.part);
  rollback.wider = std::make_unique<WiderChain>(chain, dialect, reversible(chain, rollback.part));
  rollback.plan =
      plan_rollback(rollback.wider->chain(), found.revisions(), static_cast<RevisionIndex>(chain.size()));
  return rollback;
}

// Tries once; whoever calls looks again. Under the lock the history has to say the same as before it.
void roll_back(Run& run, Report& report) {
  const Rollback rollback = prepare_rollback(run);
  if (rollback.plan.empty()) return;

  std::vector<std::string> rows = rollback.plan.rows_before;
  if (!report.changed()) report.rows_before = rows;
  const auto find_the_same = [&]() -> std::optional<Look> {
    Look now = look(run.connection(), run.names());
    if (read_newer_part(run.connection(), run.chain(), run.names(), now) != rollback.part)
      return std::nullopt;
    return now;
  };
  GroupRunner runner(run.connection(), rollback.wider->chain(), run.names(), run.options(), find_the_same);
  if (run.options().observer != nullptr) run.options().observer->before_run(rollback.plan);
  runner.run(rollback.plan, {0, rollback.plan.steps.size(), true}, rows, report);
}

}  // namespace migrate::core

namespace migrate {

Report rollback(Connection& connection, const Chain& chain, const Options& options) {
  const auto stay = [](const std::vector<std::string>& rows) {
    return Plan{.purged = {}, .steps = {}, .rows_before = rows, .rows_after = rows};
  };
  core::Run run(connection, chain, options, Access::write);
  return run.execute(stay, core::Trust::known, OnNewer::roll_back);
}

}  // namespace migrate
