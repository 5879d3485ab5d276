#include "migc/transition/postgres_definition_query.h"

#include <fmt/format.h>

namespace migrate::migc {

std::string to_sql(const DefinitionQuery& query) {
  return fmt::format(
      "SELECT '{}' AS kind, ({})::text AS name, ({})::text AS part_of, ({})::text AS create_it, ({})::text AS"
      " drop_it, ({})::text AS change_it, ({})::text AS shape, ({})::text AS state, ({})::text AS clause,"
      " ({})::text AS address, ({})::text AS parent, ({})::text AS needs, ({})::text AS tail,"
      " ({})::bool AS is_derived, ({})::int8 AS place FROM {}",
      query.kind, query.name, query.table, query.create, query.drop, query.change, query.shape, query.state,
      query.clause, query.address, query.parent, query.needs, query.tail, query.is_derived, query.place,
      query.from);
}

std::string address_of(std::string_view catalogue, std::string_view oid, std::string_view column) {
  return fmt::format("'{}'::regclass::oid || ' ' || {} || ' ' || {}", catalogue, oid, column);
}

std::string of_users(std::string_view schema, std::string_view catalogue, std::string_view oid) {
  return fmt::format(
      "{0} !~ '^pg_' AND {0} <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid"
      " = '{1}'::regclass AND e.objid = {2} AND e.deptype = 'e')",
      schema, catalogue, oid);
}

std::string routines_of_users() {
  return of_users("n.nspname", "pg_proc", "p.oid") +
         " AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid "
         "AND"
         " i.deptype = 'i')";
}

std::string relations(std::string_view kinds) {
  return fmt::format("relation c WHERE c.relkind IN ({})", kinds);
}

std::string without_schema(std::string_view definition, std::string_view before,
                           std::string_view is_visible) {
  return fmt::format(
      "CASE WHEN {2} THEN {1} || ' ' || substr({0}, length({1} || '  ' || quote_ident(n.nspname)) + 1) ELSE "
      "{0} END",
      definition, before, is_visible);
}

std::string visible_name(std::string_view name, std::string_view is_visible) {
  return fmt::format("CASE WHEN {} THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident({})",
                     is_visible, name);
}

std::string relation_address() {
  return address_of("pg_class", "c.oid");
}

std::string with_definition(std::string_view printed) {
  return fmt::format(" CROSS JOIN LATERAL (SELECT {} AS text OFFSET 0) definition", printed);
}

std::string rows_of_users(const std::string& catalogue, const std::string& alias, const std::string& schema,
                          const std::string& condition) {
  return fmt::format(
      "(SELECT {1}.* FROM {0} {1} JOIN pg_namespace n ON n.oid = {1}.{2} WHERE {3} AND {4}) {1}", catalogue,
      alias, schema, of_users("n.nspname", catalogue, alias + ".oid"), condition);
}

std::string alter_relation() {
  return "'ALTER ' || CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'f' THEN"
         " 'FOREIGN TABLE ' WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.name";
}

}  // namespace migrate::migc
