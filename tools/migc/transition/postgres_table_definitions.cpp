// Tables, and what is said of a table as a whole: its parents, options and settings.

#include "migc/transition/postgres_definition_query.h"

namespace migrate::migc {

namespace {

// What a statement cannot change, as the creation of the table says it.
DefinitionQuery tables() {
  const std::string ending =
      "concat(' ' || (SELECT 'PARTITION BY ' || pg_get_partkeydef(c.oid) WHERE c.relkind = 'p'), ' ' ||"
      " (SELECT 'USING ' || quote_ident(amname) FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),"
      " ' ' || (SELECT 'SERVER ' || quote_ident(s.srvname) FROM pg_foreign_table f JOIN pg_foreign_server s"
      " ON s.oid = f.ftserver WHERE f.ftrelid = c.oid))";
  return {.kind = "table",
          .name = "c.name",
          .drop = "'DROP ' || CASE c.relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END || 'TABLE ' || c.name",
          .from = relations("'r', 'p', 'f'"),
          .table = "c.name",
          .shape = "CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END",
          .state = ending,
          .clause = ending,
          .address = relation_address(),
          .place = "c.oid"};
}

// A partition's bound is said with its parent. A number has quotes or none, by the type of the key.
DefinitionQuery parents() {
  const std::string bound =
      "CASE WHEN c.relispartition THEN regexp_replace(pg_get_expr(c.relpartbound, c.oid),"
      " '''(-?[0-9]+)''', '\\1', 'g') ELSE '' END";
  return {.kind = "parent",
          .name = "c.name || ' ' || h.inhparent::regclass",
          .create =
              "CASE WHEN c.relispartition THEN 'ALTER TABLE ' || h.inhparent::regclass || ' ATTACH"
              " PARTITION ' || c.name || ' ' || pg_get_expr(c.relpartbound, c.oid) ELSE 'ALTER TABLE '"
              " || c.name || ' INHERIT ' || h.inhparent::regclass END",
          .drop =
              "CASE WHEN c.relispartition THEN 'ALTER TABLE ' || h.inhparent::regclass || ' DETACH"
              " PARTITION ' || c.name ELSE 'ALTER TABLE ' || c.name || ' NO INHERIT ' ||"
              " h.inhparent::regclass END",
          .from = "pg_inherits h JOIN relation c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'p', 'f')",
          .table = "c.name",
          .shape = bound,
          .state = bound,
          .clause = "h.inhparent::regclass",
          .parent = relation_address(),
          .needs = address_of("pg_class", "h.inhparent"),
          .place = "h.inhseqno"};
}

// What is said of a table, and said otherwise by default.
DefinitionQuery setting(const std::string& kind, const std::string& condition, const std::string& set,
                        const std::string& reset, const std::string& kinds = "'r', 'p'") {
  return {.kind = kind,
          .name = "c.name",
          .create = alter_relation() + " || ' " + set + "'",
          .drop = alter_relation() + " || ' " + reset + "'",
          .from = relations(kinds) + " AND " + condition,
          .table = "c.name",
          .clause = "'" + set + "'",
          .parent = relation_address(),
          .place = "c.oid"};
}

DefinitionQuery replica_identity() {
  const std::string set =
      "'ALTER TABLE ' || c.name || ' REPLICA IDENTITY ' || CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n'"
      " THEN 'NOTHING' ELSE 'USING INDEX ' || (SELECT quote_ident(x.relname) FROM pg_class x WHERE x.oid ="
      " i.indexrelid) END";
  return {.kind = "replica identity",
          .name = "c.name",
          .create = set,
          .drop = "'ALTER TABLE ' || c.name || ' REPLICA IDENTITY DEFAULT'",
          .from =
              "relation c LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisreplident WHERE c.relkind"
              " IN ('r', 'p') AND (c.relreplident IN ('f', 'n') OR c.relreplident = 'i' AND i.indexrelid"
              " IS NOT NULL)",
          .table = "c.name",
          .change = set,
          .parent = relation_address(),
          .needs = "coalesce(" + address_of("pg_class", "i.indexrelid") + ", '')",
          .place = "c.oid"};
}

DefinitionQuery type_of_table() {
  return {.kind = "type of table",
          .name = "c.name",
          .create = "'ALTER TABLE ' || c.name || ' OF ' || format_type(c.reloftype, NULL)",
          .drop = "'ALTER TABLE ' || c.name || ' NOT OF'",
          .from = relations("'r', 'p'") + " AND c.reloftype <> 0",
          .table = "c.name",
          .clause = "format_type(c.reloftype, NULL)",
          .parent = relation_address(),
          .needs = address_of("pg_type", "c.reloftype"),
          .place = "c.oid"};
}

// `key`, `text`: of one option "key=value".
DefinitionQuery options(const std::string& from, const std::string& prefix) {
  const std::string key = "'" + prefix + "' || split_part(o, '=', 1)";
  const std::string said = key +
                           " || '=' || CASE WHEN split_part(o, '=', 2) ~ '^[a-z0-9_.]+$' THEN"
                           " split_part(o, '=', 2) ELSE quote_literal(substr(o, strpos(o, '=') + 1)) END";
  const std::string set = "'ALTER TABLE ' || c.name || ' SET (' || " + said + " || ')'";
  return {.kind = "option",
          .name = "c.name || '.' || " + key,
          .create = set,
          .drop = "'ALTER TABLE ' || c.name || ' RESET (' || " + key + " || ')'",
          .from = from,
          .table = "c.name",
          .change = set,
          .clause = said,
          .parent = relation_address(),
          .place = "c.oid"};
}

DefinitionQuery foreign_options() {
  const std::string key = "quote_ident(split_part(o, '=', 1))";
  const std::string said = key + " || ' ' || quote_literal(substr(o, strpos(o, '=') + 1))";
  const auto alter = [](const std::string& how) {
    return "'ALTER FOREIGN TABLE ' || c.name || ' OPTIONS (' || " + how + " || ')'";
  };
  return {.kind = "foreign option",
          .name = "c.name || '.' || " + key,
          .create = alter("'ADD ' || " + said),
          .drop = alter("'DROP ' || " + key),
          .from = "pg_foreign_table f JOIN relation c ON c.oid = f.ftrelid CROSS JOIN unnest(f.ftoptions) o",
          .table = "c.name",
          .change = alter("'SET ' || " + said),
          .clause = said,
          .parent = relation_address(),
          .place = "c.oid"};
}

}  // namespace

void add_table_definitions(DefinitionQueries& queries) {
  queries.push_back(tables());
  queries.push_back(parents());
  queries.push_back(type_of_table());
  queries.push_back(setting("unlogged", "c.relpersistence = 'u'", "SET UNLOGGED", "SET LOGGED"));
  queries.push_back(
      setting("row security", "c.relrowsecurity", "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"));
  queries.push_back(setting("row security of the owner", "c.relforcerowsecurity", "FORCE ROW LEVEL SECURITY",
                            "NO FORCE ROW LEVEL SECURITY"));
  queries.push_back(replica_identity());
  queries.push_back(
      options("relation c CROSS JOIN unnest(c.reloptions) o WHERE c.relkind IN ('r', 'p')", ""));
  queries.push_back(
      options("relation c JOIN pg_class toast ON toast.oid = c.reltoastrelid CROSS JOIN"
              " unnest(toast.reloptions) o WHERE c.relkind IN ('r', 'p')",
              "toast."));
  queries.push_back(foreign_options());
}

}  // namespace migrate::migc
