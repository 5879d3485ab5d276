#include "migc/catalogue/postgres_query.h"

#include <fmt/format.h>

#include <map>

#include "migc/catalogue/postgres_query_groups.h"

namespace migrate::migc {

namespace {

std::vector<PostgresQuery> all_queries(int version) {
  std::vector<PostgresQuery> queries;
  for (const auto add :
       {postgres_query::add_relations, postgres_query::add_columns, postgres_query::add_constraints,
        postgres_query::add_table_parts, postgres_query::add_types, postgres_query::add_routines,
        postgres_query::add_operators, postgres_query::add_text_search, postgres_query::add_foreign_data,
        postgres_query::add_whole_database})
    add(version, queries);
  for (PostgresQuery& query : queries)
    if (query.commented.catalogue.empty()) query.commented = query.entry;
  return queries;
}

}  // namespace

const std::vector<PostgresQuery>& postgres_queries(int version) {
  static std::map<int, std::vector<PostgresQuery>> known;
  std::vector<PostgresQuery>& queries = known[version];
  if (queries.empty()) queries = all_queries(version);
  return queries;
}

// What an extension or another object brings along is a matter of that one.
std::string to_sql(const PostgresQuery& query, std::string_view only) {
  return fmt::format(
      "SELECT {0}, {1}, note.description AS comment FROM {2} LEFT JOIN pg_description note ON note.objoid = "
      "{3} AND note.classoid = '{4}'::regclass AND note.objsubid = {5} WHERE {6} AND NOT EXISTS (SELECT FROM "
      "pg_depend part WHERE part.classid = '{7}'::regclass AND part.objid = {0} AND part.objsubid = 0 AND "
      "part.deptype IN ('e', 'i')){8}{9}",
      query.entry.oid, query.columns, query.from, query.commented.oid, query.commented.catalogue,
      query.sub_object, query.where, query.entry.catalogue,
      only.empty() ? "" : " AND " + fmt::format(fmt::runtime(only), query.entry.oid),
      query.order_by.empty() ? "" : " ORDER BY " + query.order_by);
}

}  // namespace migrate::migc
