#include "core/ledger/database_state.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "core/ledger/ledger.h"
#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

// One statement, so that all it says is of the same moment. Only the newest history row can be unfinished, or
// have a higher format: a run that meets such a row adds no other before it is dealt with.
std::string state_statement(const TableNames& names) {
  return concat(
      {"SELECT 'history' AS kind, revision, direction, state, format, seq, items, content_digest FROM"
       " (SELECT revision, direction, state, format, seq, items, content_digest FROM ",
       names.history_sql,
       " ORDER BY seq DESC LIMIT 1) AS newest UNION ALL SELECT 'version', v.version_num,"
       " (SELECT CASE WHEN h.direction <> 'downgrade' THEN h.chain_digest END FROM ",
       names.history_sql,
       " AS h WHERE h.revision = v.version_num AND h.state = 'done' ORDER BY h.seq DESC LIMIT 1), NULL,"
       " NULL, NULL, NULL, NULL FROM ",
       names.version_sql, " AS v"});
}

std::string rows_statement(const TableNames& names) {
  return concat({"SELECT 'version', version_num, NULL FROM ", names.version_sql});
}

UnfinishedStep read_unfinished(const Row& row) {
  const bool is_downgrade = text_of(row[2]) == to_string(HistoryEvent::downgrade);
  return {.revision = text_of(row[1]),
          .direction = is_downgrade ? Direction::downgrade : Direction::upgrade,
          .items = static_cast<std::size_t>(number_of(row[6])),
          .content_digest = text_of(row[7])};
}

void read_newest(const Row& row, DatabaseState& state) {
  const std::int64_t format = number_of(row[4]);
  if (format > history_format)
    throw advised_error(ErrorKind::newer_database,
                        concat({"the history of this database has format ", std::to_string(format),
                                ", this program knows formats up to ", std::to_string(history_format)}),
                        nothing_changed, "Use the program that wrote it or a newer one.");
  state.newest_history_row = number_of(row[5]);
  if (text_of(row[3]) == pending_state) state.unfinished = read_unfinished(row);
}

void query_tables(const Ledger& ledger, DatabaseState& state) {
  const TableNames& names = ledger.names();
  const std::string sql = state.tables.history ? state_statement(names) : rows_statement(names);
  for (const Row& row : ledger.session().query(sql, {})) {
    if (text_of(row[0]) == "history")
      read_newest(row, state);
    else
      state.rows.push_back(
          {text_of(row[1]), row[2].is_null() ? std::nullopt : std::optional(text_of(row[2]))});
  }
}

// By revision, from its last finished row; nothing where that says that it was reverted.
using Digests = std::map<std::string, std::optional<std::string>, std::less<>>;

// What is read of each history row: as the query has it after the row's kind, and the chain digest.
std::vector<std::string_view> read_columns() {
  return {"revision", "direction", "state", "format", "seq", "items", "content_digest", "chain_digest"};
}

Digests read_digests(Rows history, DatabaseState& state) {
  Digests digests;
  sort_by_number(history, 4);
  for (const Row& row : history) {
    if (text_of(row[2]) != done_state) continue;
    const bool is_reverted = text_of(row[1]) == to_string(HistoryEvent::downgrade) || row[7].is_null();
    digests[text_of(row[0])] = is_reverted ? std::nullopt : std::optional(text_of(row[7]));
  }
  if (history.empty()) return digests;
  Row newest = std::move(history.back());
  newest.insert(newest.begin(), "history");
  read_newest(newest, state);
  return digests;
}

// The same without a query on the tables.
void read_tables(const Ledger& ledger, DatabaseState& state) {
  std::vector<adapter::TableColumns> wanted{{ledger.names().version, {"version_num"}}};
  if (state.tables.history) wanted.push_back({ledger.names().history, read_columns()});
  std::vector<Rows> tables = ledger.session().read_rows(wanted);
  const Digests digests = state.tables.history ? read_digests(std::move(tables[1]), state) : Digests();
  for (const Row& row : tables[0]) {
    const auto found = digests.find(text_of(row[0]));
    state.rows.push_back({text_of(row[0]), found == digests.end() ? std::nullopt : found->second});
  }
}

}  // namespace

std::vector<std::string> DatabaseState::revisions() const {
  std::vector<std::string> names;
  for (const VersionRow& row : rows) names.push_back(row.revision);
  return names;
}

DatabaseState Ledger::state() const {
  DatabaseState found{.tables = find_tables(*this), .rows = {}, .unfinished = {}};
  if (!found.tables.version) return found;
  if (found.tables.are_untrusted)
    read_tables(*this, found);
  else
    query_tables(*this, found);
  std::ranges::sort(found.rows, {}, &VersionRow::revision);
  return found;
}

}  // namespace migrate::core
