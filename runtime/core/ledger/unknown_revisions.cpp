#include "core/ledger/unknown_revisions.h"

#include <algorithm>
#include <set>

#include "core/ledger/ledger.h"
#include "core/ledger/recorded_digests.h"
#include "core/ledger/verify.h"
#include "core/plan/version_rows.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"

namespace migrate::core {

namespace {

constexpr std::size_t most_lines = 10;

bool knows_all(const Chain& chain, const DatabaseState& state) {
  return std::ranges::all_of(
      state.rows, [&](const VersionRow& row) { return chain.find_revision(row.revision).has_value(); });
}

std::vector<std::string> needs_of(const RecordedRevision& revision) {
  std::vector<std::string> needs = split_list(revision.down_revision);
  std::ranges::move(split_list(revision.depends_on), std::back_inserter(needs));
  return needs;
}

// Walks down from the rows; a revision is placed once all that it builds on is. A history that was changed
// may lead in a circle: then a revision comes before its parents, which its digest reveals.
class Walk {
 public:
  Walk(const Chain& chain, const History& history) : chain_(chain), history_(history) {}

  UnknownRevisions from(std::vector<std::string> rows) {
    open_ = std::move(rows);
    std::ranges::reverse(open_);
    while (!open_.empty()) visit(std::string(open_.back()));
    std::ranges::sort(unknown_.known, {}, &KnownBelow::revision);
    return std::move(unknown_);
  }

 private:
  void visit(const std::string& id) {
    const auto recorded = history_.find(id);
    if (recorded != history_.end() && !chain_.find_revision(id) && entered_.insert(id).second)
      return open(recorded->second);
    open_.pop_back();
    if (placed_.insert(id).second) place(id, recorded);
  }

  void open(const RecordedRevision& revision) {
    std::vector<std::string> needs = needs_of(revision);
    std::ranges::reverse(needs);  // the last is visited first
    for (std::string& need : needs)
      if (!entered_.contains(need)) open_.push_back(std::move(need));
  }

  void place(const std::string& id, History::const_iterator recorded) {
    const bool is_recorded = recorded != history_.end();
    if (const auto known = chain_.find_revision(id))
      unknown_.known.push_back({*known, is_recorded ? recorded->second.chain_digest : std::string()});
    else if (is_recorded)
      unknown_.revisions.push_back(recorded->second);
    else
      unknown_.unexplained.push_back(id);
  }

  const Chain& chain_;
  const History& history_;
  UnknownRevisions unknown_;
  std::vector<std::string> open_;
  std::set<std::string> entered_;
  std::set<std::string> placed_;
};

// Whether a revision of the chain is applied as the chain has it. What is below a stamp has no row of its
// own, but the chain digest of the stamped revision covers it.
bool stands_on(const Chain& chain, Dialect dialect, const History& history, const UnknownRevisions& unknown) {
  for (const auto& [id, recorded] : history)
    if (const auto known = chain.find_revision(id);
        known && recorded.chain_digest == chain[*known].chain_digest(dialect))
      return true;
  RecordedDigests digests(chain, dialect);
  return !unknown.known.empty() && unknown.unexplained.empty() &&
         std::ranges::all_of(unknown.revisions,
                             [&](const RecordedRevision& revision) { return digests.covers(revision); });
}

bool are_all_compatible(const UnknownRevisions& unknown) {
  return unknown.unexplained.empty() &&
         std::ranges::all_of(unknown.revisions, [](const RecordedRevision& revision) {
           return is_intact(revision) && has_flag(revision, "compatible");
         });
}

RevisionSet applied_of(const Chain& chain, const UnknownRevisions& unknown) {
  RevisionSet applied(chain);
  for (const KnownBelow& below : unknown.known) applied.insert(below.revision);
  return with_ancestors(chain, std::move(applied), Along::parents_and_dependencies);
}

std::string list_newest_first(const UnknownRevisions& unknown) {
  std::vector<std::string> lines;
  for (const std::string& id : unknown.unexplained)
    lines.push_back(concat({shown(id), " (the history does not say how it was applied)"}));
  for (auto revision = unknown.revisions.rbegin(); revision != unknown.revisions.rend(); ++revision)
    lines.push_back(describe(*revision));
  std::string list;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) append(list, {"\n  ", lines[i]});
  if (lines.size() > most_lines)
    append(list, {"\n  and ", std::to_string(lines.size() - most_lines), " more"});
  return list;
}

std::string find_way_out(const Chain& chain, const UnknownRevisions& unknown) {
  if (is_shared_with_alembic(chain))
    return unknown.unexplained.empty()
               ? "Run the program that applied them or a newer one, or add them to the migrations folder and"
                 " build again"
               : "If Alembic applied them, add them to the migrations folder and build again";
  std::string advice = "Run the program that applied them or a newer one";
  if (unknown.unexplained.empty() && find_foreign_base(chain, unknown) == nullptr)
    advice +=
        ", or go back to what this program knows with \"rollback\" (\"plan rollback\" shows what it would "
        "do)";
  return advice;
}

}  // namespace

UnknownRevisions Ledger::unknown_revisions(const DatabaseState& state) const {
  if (knows_all(chain_, state)) return {};
  const History history = state.tables.history ? read_history(*this) : History();
  UnknownRevisions unknown = Walk(chain_, history).from(state.revisions());
  unknown.stands_on_chain = stands_on(chain_, dialect(), history, unknown);
  read_downgrades(*this, unknown.revisions);
  return unknown;
}

bool is_compatible(const Chain& chain, const UnknownRevisions& unknown) {
  const RevisionSet applied = applied_of(chain, unknown);
  return are_all_compatible(unknown) &&
         std::ranges::all_of(chain.heads(), [&](RevisionIndex head) { return applied.contains(head); });
}

std::vector<std::string> own_rows(const Chain& chain, const UnknownRevisions& unknown) {
  return as_rows(chain, tips(chain, applied_of(chain, unknown), Along::parents_and_dependencies));
}

void verify_known(const Chain& chain, Dialect dialect, const DatabaseState& state,
                  const UnknownRevisions& unknown) {
  const bool takes_unrecorded = is_shared_with_alembic(chain);
  for (const KnownBelow& below : unknown.known) {
    const Revision revision = chain[below.revision];
    const bool is_row = std::ranges::count(state.rows, revision.id(), &VersionRow::revision) > 0;
    if ((is_row && !takes_unrecorded) || !below.chain_digest.empty())
      verify_digest(revision, below.chain_digest, dialect);
  }
}

const RecordedRevision* find_foreign_base(const Chain& chain, const UnknownRevisions& unknown) {
  if (chain.settings().allow_multiple_heads && !unknown.known.empty()) return nullptr;
  const auto base = std::ranges::find_if(unknown.revisions, [](const RecordedRevision& revision) {
    return revision.down_revision.empty() && revision.depends_on.empty();
  });
  return base == unknown.revisions.end() ? nullptr : &*base;
}

void refuse_other_chain(const Chain& chain, const DatabaseState& state, const UnknownRevisions& unknown) {
  if (unknown.empty() || unknown.stands_on_chain || is_shared_with_alembic(chain)) return;
  ErrorContext context;
  context.revision = state.rows.front().revision;
  throw advised_error(ErrorKind::mismatch,
                      concat({"this database belongs to another chain: it is at ", listed(state.revisions()),
                              ", and no revision of this program was ever applied to it"}),
                      nothing_changed, "Check that the path or URL names the right database.",
                      std::move(context));
}

void verify_intact(const UnknownRevisions& unknown) {
  for (const RecordedRevision& revision : unknown.revisions) {
    if (is_intact(revision)) continue;
    ErrorContext context;
    context.revision = revision.revision;
    throw advised_error(ErrorKind::mismatch,
                        concat({"the history row of revision ", describe(revision),
                                " does not match its row_digest: it was modified after it was written"}),
                        nothing_changed,
                        concat({"Restore the row from a backup, or run \"stamp --accept ",
                                shown(revision.revision), "\" with a program that knows this revision."}),
                        std::move(context));
  }
}

Error newer_database(const Chain& chain, const DatabaseState& state, const UnknownRevisions& unknown) {
  ErrorContext context;
  context.revision =
      unknown.revisions.empty() ? unknown.unexplained.back() : unknown.revisions.back().revision;
  std::string message =
      concat({"the database is at ", listed(state.revisions()),
              ", newer than this program, which does not know these revisions, newest first:",
              list_newest_first(unknown), "\nNothing was changed. "});
  if (are_all_compatible(unknown))
    message += "They are marked as compatible, but not all of this program's own revisions are applied. ";
  const std::string advice = find_way_out(chain, unknown);
  message += advice;
  context.state = nothing_changed;
  context.advice = concat({advice, "."});
  return Error(ErrorKind::newer_database, std::move(message), std::move(context));
}

std::string describe(const RecordedRevision& revision) {
  std::string text = shown(revision.revision);
  if (!revision.message.empty()) append(text, {", ", shown(revision.message)});
  if (!revision.program.empty()) append(text, {" (applied by ", shown(revision.program), ")"});
  return text;
}

}  // namespace migrate::core
