#include "postgres/commit_outcome.h"

#include <string>

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

// What is ended is the process while it is in that very transaction; one that a pooler has given to another
// client else is not. A session that had the lock has no pooler before it, and would keep the lock after its
// transaction: there the process only has to be still the same.
std::string end_lost_session(const LostCommit& lost) {
  const std::string began = "'" + lost.marks.began + "' COLLATE \"C\"";
  return "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = " + text_of(lost.process) +
         " AND encode(timestamptz_send(" +
         (lost.had_session_lock ? "backend_start), 'hex') <= " : "xact_start), 'hex') = ") + began;
}

Outcome outcome_of(const pqxx::result& answer) {
  const std::string status = text_of(rows_of(answer).front()[0]);
  if (status == "committed") return Outcome::committed;
  return status == "aborted" ? Outcome::rolled_back : Outcome::unknown;
}

}  // namespace

Outcome ask_status(Server& server, const TransactionMarks& marks) {
  return outcome_of(server.ask("SELECT pg_catalog.txid_status(" + marks.transaction + ')'));
}

// The role that the transaction ran as may not be allowed to end the session, the one that connects is.
Outcome ask_outcome(Server& server, const LostCommit& lost) {
  // A transaction without a number has changed nothing, so that there was nothing to commit.
  if (lost.marks.transaction.empty()) return Outcome::committed;
  return outcome_of(server.ask("SET LOCAL search_path = pg_catalog, pg_temp;\nSELECT txid_status(" +
                               lost.marks.transaction + "), (" + end_lost_session(lost) + ')'));
}

}  // namespace migrate::postgres
