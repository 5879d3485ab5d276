#pragma once

// The version and history tables of one database, for one chain: what they say about it, and what is written
// to them. Everything else in the library asks the ledger; which tables and which SQL that takes is known in
// this room only.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/database_state.h"
#include "core/ledger/history.h"
#include "core/ledger/unknown_revisions.h"
#include "core/ledger/version_row_change.h"
#include "core/plan/version_rows.h"
#include "migrate/adapter.h"
#include "migrate/export.h"

namespace migrate::core {

class Ledger {
 public:
  // All must outlive the ledger. `program`: what history rows say that wrote them.
  Ledger(adapter::Session& session, const Chain& chain, std::string_view program);
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  adapter::Session& session() const { return session_; }
  const Chain& chain() const { return chain_; }
  const TableNames& names() const { return names_; }
  Dialect dialect() const { return session_.dialect(); }

  // Reads and creates nothing. Throws migrate::Error: `mismatch` when the tables are not ours,
  // `newer_database` when the history has a higher format than ours.
  [[nodiscard]] DatabaseState state() const;

  // Without a query when the chain knows all rows; then the result is empty, whatever else is wrong.
  [[nodiscard]] UnknownRevisions unknown_revisions(const DatabaseState& state) const;

  // The applied revisions. Throws migrate::Error: what read_rows() throws, and `mismatch` when a row or its
  // digest differs from the chain.
  AppliedRevisions verify_rows(const DatabaseState& state) const;
  // Compares every finished history row of an applied revision, not only those of the rows; says how many.
  std::size_t verify_history(const AppliedRevisions& applied) const;
  // The revisions whose recorded digests accept() renews: `accepted`, and the applied ones above it whose own
  // content and parents are what the chain says. In the chain's order.
  [[nodiscard]] std::vector<RevisionIndex> find_acceptable(const AppliedRevisions& applied,
                                                           RevisionIndex accepted) const;

  // These columns of all history rows, in no order. REQUIRES: state() found the table.
  [[nodiscard]] MIGRATE_INTERNAL_API Rows
  read_history_rows(const std::vector<std::string_view>& columns) const;
  // Statements that take from other roles the right to write to our tables.
  [[nodiscard]] std::vector<std::string> revocations() const;

  // Throws migrate::Error (`unavailable`) when the version table is too narrow for a row that the plan puts
  // in.
  MIGRATE_INTERNAL_API void require_width(const Plan& plan, const TablesFound& found) const;

  // What follows belongs into a transaction, under its lock.

  // Default privileges may give other roles the right to write to a new table: it is taken back.
  void create_missing_tables(const TablesFound& found);
  // False when a row that is to be removed is not there.
  [[nodiscard]] bool change_rows(const RowChange& change);
  HistoryWriter& history() { return history_; }

 private:
  adapter::Session& session_;
  const Chain& chain_;
  TableNames names_;
  HistoryWriter history_;
};

}  // namespace migrate::core
