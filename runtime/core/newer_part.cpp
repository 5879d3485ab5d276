#include "core/newer_part.h"

#include <algorithm>
#include <set>

#include "core/rows.h"
#include "core/text.h"
#include "core/verify.h"

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
  Walk(const Chain& chain, History history) : chain_(chain), history_(std::move(history)) {}

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
  History history_;
  NewerPart part_;
  std::vector<std::string> open_;
  std::set<std::string> entered_;
  std::set<std::string> placed_;
};

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
    lines.push_back(id + " (the history does not say how it was applied)");
  for (auto revision = part.revisions.rbegin(); revision != part.revisions.rend(); ++revision)
    lines.push_back(describe(*revision));
  std::string list;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) list += "\n  " + lines[i];
  if (lines.size() > most_lines) list += "\n  and " + std::to_string(lines.size() - most_lines) + " more";
  return list;
}

}  // namespace

NewerPart read_newer_part(Connection& connection, const Chain& chain, const TableNames& names,
                          const Look& look) {
  if (knows_all(chain, look)) return {};
  Walk walk(chain, look.tables.history ? read_history(connection, names) : History());
  NewerPart part = walk.from(look.revisions());
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

void verify_intact(const NewerPart& part) {
  for (const RecordedRevision& revision : part.revisions) {
    if (is_intact(revision)) continue;
    ErrorContext context;
    context.revision = revision.revision;
    throw Error(ErrorKind::mismatch,
                "the history row of revision " + describe(revision) +
                    " does not match its row_digest: it was modified after it was written; nothing was"
                    " changed. Restore the row from a backup, or run \"stamp --accept " +
                    revision.revision + "\" with a program that knows this revision",
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
  if (is_shared_with_alembic(chain) && !part.unexplained.empty())
    message += "If Alembic applied them, add them to the migrations folder and build again";
  else
    message +=
        "Run the program that applied them or a newer one, or go back to what this program knows with"
        " \"rollback\" (\"plan rollback\" shows what it would do)";
  return Error(ErrorKind::newer_database, std::move(message), std::move(context));
}

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    parts.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return parts;
}

bool has_flag(const RecordedRevision& revision, std::string_view flag) {
  return std::ranges::count(split_list(revision.flags), flag) > 0;
}

Transaction transaction_of(const RecordedRevision& revision) {
  if (has_flag(revision, "none")) return Transaction::none;
  return has_flag(revision, "own") ? Transaction::own : Transaction::shared;
}

std::string describe(const RecordedRevision& revision) {
  std::string text = revision.revision;
  if (!revision.message.empty()) text += ", " + revision.message;
  if (!revision.program.empty()) text += " (applied by " + revision.program + ')';
  return text;
}

}  // namespace migrate::core
