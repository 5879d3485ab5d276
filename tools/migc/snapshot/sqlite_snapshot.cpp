#include "migc/snapshot/sqlite_snapshot.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>

#include "migc/proof/time_limit.h"
#include "migc/scratch/library_tables.h"
#include "migc/scratch/sqlite_own_database.h"
#include "migc/snapshot/kept_replays.h"
#include "migc/snapshot/replay_course.h"
#include "migc/snapshot/sqlite_content.h"
#include "migc/snapshot/sqlite_replay_database.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

using Content = std::vector<ContentStatement>;

// The first revision that no snapshot can contain.
std::string find_obstacle(const Chain& chain) {
  for (const Revision revision : chain) {
    const Script script = revision.upgrade(Dialect::sqlite);
    if (std::any_of(script.begin(), script.end(), [](const Item& item) { return item.is_call(); }))
      return fmt::format("revision \"{}\" calls a C++ step", revision.id());
    if (revision.transaction() == Transaction::none)
      return fmt::format("revision \"{}\" runs outside any transaction", revision.id());
  }
  return {};
}

std::string origin() {
  return fmt::format("SQLite {}", sqlite3_libversion());
}

// On one line.
std::string reason_of(const Error& error) {
  const ErrorContext& context = error.context();
  const std::string message = context.database_message.empty() ? error.what() : context.database_message;
  std::string line = message.substr(0, message.find('\n'));
  return context.revision.empty()
             ? line
             : fmt::format("revision \"{}\" cannot be replayed: {}", context.revision, line);
}

// Where one is the beginning of the other, it is what the other has besides.
const ContentStatement* first_difference(const Content& one, const Content& other) {
  const auto [mine, theirs] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  if (mine != one.end()) return &*mine;
  return theirs == other.end() ? nullptr : &*theirs;
}

std::vector<std::string> statements_of(const Content& content) {
  std::vector<std::string> statements;
  // Rows refer to rows of tables that come later. The commit ends this.
  const auto has_rows = [](const ContentStatement& statement) {
    return statement.text.starts_with("INSERT");
  };
  if (std::ranges::any_of(content, has_rows)) statements.emplace_back("PRAGMA defer_foreign_keys = ON");
  for (const ContentStatement& statement : content)
    if (!statement.only_compared) statements.push_back(statement.text);
  return statements;
}

class SnapshotMaker {
 public:
  SnapshotMaker(const Chain& chain, const SnapshotTask& task)
      : chain_(chain),
        own_tables_(library_tables(chain.settings().version_table)),
        course_(chain, task.foreign_keys),
        kept_(task.cache, course_),
        limit_(task.limit),
        most_bytes_(task.most_bytes) {}

  Snapshot make() {
    SqliteReplayDatabase own(Circumstances::own), other(Circumstances::other);
    replay(own, Circumstances::own);
    replay(other, Circumstances::other);
    kept_.save();
    Content content = own.content(own_tables_, most_bytes_);
    if (const ContentStatement* different =
            first_difference(content, other.content(own_tables_, most_bytes_)))
      return {.why_not =
                  fmt::format("{} differs when the revisions run with another clock, time zone, row order"
                              " and other random numbers",
                              different->object)};
    if (own.random_numbers().were_used || other.random_numbers().were_used)
      return {.why_not = "a revision asks for random numbers"};
    return checked(content);
  }

 private:
  // Pauses before the newest revision, which is the one that is edited.
  void replay(SqliteReplayDatabase& database, Circumstances circumstances) {
    const std::size_t size = course_.plan().steps.size();
    std::size_t reached = kept_.restore(database, circumstances);
    const std::atomic<bool>* stop = limit_.begin();
    for (const std::size_t target : {course_.can_pause() ? size - 1 : size, size}) {
      if (reached >= target) continue;
      for (const ReplayPiece& piece : course_.pieces(reached, target))
        database.run(chain_, course_.plan_of(piece), piece.foreign_keys, stop);
      reached = target;
      kept_.keep(database, circumstances, reached);
    }
    limit_.end();
  }

  // A database that is made by the statements has what was read.
  Snapshot checked(const Content& content) const {
    Snapshot snapshot{.statements = statements_of(content), .origin = origin()};
    SqliteReplayDatabase loaded(Circumstances::own);
    loaded.load(snapshot.statements);
    if (const ContentStatement* different =
            first_difference(content, loaded.content(own_tables_, most_bytes_)))
      return {.why_not = different->only_compared
                             ? fmt::format("{}, of a virtual table, has rows that no statement can copy",
                                           different->object)
                             : fmt::format("{} cannot be written as statements that are read back as it is",
                                           different->object)};
    return snapshot;
  }

  const Chain& chain_;
  std::vector<std::string> own_tables_;
  ReplayCourse course_;
  KeptReplays kept_;
  TimeLimit limit_;
  std::size_t most_bytes_;
};

}  // namespace

Snapshot make_sqlite_snapshot(const Chain& chain, const SnapshotTask& task) {
  if (std::string obstacle = find_obstacle(chain); !obstacle.empty()) return {.why_not = std::move(obstacle)};
  try {
    return SnapshotMaker(chain, task).make();
  } catch (const Error& error) {
    if (is_of_machine(error)) throw;
    return {.why_not = reason_of(error)};
  }
}

}  // namespace migrate::migc
