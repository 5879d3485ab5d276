#pragma once

// The rows of the history table, as they are written and read. It is append only.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/chain.h"
#include "migrate/export.h"
#include "migrate/plan.h"
#include "migrate/value.h"

namespace migrate::core {

class Ledger;

enum class HistoryEvent : std::uint8_t { upgrade, downgrade, stamp, adopt, snapshot };

constexpr std::string_view to_string(HistoryEvent event) noexcept {
  constexpr std::string_view names[] = {"upgrade", "downgrade", "stamp", "adopt", "snapshot"};
  return names[static_cast<std::uint8_t>(event)];
}

constexpr HistoryEvent history_event(Direction direction) noexcept {
  return direction == Direction::upgrade ? HistoryEvent::upgrade : HistoryEvent::downgrade;
}

inline constexpr std::string_view pending_state = "pending";
inline constexpr std::string_view done_state = "done";

// When something ran. Durations come from a clock that is never set.
struct Times {
  std::chrono::system_clock::time_point started;
  std::optional<std::chrono::microseconds> duration;  // nothing while it runs
};

struct HistoryRow {
  HistoryEvent event;
  std::optional<RevisionIndex> revision;  // nothing for a stamp that leaves no row
  Times times;
  std::optional<std::size_t> items = {};  // how many are finished of a step outside a transaction
};

// Writes rows that all come from one program and one chain.
class HistoryWriter {
 public:
  // Both must outlive the writer.
  HistoryWriter(const Ledger& ledger, std::string_view program);

  // Under the lock: the newest row that exists has this number. A writer that knows it does not have to ask
  // for it with each row.
  void continue_after(std::int64_t newest) noexcept;
  // A row without a duration is `pending`, others are `done`.
  void append(const HistoryRow& row);
  // Takes over a row of the version table, unless the history says already that the revision is applied.
  void adopt(RevisionIndex revision);
  // Before the commit, where an adapter kept rows back: throws migrate::Error (`mismatch`) unless the table
  // has gained all of them.
  void confirm();

 private:
  // For a script, whose own time counts.
  bool is_for_later() const noexcept { return !time_.empty(); }
  void write(const HistoryRow& row, const std::string& condition);
  void write_numbered(std::vector<Value> values);
  void write_and_number(const std::string& condition, const std::vector<Value>& values);
  void add_revision(std::vector<Value>& values, const HistoryRow& row) const;
  void insert(const std::string& sql, const std::vector<Value>& values, std::int64_t least);

  const Ledger& ledger_;
  std::string_view program_;
  std::string time_;
  std::string sql_;
  std::string numbered_sql_;
  std::string unless_applied_;
  std::optional<std::int64_t> newest_;
  std::int64_t newest_before_ = 0;  // the rows that are written now
  std::int64_t least_added_ = 0;    // rows that were kept back
  std::int64_t most_added_ = 0;     // with those that may have been there
};

// What the last finished row of a revision says about the form in which it was applied.
struct RecordedRevision {
  std::int64_t number = 0;  // of the row
  std::string revision;
  std::string chain_digest;
  std::string content_digest;
  std::string down_revision;
  std::string depends_on;
  std::string flags;
  std::string message = {};
  std::string program = {};
  std::optional<std::string> downgrade = {};  // read_downgrades() fills it in
  std::string row_digest = {};

  bool operator==(const RecordedRevision&) const = default;
};

using History = std::map<std::string, RecordedRevision, std::less<>>;

// By the ids of all revisions whose last finished row did not revert them.
[[nodiscard]] History read_history(const Ledger& ledger);

// Stored downgrades can be long, and most readers of the history need none.
void read_downgrades(const Ledger& ledger, std::vector<RecordedRevision>& revisions);

// Rows of the history, by the column with their number.
void sort_by_number(Rows& rows, std::size_t column);

// Whether the row is as it was written. REQUIRES: the downgrade was read.
[[nodiscard]] bool is_intact(const RecordedRevision& revision);

// What a history row says about a revision of the chain, where it is compared: without the row's number and
// digest, message, program and downgrade.
[[nodiscard]] RecordedRevision record_of(const Chain& chain, RevisionIndex revision, Dialect dialect);

// Numbers and texts in rows that we read. Throw migrate::Error (`mismatch`) when the value is of another
// type.
[[nodiscard]] MIGRATE_INTERNAL_API std::int64_t number_of(const Value& value);
[[nodiscard]] MIGRATE_INTERNAL_API std::string text_of(const Value& value);
// The same; empty for NULL.
[[nodiscard]] MIGRATE_INTERNAL_API std::string text_or_empty(const Value& value);

// "2026-11-20T13:24:09.125Z"
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

}  // namespace migrate::core
