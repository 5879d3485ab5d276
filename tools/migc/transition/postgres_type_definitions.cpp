// Types of users: enums, domains, composite types and ranges.

#include "migc/catalogue/postgres_query_parts.h"
#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

const std::string type_name = "format_type(t.oid, NULL)";
const std::string type_address = address_of("pg_type", "t.oid");

std::string types_of(const std::string& letter) {
  return "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = '" + letter + "' AND " +
         of_users("n.nspname", "pg_type", "t.oid");
}

DefinitionQuery enums() {
  const std::string values =
      "(SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE"
      " e.enumtypid = t.oid)";
  return {
      .kind = "type",
      .name = type_name,
      .create = "'CREATE TYPE ' || " + type_name + " || ' AS ENUM (' || coalesce(" + values + ", '') || ')'",
      .drop = "'DROP TYPE ' || " + type_name,
      .from = types_of("e"),
      .shape = "'enum'",
      .state =
          "coalesce((SELECT string_agg(quote_literal(e.enumlabel), E'\\n' ORDER BY e.enumsortorder)"
          " FROM pg_enum e WHERE e.enumtypid = t.oid), '')",
      .address = type_address,
      .place = "t.oid"};
}

DefinitionQuery composites() {
  const std::string attribute =
      "quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> 0"
      " AND a.attcollation <> b.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END";
  const auto attributes = [&](const std::string& separator) {
    return "coalesce((SELECT string_agg(" + attribute + ", " + separator +
           " ORDER BY a.attnum) FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid WHERE a.attrelid ="
           " t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '')";
  };
  return {.kind = "type",
          .name = type_name,
          .create = "'CREATE TYPE ' || " + type_name + " || ' AS (' || " + attributes("', '") + " || ')'",
          .drop = "'DROP TYPE ' || " + type_name,
          .from =
              "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid ="
              " t.typrelid AND c.relkind = 'c' WHERE " +
              of_users("n.nspname", "pg_type", "t.oid"),
          .shape = "'composite'",
          .state = attributes("E'\\n'"),
          .address = type_address,
          .place = "t.oid"};
}

DefinitionQuery ranges() {
  return {
      .kind = "type",
      .name = type_name,
      .create = "'CREATE TYPE ' || " + type_name +
                " || ' AS RANGE (' || concat_ws(', ', 'SUBTYPE = ' || format_type(r.rngsubtype, NULL), CASE"
                " WHEN NOT o.opcdefault THEN 'SUBTYPE_OPCLASS = ' || quote_ident(o.opcname) END, CASE WHEN"
                " r.rngcollation <> b.typcollation THEN 'COLLATION = ' || r.rngcollation::regcollation END,"
                " 'CANONICAL = ' || nullif(r.rngcanonical::text, '-'), 'SUBTYPE_DIFF = ' ||"
                " nullif(r.rngsubdiff::text, '-'), 'MULTIRANGE_TYPE_NAME = ' || format_type(r.rngmultitypid,"
                " NULL)) || ')'",
      .drop = "'DROP TYPE ' || " + type_name,
      .from =
          "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_range r ON r.rngtypid ="
          " t.oid JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_type b ON b.oid = r.rngsubtype"
          " WHERE " +
          of_users("n.nspname", "pg_type", "t.oid"),
      .shape = "'range'",
      .address = type_address,
      .place = "t.oid"};
}

const std::string domain_check =
    "'CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid,"
    " true)";
// Since version 17 it is a constraint, which may have a name.
const std::string domain_not_null =
    "coalesce((SELECT 'CONSTRAINT ' || quote_ident(k.conname) || ' ' FROM pg_constraint k WHERE k.contypid ="
    " t.oid AND k.contype = 'n' AND NOT " +
    postgres_query::is_made_up("k.conname", "''", "not_null") + "), '') || 'NOT NULL'";
const std::string domain_default = "coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault)";

// What can be changed of a domain is said apart.
DefinitionQuery domains() {
  const std::string base =
      "format_type(t.typbasetype, t.typtypmod) || CASE WHEN t.typcollation <> b.typcollation THEN ' COLLATE '"
      " || t.typcollation::regcollation ELSE '' END";
  return {.kind = "type",
          .name = type_name,
          .create =
              "'CREATE DOMAIN ' || " + type_name + " || ' AS ' || " + base + " || coalesce(' DEFAULT ' || " +
              domain_default + ", '') || CASE WHEN t.typnotnull THEN ' ' || " + domain_not_null +
              " ELSE '' END || coalesce((SELECT"
              " string_agg(' ' || " +
              domain_check +
              ", '' ORDER BY k.oid) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' AND"
              " k.convalidated), '')",
          .drop = "'DROP DOMAIN ' || " + type_name,
          .from =
              "pg_type t JOIN pg_type b ON b.oid = t.typbasetype JOIN pg_namespace n ON n.oid ="
              " t.typnamespace WHERE t.typtype = 'd' AND " +
              of_users("n.nspname", "pg_type", "t.oid"),
          .shape = "'domain'",
          .state = base,
          .address = type_address,
          .place = "t.oid"};
}

void add_domain_parts(DefinitionQueries& queries) {
  const std::string alter = "'ALTER DOMAIN ' || " + type_name + " || ";
  const std::string set = alter + "' SET DEFAULT ' || " + domain_default;
  queries.push_back({.kind = "default of domain",
                     .name = type_name,
                     .create = set,
                     .drop = alter + "' DROP DEFAULT'",
                     .from = types_of("d") + " AND t.typdefault IS NOT NULL",
                     .change = set,
                     .clause = domain_default,
                     .parent = type_address});
  queries.push_back({.kind = "NOT NULL of domain",
                     .name = type_name,
                     .create = alter + "CASE " + domain_not_null +
                               " WHEN 'NOT NULL' THEN ' SET ' ELSE ' ADD ' END || " + domain_not_null,
                     .drop = alter + "' DROP NOT NULL'",
                     .from = types_of("d") + " AND t.typnotnull",
                     .clause = domain_not_null,
                     .parent = type_address});
  queries.push_back(
      {.kind = "constraint of domain",
       .name = type_name + " || '.' || quote_ident(k.conname)",
       .create = alter + "' ADD ' || " + domain_check,
       .drop = alter + "' DROP CONSTRAINT ' || quote_ident(k.conname)",
       .from = "pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid ="
               " t.typnamespace WHERE k.contype = 'c' AND " +
               of_users("n.nspname", "pg_type", "t.oid"),
       .change = "CASE WHEN k.convalidated THEN " + alter +
                 "' VALIDATE CONSTRAINT ' || quote_ident(k.conname) ELSE '' END",
       .shape = "regexp_replace(pg_get_constraintdef(k.oid, true), ' NOT VALID$', '')",
       .clause = "CASE WHEN k.convalidated THEN " + domain_check + " ELSE '' END",
       .address = address_of("pg_constraint", "k.oid"),
       .parent = type_address,
       .place = "k.oid"});
}

}  // namespace

void add_type_definitions(DefinitionQueries& queries) {
  queries.push_back(enums());
  queries.push_back(composites());
  queries.push_back(ranges());
  queries.push_back(domains());
  add_domain_parts(queries);
}

}  // namespace migrate::migc
