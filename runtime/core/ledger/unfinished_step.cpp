#include "core/ledger/unfinished_step.h"

#include <algorithm>
#include <vector>

#include "core/chain/digest.h"
#include "core/plan/step_items.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"

namespace migrate::core {

namespace {

Error no_longer_outside(const Revision& revision) {
  ErrorContext context;
  context.revision = revision.id();
  context.file = revision.file();
  return advised_error(ErrorKind::mismatch,
                       concat({"revision ", in_quotes(revision.id()),
                               " began with \"transaction: none\", and some of its items are finished"}),
                       nothing_changed,
                       concat({"Put \"transaction: none\" back into the header of ", revision.file(),
                               ", or run \"stamp --purge ROW...\" to say what the database is at."}),
                       std::move(context));
}

std::string_view word_of(Direction direction) {
  return direction == Direction::downgrade ? "downgrade" : "upgrade";
}

Error changed_items(const Revision& revision, const UnfinishedStep& unfinished) {
  ErrorContext context;
  context.revision = revision.id();
  context.file = revision.file();
  const std::string count = std::to_string(unfinished.items);
  const std::string finished = unfinished.items == 1 ? "item 1" : concat({"one of the items 1 to ", count});
  return advised_error(
      ErrorKind::mismatch,
      concat({finished, " of the ", word_of(unfinished.direction), " of revision ", in_quotes(revision.id()),
              " is not the one that ran on this database"}),
      nothing_changed,
      concat({"The first ", unfinished.items == 1 ? "item is" : concat({count, " items are"}),
              " finished: undo the edit of them in ", revision.file(),
              ", or run \"stamp --purge ROW...\" to say what the database is at."}),
      std::move(context));
}

}  // namespace

std::string items_digest(const Script& script, std::size_t count) {
  std::vector<DigestItem> items;
  for (std::size_t i = 0; i < count; ++i) items.push_back({script[i].is_call(), script[i].text()});
  return to_hex(content_digest(items));
}

bool resumes(const Chain& chain, const Move& move, const UnfinishedStep& unfinished) {
  return move.direction == unfinished.direction && chain[move.revision].id() == unfinished.revision;
}

std::size_t item_count(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect) {
  const std::optional<RevisionIndex> revision = chain.find_revision(unfinished.revision);
  return revision ? script_of(chain[*revision], unfinished.direction, dialect).size() : 0;
}

std::string describe_item(std::size_t finished, std::size_t total) {
  if (total == 0) return concat({"item ", std::to_string(finished + 1)});
  return concat({"item ", std::to_string(std::min(finished + 1, total)), " of ", std::to_string(total)});
}

std::string describe(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect) {
  return concat({"the ", word_of(unfinished.direction), " of revision ", in_quotes(unfinished.revision), " (",
                 describe_item(unfinished.items, item_count(chain, unfinished, dialect)), ")"});
}

void require_unchanged_items(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect) {
  const Revision revision = chain[*chain.find_revision(unfinished.revision)];
  const Script script = script_of(revision, unfinished.direction, dialect);
  if (unfinished.items > 0 && revision.transaction() != Transaction::none) throw no_longer_outside(revision);
  if (unfinished.items > script.size() || items_digest(script, unfinished.items) != unfinished.content_digest)
    throw changed_items(revision, unfinished);
}

// Only a program that knows the step can finish it.
Error still_unfinished(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect) {
  const bool is_upgrade = unfinished.direction == Direction::upgrade;
  const bool is_known = chain.find_revision(unfinished.revision).has_value();
  ErrorContext context;
  context.revision = unfinished.revision;
  const std::string command = is_upgrade ? concat({"upgrade ", unfinished.revision}) : "downgrade -1";
  return advised_error(
      is_known ? ErrorKind::incomplete : ErrorKind::newer_database,
      concat({describe(chain, unfinished, dialect), is_known ? "" : ", which this program does not know,",
              " runs outside a transaction and is recorded as begun, but not as finished"}),
      nothing_changed,
      concat({"If no other process is at it, run \"", command, "\"",
              is_known ? "" : " of the program that began it",
              " to finish it, or \"stamp --purge ROW...\" to say what the database is at."}),
      std::move(context));
}

void require_resumed(const Chain& chain, const Plan& plan, const UnfinishedStep& unfinished,
                     Dialect dialect) {
  const Move* first = plan.empty() ? nullptr : plan.steps.front().move();
  if (first == nullptr || !resumes(chain, *first, unfinished))
    throw still_unfinished(chain, unfinished, dialect);
  require_unchanged_items(chain, unfinished, dialect);
}

}  // namespace migrate::core
