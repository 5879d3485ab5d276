#include "postgres/transaction_marks.h"

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

constexpr std::size_t write_columns = marks_columns_count - 2;

}  // namespace

// The search path is the revision's own, so everything is qualified, and no operator is used.
std::string marks_columns(const std::string& version_literal, const std::string& history_literal) {
  std::string sql =
      "pg_catalog.encode(pg_catalog.timestamptz_send(pg_catalog.now()), 'hex'),"
      " pg_catalog.txid_current_if_assigned()";
  for (const std::string* table : {&version_literal, &history_literal})
    for (const char* change : {"inserted", "updated", "deleted"})
      sql += std::string(", pg_catalog.pg_stat_get_xact_tuples_") + change + "(pg_catalog.to_regclass(" +
             *table + "))";
  return sql;
}

TransactionMarks read_marks(const Row& row, std::size_t first) {
  TransactionMarks marks{.began = text_of(row[first]), .transaction = text_of(row[first + 1])};
  for (std::size_t i = 0; i < write_columns; ++i)
    if (const auto* count = std::get_if<std::int64_t>(&row[first + 2 + i])) {
      marks.writes += *count;
      marks.has_tables = true;
    }
  return marks;
}

}  // namespace migrate::postgres
