#include "core/ledger/history.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <span>
#include <utility>

#include "core/chain/digest.h"
#include "core/ledger/ledger.h"
#include "core/ledger/unfinished_step.h"
#include "core/plan/step_items.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/json.h"
#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

constexpr std::string_view columns =
    "format, direction, state, started, finished, duration_ms, program, revision, down_revision, depends_on,"
    " flags, content_digest, chain_digest, message, downgrade, row_digest, items";
constexpr std::string_view other_values = ", $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17";

// The row gets its number from the table.
std::string insert_statement(const TableNames& names, const std::string& started,
                             const std::string& finished) {
  return concat({"INSERT INTO ", names.history_sql, " (seq, ", columns, ") SELECT next, $1, $2, $3, ",
                 started, ", ", finished, other_values,
                 " FROM (SELECT coalesce(max(seq), 0) + 1 AS next FROM ", names.history_sql,
                 ") AS numbered"});
}

std::string numbered_insert_statement(const TableNames& names) {
  return concat({"INSERT INTO ", names.history_sql, " (", columns, ", seq) VALUES ($1, $2, $3, $4, $5",
                 other_values, ", $18)"});
}

// After that statement.
std::string unless_applied(const TableNames& names) {
  return concat(
      {" WHERE coalesce((SELECT direction FROM ", names.history_sql,
       " WHERE revision = $8 AND state = 'done' ORDER BY seq DESC LIMIT 1), 'downgrade') = 'downgrade'"});
}

std::string joined_ids(const Chain& chain, std::span<const RevisionIndex> revisions) {
  std::string list;
  for (const RevisionIndex revision : revisions) {
    if (!list.empty()) list += ',';
    list += chain[revision].id();
  }
  return list;
}

std::string flags_of(const Revision& revision) {
  std::string flags;
  const auto add = [&](bool has, std::string_view name) {
    if (!has) return;
    if (!flags.empty()) flags += ',';
    flags += name;
  };
  add(revision.is_compatible(), "compatible");
  add(!revision.irreversible().empty(), "irreversible");
  add(!revision.lossy().empty(), "lossy");
  add(revision.transaction() == Transaction::own, "own");
  add(revision.transaction() == Transaction::none, "none");
  return flags;
}

std::string script_json(const Script& script) {
  std::string json = "[";
  for (std::size_t i = 0; i < script.size(); ++i) {
    const Item item = script[i];
    if (i > 0) json += ',';
    json += item.is_call() ? "{\"call\":" : "{\"sql\":";
    json += json_string(item.text());
    json += '}';
  }
  return json += ']';
}

Direction direction_of(const HistoryRow& row) {
  return row.event == HistoryEvent::downgrade ? Direction::downgrade : Direction::upgrade;
}

// A downgrade is kept as long as it may be needed: with a finished row that leaves the revision applied.
bool keeps_downgrade(const HistoryRow& row, const Revision& revision) {
  return row.times.duration && row.event != HistoryEvent::downgrade && revision.irreversible().empty();
}

void add_times(std::vector<Value>& values, const Times& times) {
  values.emplace_back(utc_text(times.started));
  if (!times.duration) {
    values.insert(values.end(), {nullptr, nullptr});
    return;
  }
  const auto duration = std::chrono::duration_cast<std::chrono::milliseconds>(*times.duration);
  values.emplace_back(utc_text(times.started + duration));
  values.emplace_back(duration.count());
}

// A script is the same each time that it is written, and it is not measured when it runs.
Times timeless(Times times) {
  if (times.duration) times.duration = std::chrono::microseconds();
  return times;
}

[[noreturn]] void refuse_value() {
  throw advised_error(ErrorKind::mismatch, "the history or version table holds a value of the wrong type",
                      nothing_changed,
                      "Restore the database from a backup, or repair the row that was changed by hand.");
}

std::string digest_of(const RecordedRevision& row) {
  return to_hex(row_digest({.revision = row.revision,
                            .chain_digest = row.chain_digest,
                            .down_revision = row.down_revision,
                            .depends_on = row.depends_on,
                            .flags = row.flags,
                            .downgrade = row.downgrade}));
}

Error lost_row() {
  return Error(
      ErrorKind::mismatch,
      "the history table did not take a row as it was written: something in the database changes what is"
      " inserted there");
}

// What is read of each row, and in which order.
constexpr std::array<std::string_view, 12> recorded_columns{
    "revision", "chain_digest", "content_digest", "down_revision", "depends_on", "flags",
    "message",  "program",      "row_digest",     "direction",     "state",      "seq"};
enum Recorded : std::size_t {
  recorded_revision,
  recorded_chain_digest,
  recorded_content_digest,
  recorded_down_revision,
  recorded_depends_on,
  recorded_flags,
  recorded_message,
  recorded_program,
  recorded_row_digest,
  recorded_direction,
  recorded_state,
  recorded_seq,
};

RecordedRevision recorded(const Row& row) {
  return {.number = number_of(row[recorded_seq]),
          .revision = text_of(row[recorded_revision]),
          .chain_digest = text_or_empty(row[recorded_chain_digest]),
          .content_digest = text_or_empty(row[recorded_content_digest]),
          .down_revision = text_of(row[recorded_down_revision]),
          .depends_on = text_of(row[recorded_depends_on]),
          .flags = text_of(row[recorded_flags]),
          .message = text_of(row[recorded_message]),
          .program = text_of(row[recorded_program]),
          .row_digest = text_or_empty(row[recorded_row_digest])};
}

}  // namespace

HistoryWriter::HistoryWriter(const Ledger& ledger, std::string_view program)
    : ledger_(ledger),
      program_(program),
      time_(ledger.session().time_expression()),
      sql_(insert_statement(ledger.names(), "$4", "$5")),
      numbered_sql_(numbered_insert_statement(ledger.names())),
      unless_applied_(unless_applied(ledger.names())) {}

void HistoryWriter::continue_after(std::int64_t newest) noexcept {
  newest_ = newest_before_ = newest;
  least_added_ = most_added_ = 0;
}

void HistoryWriter::append(const HistoryRow& row) {
  write(row, {});
}

void HistoryWriter::adopt(RevisionIndex revision) {
  const Times now{std::chrono::system_clock::now(), std::chrono::microseconds()};
  write({HistoryEvent::adopt, revision, now}, unless_applied_);
}

void HistoryWriter::write(const HistoryRow& row, const std::string& condition) {
  std::vector<Value> values{history_format, to_string(row.event),
                            row.times.duration ? done_state : pending_state};
  add_times(values, is_for_later() ? timeless(row.times) : row.times);
  values.emplace_back(program_);
  if (row.revision)
    add_revision(values, row);
  else
    values.insert(values.end(), {"", "", "", "", nullptr, nullptr, "", nullptr, nullptr, nullptr});
  if (is_for_later())
    insert(insert_statement(ledger_.names(), time_, row.times.duration ? time_ : "NULL") + condition, values,
           condition.empty() ? 1 : 0);
  else if (newest_ && condition.empty())
    write_numbered(std::move(values));
  else
    write_and_number(condition, values);
}

void HistoryWriter::write_numbered(std::vector<Value> values) {
  if (*newest_ == std::numeric_limits<std::int64_t>::max())
    throw Error(
        ErrorKind::mismatch,
        "the newest row of the history has the largest number that exists, and no row can follow it."
        " Restore the database from a backup, or correct the seq of the row that was changed by hand");
  values.emplace_back(++*newest_);
  insert(numbered_sql_, values, 1);
}

// Whether a row was added is not known afterwards.
void HistoryWriter::write_and_number(const std::string& condition, const std::vector<Value>& values) {
  newest_.reset();
  insert(sql_ + condition, values, condition.empty() ? 1 : 0);
}

// Each statement writes one row, or, where it has a condition, perhaps none.
void HistoryWriter::insert(const std::string& sql, const std::vector<Value>& values, std::int64_t least) {
  const std::optional<std::int64_t> added = ledger_.session().execute_later(sql, values);
  if (!added) {
    least_added_ += least;
    ++most_added_;
  } else if (*added < least || *added > 1) {
    throw lost_row();
  }
}

void HistoryWriter::confirm() {
  if (most_added_ == 0) return;
  const Value before[] = {newest_before_};
  const std::string sql = concat({"SELECT count(*) FROM ", ledger_.names().history_sql, " WHERE seq > $1"});
  const std::int64_t added = number_of(ledger_.session().query(sql, before)[0][0]);
  if (added < least_added_ || added > most_added_) throw lost_row();
  least_added_ = most_added_ = 0;
  newest_before_ += added;
}

void HistoryWriter::add_revision(std::vector<Value>& values, const HistoryRow& row) const {
  const Dialect dialect = ledger_.dialect();
  const Revision revision = ledger_.chain()[*row.revision];
  RecordedRevision record = record_of(ledger_.chain(), *row.revision, dialect);
  if (keeps_downgrade(row, revision)) record.downgrade = script_json(revision.downgrade(dialect));
  if (!row.times.duration)
    record.content_digest =
        items_digest(script_of(revision, direction_of(row), dialect), row.items.value_or(0));
  const Value digest = row.times.duration ? Value(digest_of(record)) : Value();
  for (std::string* text : {&record.revision, &record.down_revision, &record.depends_on, &record.flags,
                            &record.content_digest, &record.chain_digest})
    values.emplace_back(std::move(*text));
  values.emplace_back(revision.message());
  values.push_back(record.downgrade ? Value(std::move(*record.downgrade)) : Value());
  values.push_back(digest);
  values.push_back(row.items ? Value(static_cast<std::int64_t>(*row.items)) : Value());
}

History read_history(const Ledger& ledger) {
  const adapter::TableColumns wanted[] = {{ledger.names().history,
                                           {recorded_columns.begin(), recorded_columns.end()},
                                           "state = 'done' AND revision <> ''"}};
  Rows rows = std::move(ledger.session().read_rows(wanted)[0]);
  sort_by_number(rows, recorded_seq);
  History history;
  for (const Row& row : rows) {
    const std::string revision = text_of(row[recorded_revision]);
    if (text_of(row[recorded_state]) != done_state || revision.empty()) continue;
    if (text_of(row[recorded_direction]) == to_string(HistoryEvent::downgrade))
      history.erase(revision);
    else
      history.insert_or_assign(revision, recorded(row));
  }
  return history;
}

void read_downgrades(const Ledger& ledger, std::vector<RecordedRevision>& revisions) {
  if (revisions.empty()) return;
  std::map<std::int64_t, RecordedRevision*> by_number;
  for (RecordedRevision& revision : revisions) by_number.emplace(revision.number, &revision);
  const adapter::TableColumns wanted[] = {
      {ledger.names().history,
       {"seq", "downgrade"},
       concat({"seq >= ", std::to_string(by_number.begin()->first), " AND downgrade IS NOT NULL"})}};
  const std::vector<Rows> read = ledger.session().read_rows(wanted);
  for (const Row& row : read[0])
    if (const auto found = by_number.find(number_of(row[0])); found != by_number.end() && !row[1].is_null())
      found->second->downgrade = text_of(row[1]);
}

void sort_by_number(Rows& rows, std::size_t column) {
  std::ranges::sort(rows, {}, [column](const Row& row) { return number_of(row[column]); });
}

bool is_intact(const RecordedRevision& revision) {
  return digest_of(revision) == revision.row_digest;
}

RecordedRevision record_of(const Chain& chain, RevisionIndex index, Dialect dialect) {
  const Revision revision = chain[index];
  return {.revision = std::string(revision.id()),
          .chain_digest = std::string(revision.chain_digest(dialect)),
          .content_digest = std::string(revision.content_digest(dialect)),
          .down_revision = joined_ids(chain, revision.parents()),
          .depends_on = joined_ids(chain, revision.dependencies()),
          .flags = flags_of(revision)};
}

std::int64_t number_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  refuse_value();
}

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  refuse_value();
}

std::string text_or_empty(const Value& value) {
  return value.is_null() ? std::string() : text_of(value);
}

std::string utc_text(std::chrono::system_clock::time_point time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<milliseconds>(time - day));
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

}  // namespace migrate::core
