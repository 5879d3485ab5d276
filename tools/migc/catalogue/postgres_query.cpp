#include "migc/catalogue/postgres_query.h"

#include <fmt/format.h>

#include <map>

#include "migc/catalogue/postgres_query_groups.h"

namespace migrate::migc {

namespace {

std::vector<PostgresQuery> all_queries(int version) {
  std::vector<PostgresQuery> queries;
  for (const auto add :
       {postgres_query::add_types, postgres_query::add_relations, postgres_query::add_columns,
        postgres_query::add_constraints, postgres_query::add_table_parts, postgres_query::add_routines,
        postgres_query::add_operators, postgres_query::add_text_search, postgres_query::add_foreign_data,
        postgres_query::add_whole_database})
    add(version, queries);
  for (PostgresQuery& query : queries) {
    if (query.itself.catalogue.empty()) query.itself = query.entry;
    if (query.probe.empty()) query.probe = std::string(query.entry.catalogue) + " WHERE oid";
  }
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
std::string to_sql(const PostgresQuery& query, std::string_view which) {
  std::string sql = fmt::format(
      "SELECT {0}, {1}, {2}, {3}, note.description AS comment FROM {4} LEFT JOIN pg_description note ON"
      " note.objoid = {1} AND note.classoid = '{5}'::regclass AND note.objsubid = {2} AND NOT ({6}) WHERE {7}"
      " AND NOT EXISTS (SELECT FROM pg_depend part WHERE part.classid = '{8}'::regclass AND part.objid = {0}"
      " AND part.objsubid = 0 AND part.deptype IN ('e', 'i')) AND {0} {9}",
      query.entry.oid, query.itself.oid, query.column, query.columns, query.from, query.itself.catalogue,
      query.comment_is_usual, query.where, query.entry.catalogue, which);
  return query.order_by.empty() ? sql : sql + " ORDER BY " + query.order_by;
}

}  // namespace migrate::migc
