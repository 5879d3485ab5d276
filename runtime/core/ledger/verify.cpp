#include "core/ledger/verify.h"

#include <algorithm>
#include <optional>

#include "core/ledger/ledger.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

struct Record {
  RevisionIndex revision;
  RecordedRevision recorded;
};

// What the history says about applied revisions, in the chain's order.
std::vector<Record> read_records(const Ledger& ledger, const AppliedRevisions& applied) {
  History history = read_history(ledger);
  std::vector<Record> records;
  for (const RevisionIndex revision : applied.all.indexes())
    if (const auto found = history.find(ledger.chain()[revision].id()); found != history.end())
      records.push_back({revision, std::move(found->second)});
  return records;
}

bool is_unchanged(const RecordedRevision& recorded, const RecordedRevision& compiled) {
  return recorded.content_digest == compiled.content_digest &&
         recorded.down_revision == compiled.down_revision && recorded.depends_on == compiled.depends_on;
}

Error changed_revision(const Revision& revision, std::string_view recorded, std::string_view compiled) {
  ErrorContext context;
  context.revision = revision.id();
  context.file = revision.file();
  const std::string id(revision.id());
  return advised_error(
      ErrorKind::mismatch,
      concat({"revision ", in_quotes(id), " is not what was applied to this database: its chain digest is ",
              compiled, ", the history has ", recorded}),
      nothing_changed,
      concat({"Undo the edit of ", revision.file(), ", or run \"stamp --accept ", id,
              "\" if the database is right as it is."}),
      std::move(context));
}

Error unverified_row(const std::string& row) {
  ErrorContext context;
  context.revision = row;
  return advised_error(ErrorKind::mismatch,
                       concat({"the version table has revision ", in_quotes(row),
                               ", but the history does not say that it was applied"}),
                       nothing_changed,
                       "Find out which revisions the database really has, then run"
                       " \"stamp --purge REVISION...\".",
                       std::move(context));
}

// Throws for the first revision that differs, if any does.
std::size_t compare_records(const Ledger& ledger, const AppliedRevisions& applied) {
  const std::vector<Record> records = read_records(ledger, applied);
  for (const Record& record : records) {
    const RecordedRevision compiled = record_of(ledger.chain(), record.revision, ledger.dialect());
    if (record.recorded.chain_digest != compiled.chain_digest)
      throw changed_revision(ledger.chain()[record.revision], record.recorded.chain_digest,
                             compiled.chain_digest);
    if (!is_unchanged(record.recorded, compiled))
      throw Error(ErrorKind::mismatch,
                  concat({"the history of revision ", in_quotes(compiled.revision),
                          " was changed: its chain digest is right, but its content digest or its parents are"
                          " not. Nothing was changed; restore the row, or run \"stamp --accept ",
                          compiled.revision, "\" if the database is right as it is"}));
  }
  return records.size();
}

}  // namespace

void verify_digest(const Revision& revision, const std::string& recorded, Dialect dialect) {
  if (recorded.empty()) throw unverified_row(std::string(revision.id()));
  if (recorded != revision.chain_digest(dialect))
    throw changed_revision(revision, recorded, revision.chain_digest(dialect));
}

AppliedRevisions Ledger::verify_rows(const DatabaseState& state) const {
  AppliedRevisions applied = read_rows(chain_, state.revisions());
  const bool takes_unrecorded = is_shared_with_alembic(chain_);
  for (const VersionRow& row : state.rows) {
    if (!row.chain_digest) {
      if (takes_unrecorded) continue;
      throw unverified_row(row.revision);
    }
    const Revision revision = chain_[*chain_.find_revision(row.revision)];
    const std::string_view compiled = revision.chain_digest(dialect());
    if (*row.chain_digest == compiled) continue;
    compare_records(*this, applied);
    throw changed_revision(revision, *row.chain_digest, compiled);
  }
  return applied;
}

std::size_t Ledger::verify_history(const AppliedRevisions& applied) const {
  return compare_records(*this, applied);
}

std::vector<RevisionIndex> Ledger::find_acceptable(const AppliedRevisions& applied,
                                                   RevisionIndex accepted) const {
  const RevisionIndex start[] = {accepted};
  RevisionSet above = with_descendants(chain_, RevisionSet(chain_, start), Along::parents_and_dependencies);
  std::vector<RevisionIndex> acceptable{accepted};
  for (const Record& record : read_records(*this, applied))
    if (record.revision != accepted && above.contains(record.revision) &&
        is_unchanged(record.recorded, record_of(chain_, record.revision, dialect())))
      acceptable.push_back(record.revision);
  std::ranges::sort(acceptable);
  return acceptable;
}

}  // namespace migrate::core
