// Views, materialized views and sequences, which are relations as well.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

const std::string view_options = "coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')";

// Another view can replace one that has these columns first.
const std::string view_columns =
    "coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || ' '"
    " || a.attcollation, ', ' ORDER BY a.attnum) || ', ' FROM pg_attribute a WHERE a.attrelid = c.oid AND"
    " a.attnum > 0), '')";

std::string view_after(const std::string& words) {
  return "'" + words + " VIEW ' || c.name || " + view_options +
         " || E' AS\\n' || rtrim(pg_get_viewdef(c.oid, true), ';')";
}

const std::string sequence_increment = "s.seqincrement <> 1", sequence_minimum = "s.seqmin <> 1",
                  sequence_maximum =
                      "s.seqmax <> CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype"
                      " THEN 2147483647 ELSE 9223372036854775807 END";

// A sequence that counts down has other limits by default; they are stated.
const std::string sequence_clauses =
    "concat(CASE WHEN s.seqtypid <> 'int8'::regtype THEN ' AS ' || format_type(s.seqtypid, NULL) END, CASE"
    " WHEN " +
    sequence_increment + " THEN ' INCREMENT BY ' || s.seqincrement END, CASE WHEN " + sequence_minimum +
    " OR s.seqincrement < 0 THEN ' MINVALUE ' || s.seqmin END, CASE WHEN " + sequence_maximum +
    " OR s.seqincrement < 0 THEN ' MAXVALUE ' || s.seqmax END, CASE WHEN s.seqstart <> CASE WHEN"
    " s.seqincrement < 0 THEN s.seqmax ELSE s.seqmin END THEN ' START WITH ' || s.seqstart END, CASE WHEN"
    " s.seqcache <> 1 THEN ' CACHE ' || s.seqcache END, CASE WHEN s.seqcycle THEN ' CYCLE' END)";

// Of a column of a materialized view; those of tables are part of their columns.
DefinitionQuery column_settings() {
  const std::string alter =
      "'ALTER MATERIALIZED VIEW ' || c.name || ' ALTER COLUMN ' || quote_ident(a.attname) || ";
  return {
      .kind = "setting of column",
      .name = "c.name || '.' || quote_ident(a.attname) || ' ' || s.word",
      .create = alter + "s.said",
      .drop = alter + "s.usual",
      .from =
          "relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_type t ON t.oid ="
          " a.atttypid CROSS JOIN LATERAL (SELECT 'storage', ' SET STORAGE ' || CASE a.attstorage WHEN 'p'"
          " THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN' END, ' SET STORAGE '"
          " || CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED'"
          " ELSE 'MAIN' END WHERE a.attstorage <> t.typstorage UNION ALL SELECT 'statistics', ' SET"
          " STATISTICS ' || a.attstattarget, ' SET STATISTICS -1' WHERE a.attstattarget >= 0 UNION ALL"
          " SELECT 'compression', ' SET COMPRESSION ' || CASE a.attcompression WHEN 'p' THEN 'pglz' ELSE"
          " 'lz4' END, ' SET COMPRESSION default' WHERE a.attcompression <> '' UNION ALL SELECT"
          " split_part(o, '=', 1), ' SET (' || o || ')', ' RESET (' || split_part(o, '=', 1) || ')' FROM"
          " unnest(a.attoptions) o WHERE o ~ '^n_distinct(_inherited)?=') s (word, said, usual) WHERE"
          " c.relkind = 'm'",
      .table = "c.name",
      .change = alter + "s.said",
      .parent = relation_address(),
      .place = "a.attnum"};
}

}  // namespace

void add_view_definitions(DefinitionQueries& queries) {
  queries.push_back({.kind = "view",
                     .name = "c.name",
                     .create = view_after("CREATE"),
                     .drop = "'DROP VIEW ' || c.name",
                     .from = relations("'v'"),
                     .change = view_after("CREATE OR REPLACE"),
                     .shape = view_columns,
                     .address = relation_address(),
                     .place = "c.oid"});
  queries.push_back({.kind = "materialized view",
                     .name = "c.name",
                     .create = view_after("CREATE MATERIALIZED") +
                               " || CASE WHEN c.relispopulated THEN '' ELSE E'\\nWITH NO DATA' END",
                     .drop = "'DROP MATERIALIZED VIEW ' || c.name",
                     .from = relations("'m'"),
                     .address = relation_address(),
                     .place = "c.oid"});
  queries.push_back(column_settings());
}

// Those of identities are part of their column.
void add_sequence_definitions(DefinitionQueries& queries) {
  const std::string from =
      "pg_sequence s JOIN relation c ON c.oid = s.seqrelid WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE"
      " d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')";
  queries.push_back(
      {.kind = "sequence",
       .name = "c.name",
       .create = "CASE c.relpersistence WHEN 'u' THEN 'CREATE UNLOGGED' ELSE 'CREATE' END || ' SEQUENCE ' ||"
                 " c.name || " +
                 sequence_clauses,
       .drop = "'DROP SEQUENCE ' || c.name",
       .from = from,
       .state = "concat_ws(E'\\n', 'AS ' || format_type(s.seqtypid, NULL), 'INCREMENT BY ' || s.seqincrement,"
                " 'MINVALUE ' || s.seqmin, 'MAXVALUE ' || s.seqmax, 'START WITH ' || s.seqstart, 'CACHE ' ||"
                " s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END, CASE c.relpersistence"
                " WHEN 'u' THEN 'SET UNLOGGED' ELSE 'SET LOGGED' END)",
       .address = relation_address(),
       .place = "c.oid"});
  const std::string owner = "d.refobjid::regclass || '.' || quote_ident(a.attname)";
  queries.push_back(
      {.kind = "owner of sequence",
       .name = "c.name",
       .create = "'ALTER SEQUENCE ' || c.name || ' OWNED BY ' || " + owner,
       .drop = "'ALTER SEQUENCE ' || c.name || ' OWNED BY NONE'",
       .from = "pg_depend d JOIN relation c ON c.oid = d.objid AND c.relkind = 'S' JOIN pg_attribute a ON"
               " a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE d.classid = 'pg_class'::regclass"
               " AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'",
       .change = "'ALTER SEQUENCE ' || c.name || ' OWNED BY ' || " + owner,
       .clause = owner,
       .parent = relation_address(),
       .needs = address_of("pg_class", "d.refobjid", "d.refobjsubid"),
       .place = "c.oid"});
}

}  // namespace migrate::migc
