#include "migc/catalogue/postgres_moment.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

namespace migrate::migc {

namespace {

constexpr std::string_view state_query =
    "SELECT concat_ws(' ', d.oid, pg_postmaster_start_time(), pg_stat_get_db_stat_reset_time(d.oid))"
    ", pg_snapshot_xmax(pg_current_snapshot())"
    // Who another session is may be hidden from this role. A prepared transaction is older than its end.
    ", current_setting('track_counts')::bool AND NOT EXISTS (SELECT FROM pg_stat_get_activity(NULL) a WHERE"
    " a.datid = d.oid AND a.pid NOT IN (pg_backend_pid(), $1) AND coalesce(a.backend_type, 'client backend') "
    "= 'client"
    " backend') AND NOT EXISTS (SELECT FROM pg_prepared_xacts p WHERE p.database = d.datname)"
    ", (SELECT concat_ws(' ', count(*), sum(hashoid(m.objid)::bigint)) FROM pg_depend m WHERE m.refclassid ="
    " 'pg_extension'::regclass AND m.deptype = 'e')"
    " FROM pg_database d WHERE d.datname = current_database()";

}  // namespace

void tell_counts(postgres::Server& server) {
  server.exec("SELECT pg_catalog.pg_stat_force_next_flush()");
}

PostgresMoment moment_of(PostgresQuestions& questions, const std::vector<std::string_view>& catalogues) {
  const pqxx::result state = questions.ask(std::string(state_query), {std::to_string(questions.writer())});
  PostgresMoment moment{.database = state[0][0].c_str(),
                        .next_transaction = state[0][1].c_str(),
                        .is_counted = state[0][2].as<bool>(),
                        .members = state[0][3].c_str(),
                        .counts = {}};
  for (const auto& row :
       questions.ask("SELECT c, pg_stat_get_tuples_inserted(c), pg_stat_get_tuples_updated(c),"
                     " pg_stat_get_tuples_deleted(c) FROM unnest($1::regclass[]) c",
                     {fmt::format("{{{}}}", fmt::join(catalogues, ","))}))
    moment.counts[row[0].c_str()] = {.inserted = row[1].as<std::int64_t>(),
                                     .updated = row[2].as<std::int64_t>(),
                                     .deleted = row[3].as<std::int64_t>()};
  return moment;
}

}  // namespace migrate::migc
