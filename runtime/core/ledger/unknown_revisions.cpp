#include "core/ledger/unknown_revisions.h"

#include <algorithm>
#include <set>

#include "core/ledger/recorded_digests.h"
#include "core/ledger/verify.h"
#include "core/plan/version_rows.h"
#include "core/text/text.h"
#include "core/text/untrusted_text.h"

namespace migrate::core {

namespace {

constexpr std::size_t most_lines = 10;

bool knows_all(const Chain& chain, const Look& look) {
  return std::ranges::all_of(
      look.rows, [&](const VersionRow& row) { return chain.find_revision(row.revision).has_value(); });
}

std::vector<std::string> needs_of(const RecordedRevision& revision) {
  std::vector<std::string> needs = split_list(revision.down_revision);
  std::ranges::move(split_list(revision.depends_on), std::back_inserter(needs));
  return needs;
}

// Walks down from the rows; a revision is placed once all that it stands on is. A history that was changed
// may lead in a circle: then something stands before its parents, which its digest gives away.
class Walk {
 public:
  Walk(const Chain& chain, const History& history) : chain_(chain), history_(history) {}

  NewerPart from(std::vector<std::string> rows) {
    open_ = std::move(rows);
    std::ranges::reverse(open_);
    while (!open_.empty()) visit(std::string(open_.back()));
    std::ranges::sort(part_.known, {}, &KnownBelow::revision);
    return std::move(part_);
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
      part_.known.push_back({*known, is_recorded ? recorded->second.chain_digest : std::string()});
    else if (is_recorded)
      part_.revisions.push_back(recorded->second);
    else
      part_.unexplained.push_back(id);
  }

  const Chain& chain_;
  const History& history_;
  NewerPart part_;
  std::vector<std::string> open_;
  std::set<std::string> entered_;
  std::set<std::string> placed_;
};

// Whether a revision of the chain is applied as the chain has it. What stands below a stamp has no row of its
// own, but the chain digest of the stamped revision covers it.
bool stands_on(const Chain& chain, Dialect dialect, const History& history, const NewerPart& part) {
  for (const auto& [id, recorded] : history)
    if (const auto known = chain.find_revision(id);
        known && recorded.chain_digest == chain[*known].chain_digest(dialect))
      return true;
  RecordedDigests digests(chain, dialect);
  return !part.known.empty() && part.unexplained.empty() &&
         std::ranges::all_of(part.revisions,
                             [&](const RecordedRevision& revision) { return digests.covers(revision); });
}

bool are_all_compatible(const NewerPart& part) {
  return part.unexplained.empty() &&
         std::ranges::all_of(part.revisions, [](const RecordedRevision& revision) {
           return is_intact(revision) && has_flag(revision, "compatible");
         });
}

RevisionSet applied_of(const Chain& chain, const NewerPart& part) {
  RevisionSet applied(chain);
  for (const KnownBelow& below : part.known) applied.insert(below.revision);
  return with_ancestors(chain, std::move(applied), Along::parents_and_dependencies);
}

std::string list_newest_first(const NewerPart& part) {
  std::vector<std::string> lines;
  for (const std::string& id : part.unexplained)
    lines.push_back(shown(id) + " (the history does not say how it was applied)");
  for (auto revision = part.revisions.rbegin(); revision != part.revisions.rend(); ++revision)
    lines.push_back(describe(*revision));
  std::string list;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) list += "\n  " + lines[i];
  if (lines.size() > most_lines) list += "\n  and " + std::to_string(lines.size() - most_lines) + " more";
  return list;
}

std::string find_way_out(const Chain& chain, const NewerPart& part) {
  if (is_shared_with_alembic(chain))
    return part.unexplained.empty()
               ? "Run the program that applied them or a newer one, or add them to the migrations folder and"
                 " build again"
               : "If Alembic applied them, add them to the migrations folder and build again";
  std::string advice = "Run the program that applied them or a newer one";
  if (part.unexplained.empty() && find_foreign_base(chain, part) == nullptr)
    advice +=
        ", or go back to what this program knows with \"rollback\" (\"plan rollback\" shows what it would "
        "do)";
  return advice;
}

}  // namespace

NewerPart read_newer_part(Connection& connection, const Chain& chain, const TableNames& names,
                          const Look& look) {
  if (knows_all(chain, look)) return {};
  const History history = look.tables.history ? read_history(connection, names) : History();
  NewerPart part = Walk(chain, history).from(look.revisions());
  part.stands_on_chain = stands_on(chain, connection.dialect(), history, part);
  read_downgrades(connection, names, part.revisions);
  return part;
}

bool is_compatible(const Chain& chain, const NewerPart& part) {
  const RevisionSet applied = applied_of(chain, part);
  return are_all_compatible(part) &&
         std::ranges::all_of(chain.heads(), [&](RevisionIndex head) { return applied.contains(head); });
}

std::vector<std::string> own_rows(const Chain& chain, const NewerPart& part) {
  return as_rows(chain, tips(chain, applied_of(chain, part), Along::parents_and_dependencies));
}

void verify_known(const Chain& chain, Dialect dialect, const Look& look, const NewerPart& part) {
  const bool takes_unrecorded = is_shared_with_alembic(chain);
  for (const KnownBelow& below : part.known) {
    const Revision revision = chain[below.revision];
    const bool is_row = std::ranges::count(look.rows, revision.id(), &VersionRow::revision) > 0;
    if ((is_row && !takes_unrecorded) || !below.chain_digest.empty())
      verify_digest(revision, below.chain_digest, dialect);
  }
}

const RecordedRevision* find_foreign_base(const Chain& chain, const NewerPart& part) {
  if (chain.settings().allow_multiple_heads && !part.known.empty()) return nullptr;
  const auto base = std::ranges::find_if(part.revisions, [](const RecordedRevision& revision) {
    return revision.down_revision.empty() && revision.depends_on.empty();
  });
  return base == part.revisions.end() ? nullptr : &*base;
}

void refuse_other_chain(const Chain& chain, const Look& look, const NewerPart& part) {
  if (part.empty() || part.stands_on_chain || is_shared_with_alembic(chain)) return;
  ErrorContext context;
  context.revision = look.rows.front().revision;
  throw Error(ErrorKind::mismatch,
              "this database belongs to another chain: it is at " + listed(look.revisions()) +
                  ", and no revision of this program was ever applied to it; nothing was changed. Check that"
                  " the path or URL names the right database",
              std::move(context));
}

void verify_intact(const NewerPart& part) {
  for (const RecordedRevision& revision : part.revisions) {
    if (is_intact(revision)) continue;
    ErrorContext context;
    context.revision = revision.revision;
    throw Error(ErrorKind::mismatch,
                "the history row of revision " + describe(revision) +
                    " does not match its row_digest: it was modified after it was written; nothing was"
                    " changed. Restore the row from a backup, or run \"stamp --accept " +
                    shown(revision.revision) + "\" with a program that knows this revision",
                std::move(context));
  }
}

Error newer_database(const Chain& chain, const Look& look, const NewerPart& part) {
  ErrorContext context;
  context.revision = part.revisions.empty() ? part.unexplained.back() : part.revisions.back().revision;
  std::string message = "the database is at " + listed(look.revisions()) +
                        ", newer than this program, which does not know these revisions, newest first:" +
                        list_newest_first(part) + "\nNothing was changed. ";
  if (are_all_compatible(part))
    message += "They are marked as compatible, but not all of this program's own revisions are applied. ";
  message += find_way_out(chain, part);
  return Error(ErrorKind::newer_database, std::move(message), std::move(context));
}

std::string describe(const RecordedRevision& revision) {
  std::string text = shown(revision.revision);
  if (!revision.message.empty()) text += ", " + shown(revision.message);
  if (!revision.program.empty()) text += " (applied by " + shown(revision.program) + ')';
  return text;
}

}  // namespace migrate::core
